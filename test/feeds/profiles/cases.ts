import { PROFILES } from "../../../src/feeds/profiles/index.ts"
import type { FeedFacts, Measured, Profile } from "../../../src/feeds/profiles/kit/profile.ts"
import type { Article, Publication } from "../../../src/model/article.ts"
import { NOW, PUBLICATION, sampleArticle } from "../../support/samples.ts"

/** A change of an article or of a feed's facts, as a merge patch (RFC 7396). */
type Patch = Record<string, unknown>

/** What breaks a rule, and what barely keeps it. */
interface RuleCase {
  breaks: Patch
  keeps: Patch
}

/** golden/profiles/NAME.json. `good` makes an article that breaks none of its rules. */
interface Cases {
  good?: Patch
  /** What is known of pictures in texts, by their addresses. */
  pictures?: Record<string, Measured>
  rules: Record<string, RuleCase>
  feed?: Record<string, RuleCase>
}

const FILES = import.meta.glob<string>("../golden/profiles/*.json", { query: "?raw", eager: true, import: "default" })

export const CASES = new Map(
  Object.entries(FILES).map(([path, text]): [string, Cases] => [/(\w+)\.json$/.exec(path)![1]!, JSON.parse(text)]),
)

/** RFC 7396: null deletes a member. */
export function patched<T extends object>(target: T, patch: Patch): T {
  const result: Patch = Object.fromEntries(Object.entries(target))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else if (typeof value !== "object" || Array.isArray(value)) result[key] = value
    else result[key] = patched((result[key] ?? {}) as object, value as Patch)
  }
  return result as T
}

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

/** An article that breaks no rule of any aggregator, but for what the aggregator's own file patches. */
export const goodArticle = (more: Partial<Article> = {}): Article =>
  sampleArticle(1, {
    title: "River gauges return to the Kabul after two years",
    summary: "Twelve gauges report again, and the works office reads them twice a day. ".repeat(5).trim(),
    contentHtml: WORDS,
    image: IMAGE,
    attachments: [AUDIO],
    ...more,
  })

export const goodFor = (name: string): Article => patched(goodArticle(), CASES.get(name)?.good ?? {})

/** With the aggregator's own examples as settings. */
export function factsFor(name: string, more: Partial<FeedFacts> = {}): FeedFacts {
  const publication: Publication = { ...PUBLICATION, language: "en-US" }
  return {
    publication,
    language: "en-US",
    settings: PROFILES.find((profile) => profile.name === name)?.settings ?? {},
    pictures: new Map(Object.entries(CASES.get(name)?.pictures ?? {})),
    showId: "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    selfUrl: `https://courier.example/for/${name}.xml`,
    now: NOW,
    ...more,
  }
}

export const NAMED: [string, Profile][] = PROFILES.map((profile) => [profile.name, profile])
