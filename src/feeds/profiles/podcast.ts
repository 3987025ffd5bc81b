// Podcasts: articles with an audio file, for Apple, Spotify and all that read RSS. Sources, read in November 2026: Apple's
// guide to RSS for podcasters (in the copy that the Podcasting 2.0 namespace keeps), PSP-1 of the Podcast Standards Project,
// and the Podcasting 2.0 namespace.
import { textToAttribute } from "../../lib/text/escape.ts"
import type { Article } from "../../model/article.ts"
import { toLabel } from "../write/labels.ts"
import { image, noTitle, sizeOf, summaryBytesOver, titleOver, typeNot } from "./kit/checks.ts"
import { element } from "./kit/document.ts"
import { by, type FeedFacts, type Profile } from "./kit/profile.ts"

const { must, should } = by("Apple: A Podcaster's Guide to RSS", "official")
const psp = by("Podcast Standards Project: PSP-1", "official")
/** Apple has the first two, PSP-1 the first and third; encoders write the last. */
const TYPES = ["audio/mpeg", "audio/x-m4a", "audio/m4a", "audio/mp4"]

/** Our own icon is too small for a directory. The report says so. */
const artworkOf = ({ settings, publication }: FeedFacts) => settings.image || `${publication.siteUrl}/icon-512.png`
const isExplicit = ({ settings }: FeedFacts) => (settings.explicit === "yes" ? "true" : "false")
const imageElement = (url: string) => `\n<itunes:image href="${textToAttribute(url)}"/>`

/** What a transcript can be, by the MIME type of its file → the type as Podcasting 2.0 has it now. */
const TRANSCRIPTS: Record<string, string> = {
  "text/vtt": "text/vtt",
  "application/x-subrip": "application/x-subrip",
  "application/srt": "application/x-subrip",
  "text/srt": "application/x-subrip",
  "text/html": "text/html",
  "text/plain": "text/plain",
  "application/json": "application/json",
}
/** Those whose every line has its time. */
const CAPTIONS = ["text/vtt", "application/x-subrip"]

function transcripts({ attachments, language }: Article): string {
  const elements = attachments.flatMap((each) => {
    const type = TRANSCRIPTS[each.mimeType.split(";", 1)[0]!.trim()]
    if (!type) return []
    const rel = CAPTIONS.includes(type) ? ' rel="captions"' : ""
    const own = textToAttribute(each.language ?? language)
    return [`\n<podcast:transcript url="${textToAttribute(each.url)}" type="${type}" language="${own}"${rel}/>`]
  })
  return elements.join("")
}

export const podcast: Profile = {
  name: "podcast",
  title: "Podcasts",
  maxArticles: 100,
  maxBytes: 1_000_000,
  isPodcast: true,
  namespaces: {
    itunes: "http://www.itunes.com/dtds/podcast-1.0.dtd",
    podcast: "https://podcastindex.org/namespace/1.0",
  },
  drops: "audio video map",
  modified: "atom:updated",
  enclosure: "audio",
  settings: { image: "https://courier.example/artwork.png", category: "News", explicit: "yes" },
  rules: [
    must("title", "a title", noTitle, "Send a title."),
    should("title-long", "a title of at most 255 characters", titleOver(255), "Write a shorter headline."),
    should("summary-long", "a summary of at most 4,000 bytes", summaryBytesOver(4000), "Send a shorter summary."),
    must(
      "length",
      "the size of the audio file in bytes",
      ({ audio }) => (audio?.sizeInBytes ? null : "no size"),
      "Wait: the file's server is being asked. If it stays, send size_in_bytes.",
    ),
    must(
      "type",
      "audio in MP3 or MPEG-4 (M4A)",
      ({ audio }) => (audio && TYPES.includes(audio.mimeType) ? null : (audio?.mimeType ?? "no type")),
      "Convert the file, or correct mime_type.",
    ),
    should(
      "extension",
      "an address that ends in .mp3 or .m4a: Apple tells the kind by it",
      ({ audio }) => (audio && !/\.(?:mp3|m4a)$/i.test(URL.parse(audio.url)?.pathname ?? "") ? audio.url : null),
      "Give the file a name with its ending.",
    ),
    should(
      "duration",
      "the length of the episode in seconds",
      ({ audio }) => (audio?.durationInSeconds ? null : "no duration"),
      "Send duration_in_seconds.",
    ),
    should(
      "image",
      "a square image of 1400 to 3000 pixels in JPEG or PNG, where the episode has one",
      image((found) => {
        const { width, height } = found
        const wrongType = typeNot("image/jpeg", "image/png")(found)
        if (wrongType || !width || !height) return wrongType
        return width === height && width >= 1400 && width <= 3000 ? null : sizeOf(found)
      }),
      "Add a square image. Until then apps show the artwork of the show.",
    ),
    psp.should(
      "https",
      "an address by https",
      ({ audio }) => (audio?.url.startsWith("https:") ? null : (audio?.url ?? "no file")),
      "Put the file on a server with https.",
    ),
  ],
  feedRules: [
    must<FeedFacts>(
      "artwork",
      "a square artwork of 1400 to 3000 pixels in JPEG or PNG",
      ({ settings }) => (settings.image ? null : "our icon of 512 pixels"),
      'Set its address in AGGREGATORS: {"podcast": {"image": "https://…"}}.',
    ),
    should<FeedFacts>(
      "category",
      "a category of Apple's list",
      ({ settings }) => (settings.category ? null : "News, by default"),
      'Set it in AGGREGATORS: {"podcast": {"category": "…"}}.',
    ),
  ],
  channel: (facts) => {
    const { publication, settings, showId } = facts
    const title = toLabel(publication.title)
    const category = textToAttribute(settings.category || "News")
    return `${element("itunes:author", title)}${imageElement(artworkOf(facts))}\n<itunes:category text="${category}"/>${element("itunes:explicit", isExplicit(facts))}${element("itunes:type", "episodic")}\n<itunes:owner>${element("itunes:name", title)}${element("itunes:email", publication.contact)}\n</itunes:owner>${element("podcast:guid", showId)}${element("podcast:locked", "no")}${element("podcast:medium", "podcast")}`
  },
  item: ({ article, audio, facts }) => {
    const seconds = Math.round(audio?.durationInSeconds ?? 0)
    const duration = seconds > 0 ? element("itunes:duration", `${seconds}`) : ""
    const own = element("itunes:explicit", isExplicit(facts)) + element("itunes:episodeType", "full")
    return duration + own + (article.image ? imageElement(article.image.url) : "") + transcripts(article)
  },
}
