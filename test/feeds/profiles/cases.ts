import type { FeedFacts } from "../../../src/feeds/profiles/kit/profile.ts"
import { DAY } from "../../../src/lib/text/time.ts"
import type { Article, Publication } from "../../../src/model/article.ts"
import { NOW, PUBLICATION, sampleArticle } from "../../support/samples.ts"

const WORDS = `<p>${"Engineers from the works office counted the gauges again and wrote it down. ".repeat(20)}</p>`

/** Takes a size that every aggregator likes. */
const IMAGE = {
  url: "https://courier.example/media/gauges.jpg",
  width: 1600,
  height: 900,
  type: "image/jpeg",
  sizeInBytes: 400_000,
  alt: "A gauge in the river",
  credit: "Laila Noor",
}
const AUDIO = {
  url: "https://courier.example/media/talk.mp3",
  mimeType: "audio/mpeg",
  sizeInBytes: 1_843_200,
  durationInSeconds: 754,
}

/** An article that breaks no rule of any aggregator. */
export const goodArticle = (more: Partial<Article> = {}): Article =>
  sampleArticle(1, {
    title: "River gauges return to the Kabul after two years",
    summary: "Twelve gauges report again, and the works office reads them twice a day. ".repeat(5).trim(),
    contentHtml: WORDS,
    image: IMAGE,
    attachments: [AUDIO],
    ...more,
  })

/** A square picture, as podcasts want it. */
export const SQUARE = { ...IMAGE, width: 3000, height: 3000 }

export function factsFor(name: string, more: Partial<FeedFacts> = {}): FeedFacts {
  const publication: Publication = { ...PUBLICATION, language: "en-US" }
  return {
    publication,
    language: "en-US",
    settings: {},
    showId: "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    selfUrl: `https://courier.example/for/${name}.xml`,
    now: NOW,
    ...more,
  }
}

/** Settings with which a feed itself breaks no rule. */
export const GOOD_SETTINGS: Record<string, Record<string, string>> = {
  smartnews: { description: "News from Kabul", logo: "https://courier.example/logo.png" },
  podcast: { image: "https://courier.example/artwork.png", category: "News" },
}

const withImage = (part: Partial<typeof IMAGE>): Partial<Article> => ({ image: { ...IMAGE, ...part } })
const long = (count: number) => "x".repeat(count)
const withAudio = (part: Partial<typeof AUDIO>): Partial<Article> => ({ attachments: [{ ...AUDIO, ...part }] })
const NO_BODY = { contentHtml: "" }
const NO_TITLE = { title: "\u0000" }
const FUTURE = { datePublished: new Date(NOW + DAY).toISOString() }
const MOVED = { guid: "https://old.example/gauges" }

/** What breaks each rule, by aggregator and rule. */
export const BREAKING: Record<string, Record<string, Partial<Article>>> = {
  apple: {
    title: NO_TITLE,
    summary: { summary: "" },
    "title-short": { title: "Gauges" },
    "title-long": { title: long(61) },
    body: NO_BODY,
    excerpt: { summary: "Short." },
    "read-more": { summary: `${long(50)} Read more…` },
  },
  flipboard: {
    title: NO_TITLE,
    body: NO_BODY,
    image: { image: undefined },
    "image-side": withImage({ width: 900, height: 499 }),
    summary: { summary: long(299) },
    author: { authors: [] },
  },
  google: {
    title: NO_TITLE,
    host: { url: "https://elsewhere.example/gauges" },
    "title-name": { title: "Gauges return – The Kabul Courier" },
  },
  msn: {
    "title-short": { title: long(20) },
    "title-long": { title: long(151) },
    body: NO_BODY,
    "date-future": FUTURE,
    "date-old": { datePublished: new Date(NOW - 366 * DAY).toISOString() },
    "title-advised": { title: long(75) },
    "short-title": { shortTitle: long(55) },
    abstract: { summary: "" },
    image: { image: undefined },
    "image-side": withImage({ width: 719, height: 700 }),
    "image-bytes": withImage({ sizeInBytes: 15_000_001 }),
    "image-ratio": withImage({ width: 2000, height: 900 }),
    "image-type": withImage({ type: "image/avif" }),
    "image-small": withImage({ width: 800, height: 300 }),
  },
  newsbreak: {
    language: { language: "es" },
    body: NO_BODY,
    image: { image: undefined },
    guid: MOVED,
    author: { authors: [] },
    "image-size": withImage({ width: 639, height: 400 }),
  },
  newsletter: {
    title: NO_TITLE,
    summary: { summary: "" },
    image: { image: undefined },
    "image-bytes": withImage({ sizeInBytes: 1_000_001 }),
  },
  podcast: {
    title: NO_TITLE,
    length: withAudio({ sizeInBytes: undefined }),
    type: withAudio({ mimeType: "audio/ogg" }),
    duration: withAudio({ durationInSeconds: undefined }),
    image: withImage({ width: 1600, height: 900 }),
    https: withAudio({ url: "http://courier.example/media/talk.mp3" }),
  },
  smartnews: {
    title: NO_TITLE,
    body: NO_BODY,
    author: { authors: [] },
    image: { image: undefined },
  },
  yahoo: {
    title: NO_TITLE,
    summary: { summary: "Two words" },
    body: { contentHtml: "<p>Too short.</p>" },
    "date-future": FUTURE,
    image: withImage({ width: 1279, height: 720 }),
    guid: MOVED,
    "image-known": withImage({ width: undefined, height: undefined }),
  },
}
