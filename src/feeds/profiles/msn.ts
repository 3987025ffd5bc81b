// MSN (Microsoft Start). Source: Microsoft's pages on feed items, read in November 2026; what the pages do not say comes
// from a WordPress plugin for MSN. Iframes stand as links: the pages allow them, and the plugin says they are refused.
import { textToXml } from "../../lib/text/escape.ts"
import {
  bytesOver,
  image,
  imageUnder,
  inFuture,
  longerSideUnder,
  noBody,
  noImage,
  noSummary,
  olderThan,
  pictures,
  ratioOutside,
  titleOver,
  titleUnder,
  typeNot,
} from "./kit/checks.ts"
import { element } from "./kit/document.ts"
import { by, type Profile } from "./kit/profile.ts"

const { must, should } = by(
  "Microsoft: MSN feed item metadata requirements; Feed Item Requirements (kb 51)",
  "official",
)
const plugin = by("a WordPress plugin for MSN, Yahoo and NewsBreak", "second-hand")
const TITLE_MAX = 150

export const msn: Profile = {
  name: "msn",
  title: "MSN",
  maxArticles: 30,
  maxBytes: 1_000_000,
  namespaces: { mi: "http://schemas.ingestion.microsoft.com/common/" },
  drops: "audio video map object embed applet",
  keeps:
    "a b blockquote br dd div dl dt em figcaption figure h1 h2 h3 h4 h5 i img li ol p small span strong sub sup table tbody td tfoot th thead tr ul",
  modified: "dcterms:modified",
  checksPictures: true,
  settings: { syndication_rights: "yes", license_id: "cc-by-4.0", licensor_name: "The Kabul Courier" },
  rules: [
    must("title-short", "a title of more than 20 characters", titleUnder(21), "Write a longer headline."),
    must(
      "title-long",
      "a title of at most 150 characters, or a short title beside it",
      (subject) => (subject.article.shortTitle ? null : titleOver(TITLE_MAX)(subject)),
      "Write a shorter headline, or send _check_also.short_title.",
    ),
    must("body", "a text", noBody, "Send content_html or content_text with text in it."),
    must("date-future", "a date of publication in the past", inFuture, "Wait until it is out."),
    must(
      "date-old",
      "a date of publication in the last 365 days",
      olderThan(365),
      "Nothing: MSN takes no older story.",
    ),
    should("title-advised", "a title of less than 75 characters", titleOver(74), "Write a shorter headline."),
    should(
      "short-title",
      "a short title of at most 54 characters",
      ({ article: { shortTitle = "" } }) => (shortTitle.length > 54 ? `${shortTitle.length} characters` : null),
      "Shorten _check_also.short_title.",
    ),
    should("abstract", "a plain abstract", noSummary, "Send a summary."),
    should("image", "an image: articles without one are not published by themselves", noImage, "Add an image."),
    should("image-side", "an image of 720 pixels on one side", image(longerSideUnder(720)), "Add a larger image."),
    should("image-bytes", "an image of at most 15 MB", image(bytesOver(15_000_000)), "Add a smaller file."),
    should(
      "image-ratio",
      "an image 0.5 to 1.89 times as wide as high",
      image(ratioOutside(0.5, 1.89)),
      "Crop the image.",
    ),
    should(
      "image-type",
      "an image in PNG, JPEG, WebP or GIF",
      image(typeNot("image/png", "image/jpeg", "image/webp", "image/gif")),
      "Convert the image.",
    ),
    plugin.should(
      "image-small",
      "an image of 640 × 360 pixels at least",
      image(imageUnder(640, 360)),
      "Add a larger image.",
    ),
    should("pictures", "pictures in the text of at most 15 MB", pictures(bytesOver(15_000_000)), "Use smaller files."),
    plugin.should(
      "pictures-small",
      "pictures in the text of 640 × 360 pixels at least",
      pictures(imageUnder(640, 360)),
      "Use larger pictures.",
    ),
  ],
  item: ({ article }) => (article.shortTitle ? element("mi:shortTitle", article.shortTitle) : ""),
  media: ({ article, facts: { settings } }) => {
    const rights = settings.syndication_rights === "yes" ? element("mi:hasSyndicationRights", "1") : ""
    const license = settings.license_id ? element("mi:licenseId", settings.license_id) : ""
    const licensor = settings.licensor_name ?? article.image?.credit
    return rights + license + (rights && licensor ? `\n<mi:licensorName>${textToXml(licensor)}</mi:licensorName>` : "")
  },
}
