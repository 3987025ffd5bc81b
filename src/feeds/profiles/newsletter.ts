// Newsletters and bots: Mailchimp's RSS-to-email, Buttondown, and the bots of Slack, Discord and Telegram. They show a title,
// a plain summary and one picture, and know an item by its guid. Source: their help pages and what readers of feeds do,
// read in November 2026.
import { bytesOver, image, noImage, noSummary, noTitle } from "./kit/checks.ts"
import { by, type Profile } from "./kit/profile.ts"

const { must, should } = by("Mailchimp: RSS merge tags; Slack: add RSS feeds", "second-hand")

export const newsletter: Profile = {
  name: "newsletter",
  title: "Newsletters and bots",
  maxArticles: 30,
  maxBytes: 1_000_000,
  drops: "audio video map",
  maxPictures: 1,
  leadFirst: true,
  modified: "atom:updated",
  enclosure: "image",
  rules: [
    must("title", "a title", noTitle, "Send a title."),
    should("summary", "a plain summary", noSummary, "Send a summary."),
    should("image", "an image", noImage, "Add an image."),
    should(
      "image-bytes",
      "an image of at most 1 MB: mail programs cut or block larger ones",
      image(bytesOver(1_000_000)),
      "Add a smaller file.",
    ),
  ],
}
