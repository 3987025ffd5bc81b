// Newsletters and bots: Mailchimp's RSS-to-email, Buttondown, and the bots of Slack, Discord and Telegram. They show a title,
// a plain summary and one picture, know an item by its guid, and tell new ones by their dates. Sources, read in November
// 2026: Mailchimp's help on images and on dates (`pubDate`, in English); plugins for its merge tags (`media:content`);
// what Slack's support wrote of its reader (github.com/GoogleChrome/developer.chrome.com/issues/2808): each item has a
// date, none twice, newest first; the help of mirror.bot for Discord (by guid).
import { bytesOver, image, noImage, noSummary, noTitle, typeNot } from "./kit/checks.ts"
import { by, type Profile } from "./kit/profile.ts"

const { should: mailchimp } = by("Mailchimp: About Template Images", "official")
const { must, should } = by("plugins for Mailchimp's merge tags (RSSITEM:TITLE, :CONTENT, :IMAGE)", "second-hand")

export const newsletter: Profile = {
  name: "newsletter",
  title: "Newsletters and bots",
  maxArticles: 30,
  maxBytes: 1_000_000,
  drops: "audio video map",
  maxPictures: 1,
  leadFirst: true,
  modified: "atom:updated",
  distinctDates: true,
  enclosure: "image",
  rules: [
    must("title", "a title", noTitle, "Send a title."),
    should("summary", "a plain summary", noSummary, "Send a summary."),
    should("image", "an image", noImage, "Add an image."),
    mailchimp("image-bytes", "an image of at most 1 MB", image(bytesOver(1_000_000)), "Add a smaller file."),
    mailchimp(
      "image-type",
      "an image in JPEG, PNG or GIF",
      image(typeNot("image/jpeg", "image/png", "image/gif")),
      "Convert the image: mail programs do not show every kind.",
    ),
  ],
}
