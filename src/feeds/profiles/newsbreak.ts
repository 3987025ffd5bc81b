// NewsBreak. Source: the public part of NewsBreak's publisher FAQ, read in November 2026, and a WordPress plugin. The
// technical specification is given to partners alone. We write no `nb:scripts`: it would run on NewsBreak's pages.
import { hasMoved, image, imageUnder, languageNot, noAuthor, noBody, noImage } from "./kit/checks.ts"
import { by, type Profile } from "./kit/profile.ts"

const { must } = by("NewsBreak: publisher FAQ", "official")
const plugin = by("a WordPress plugin for MSN, Yahoo and NewsBreak", "second-hand")

export const newsbreak: Profile = {
  name: "newsbreak",
  title: "NewsBreak",
  maxArticles: 50,
  maxBytes: 1_000_000,
  drops: "audio map",
  leadFirst: true,
  modified: "dcterms:modified",
  enclosure: "image",
  rules: [
    must("language", "English", languageNot("en"), "Nothing: NewsBreak takes English alone."),
    must("body", "the full text", noBody, "Send content_html or content_text with text in it."),
    must("image", "an image", noImage, "Add an image."),
    plugin.should(
      "guid",
      "a guid that is the article's address",
      hasMoved,
      "Nothing: the id stays as readers know it.",
    ),
    plugin.should("author", "an author", noAuthor, "Name the author."),
    plugin.should(
      "image-size",
      "an image of 640 × 360 pixels at least",
      image(imageUnder(640, 360)),
      "Add a larger image.",
    ),
  ],
}
