// What an aggregator takes and refuses, as data.
// In: an article, cleaned as for every feed. Out: what a rule finds wrong with it, and the aggregator's own elements.
import type { Article, Attachment, Image, Publication } from "../../../model/article.ts"

/** An article as one aggregator gets it. */
export interface Subject {
  article: Article
  /** The HTML that it gets. */
  body: string
  /** The same as plain text, without captions of pictures. */
  text: string
  /** The first pictures of its text, beside its image, and what is known of them. */
  pictures: Image[]
  /** The audio file of an episode. */
  audio?: Attachment
  facts: FeedFacts
}

/** What a feed is made with, beside its articles. */
export interface FeedFacts {
  publication: Publication
  /** BCP 47, of all its articles. */
  language: string
  /** The operator's settings for this aggregator: AGGREGATORS. */
  settings: Readonly<Record<string, string>>
  /** What is known of pictures in texts, by their addresses. */
  pictures: ReadonlyMap<string, Measured>
  /** `podcast:guid` of this feed. */
  showId: string
  selfUrl: string
  /** Milliseconds since 1970. */
  now: number
}

/** What a picture's server said of it. */
export type Measured = Pick<Image, "width" | "height" | "type" | "sizeInBytes">

/** Where a rule comes from. `basis`: whether we read the aggregator's own page, or what others say of it. */
export interface Source {
  page: string
  /** When it was read, `2026-11`. */
  read: string
  basis: "official" | "second-hand"
}

export interface Rule<T = Subject> {
  id: string
  /** `must`: an article that breaks it is withheld. `should`: it goes out with a warning. */
  level: "must" | "should"
  wants: string
  todo: string
  source: Source
  /** The value found, when the rule is broken. What is not known breaks no rule. */
  finds(of: T): string | null
}

export interface Profile {
  name: string
  /** The aggregator's name. */
  title: string
  maxArticles: number
  maxBytes: number
  /** Older articles are none of its business. */
  maxAgeMs?: number
  /** Only articles with an audio file. */
  isPodcast?: boolean
  /** Further namespaces by prefix. */
  namespaces?: Record<string, string>
  /** Elements of the body that are dropped with their content. */
  drops: string
  /** The only elements that stay. Of others the content stays. */
  keeps?: string
  /** The most pictures of a body. */
  maxPictures?: number
  /** Whether the image is the first thing in the body, even when it stands further down. */
  leadFirst?: boolean
  /** Whether a rule asks for the pictures in the text, so that they are measured too. */
  checksPictures?: boolean
  /** Whether the aggregator would refuse this image or picture, so that the article goes out without it. */
  omitsImage?(image: Image): boolean
  /** The element that says when the article changed. */
  modified: "atom:updated" | "dcterms:modified" | "updated"
  /** Whether no two items may have the same date: of two, the later in the feed is given a second less. */
  distinctDates?: boolean
  enclosure?: "image" | "audio"
  rules: Rule[]
  feedRules?: Rule<FeedFacts>[]
  /** Its settings in AGGREGATORS, each with an example that keeps every rule. */
  settings?: Record<string, string>
  /** Its own elements of the channel, of an item, and of `media:content`. */
  channel?(facts: FeedFacts): string
  item?(subject: Subject): string
  media?(subject: Subject): string
  /** The whole document, when it is no RSS. */
  document?(subjects: Subject[], facts: FeedFacts): string
}

/** Makes the rules of one source. */
export function by(page: string, basis: Source["basis"], read = "2026-11") {
  const source: Source = { page, read, basis }
  const make =
    (level: Rule["level"]) =>
    <T = Subject>(id: string, wants: string, finds: Rule<T>["finds"], todo: string): Rule<T> => ({
      id,
      level,
      wants,
      todo,
      source,
      finds,
    })
  return { must: make("must"), should: make("should") }
}
