// Yahoo. Source: a WordPress plugin alone, read in November 2026: Yahoo has no public specification. `updated` is an element
// without a namespace, which RSS does not know. The namespace of Media RSS is the usual one.
import type { Image } from "../../model/article.ts"
import {
  bodyWordsUnder,
  bytesOver,
  hasMoved,
  image,
  imageUnder,
  inFuture,
  noImage,
  noTitle,
  pictures,
  summaryWordsUnder,
} from "./kit/checks.ts"
import { by, type Profile } from "./kit/profile.ts"

const { must, should } = by("a WordPress plugin for MSN, Yahoo and NewsBreak", "second-hand")

const refusal = (found: Image) => imageUnder(1280, 720)(found) ?? bytesOver(5_000_000)(found)

export const yahoo: Profile = {
  name: "yahoo",
  title: "Yahoo",
  maxArticles: 50,
  maxBytes: 1_000_000,
  drops: "audio video map",
  keeps:
    "a b blockquote br em figcaption figure h1 h2 h3 h4 h5 h6 i img li ol p pre section span strong sub sup table td th tr ul",
  leadFirst: true,
  checksPictures: true,
  omitsImage: (found) => refusal(found) !== null,
  modified: "updated",
  rules: [
    must("title", "a title", noTitle, "Send a title."),
    must("summary", "a description of 3 words at least", summaryWordsUnder(3), "Send a summary."),
    must("body", "a text of 150 words at least", bodyWordsUnder(150), "Nothing, or write more."),
    must("date-future", "a date of publication in the past", inFuture, "Wait until it is out."),
    should(
      "image",
      "an image of 1280 × 720 pixels and at most 5 MB; others are left out",
      noImage,
      "Add a larger image, or a smaller file.",
    ),
    should("guid", "a guid that is the article's address", hasMoved, "Nothing: the id stays as readers know it."),
    should(
      "image-known",
      "an image of known size",
      image(({ width, height }) => (width && height ? null : "no size yet")),
      "Wait: the image is being measured. If it stays, send its width and height.",
    ),
    should(
      "pictures",
      "pictures in the text of 1280 × 720 pixels and at most 5 MB; others are left out",
      pictures(refusal),
      "Use larger pictures, or smaller files.",
    ),
  ],
}
