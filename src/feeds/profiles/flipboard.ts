// Flipboard. Source: Flipboard's RSS specification in several dated versions, read in November 2026; the versions differ in
// the size of pictures and the number of items, so those are advice here.
import { image, noAuthor, noBody, noImage, noTitle, shorterSideUnder, summaryUnder } from "./kit/checks.ts"
import { by, type Profile } from "./kit/profile.ts"

const { must, should } = by("Flipboard: RSS specification (about.flipboard.com/rss-spec)", "official")
const others = by("third-party guides to Flipboard", "second-hand")

export const flipboard: Profile = {
  name: "flipboard",
  title: "Flipboard",
  maxArticles: 50,
  maxBytes: 1_000_000,
  drops: "audio map",
  leadFirst: true,
  modified: "atom:updated",
  enclosure: "image",
  rules: [
    must("title", "a title", noTitle, "Send a title."),
    must("body", "the full text", noBody, "Send content_html or content_text with text in it."),
    should("image", "an image in each item", noImage, "Add an image."),
    should(
      "image-side",
      "an image of 500 pixels on the shorter side",
      image(shorterSideUnder(500)),
      "Add a larger image.",
    ),
    others.should("summary", "a description of 300 characters", summaryUnder(300), "Send a longer summary."),
    others.should("author", "an author", noAuthor, "Name the author."),
  ],
}
