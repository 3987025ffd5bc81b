// Renders an aggregator's feed, and says of each article what became of it.
// In: a profile, the articles of its window, newest first, and what the feed is made with. Out: the document and the
// verdicts. The same input gives the same bytes; the time only decides which articles are in it.
import { toBytes } from "../../../lib/crypto/hash.ts"
import type { Article } from "../../../model/article.ts"
import { closeRss, openRss, rssItem } from "./document.ts"
import { type Finding, findingsOf, type Judged, judge } from "./judge.ts"
import type { FeedFacts, Profile, Rule, Subject } from "./profile.ts"

export interface RenderedProfile {
  text: string
  /** Every article that is the aggregator's business, in the same order. */
  judged: Judged[]
  /** What is wrong with the feed itself. */
  feedFindings: Finding[]
}

export function renderProfile(profile: Profile, articles: Article[], facts: FeedFacts): RenderedProfile {
  const judged = articles.flatMap((article) => judge(profile, article, facts) ?? [])
  const feedFindings = findingsOf([...(profile.feedRules ?? []), knownSettings(profile)], facts)
  const text = profile.document ? writeDocument(profile, judged, facts) : writeRss(profile, judged, facts)
  return { text, judged, feedFindings }
}

/** Writes those that go out. Marks the others that broke no MUST as without room. */
function writeDocument(profile: Profile, judged: Judged[], facts: FeedFacts): string {
  const out = judged.filter(isOut)
  for (const each of out.slice(profile.maxArticles)) each.verdict = "no-room"
  return profile.document!(
    out.slice(0, profile.maxArticles).map(({ subject }) => subject),
    facts,
  )
}

function writeRss(profile: Profile, judged: Judged[], facts: FeedFacts): string {
  const items: string[] = []
  let newest: number | null = null
  let before = Number.POSITIVE_INFINITY
  // The head is about 2 kB.
  let room = profile.maxBytes - 5000
  for (const each of judged.filter(isOut)) {
    const published = publishedAt(profile, each.subject, before)
    const item = items.length < profile.maxArticles ? rssItem(profile, each.subject, published) : ""
    const bytes = toBytes(item).byteLength
    if (item === "" || bytes > room) {
      each.verdict = "no-room"
      continue
    }
    room -= bytes
    items.push(item)
    before = published
    newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, Date.parse(each.subject.article.dateModified))
  }
  const inside = items.join("")
  return openRss(profile, facts, newest, inside) + inside + closeRss
}

/** When the article was published, in whole seconds, which is all that RSS has; earlier where the date is taken. */
function publishedAt({ distinctDates }: Profile, { article }: Subject, before: number): number {
  const second = Math.floor(Date.parse(article.datePublished) / 1000) * 1000
  return distinctDates ? Math.min(second, before - 1000) : second
}

export const isOut = ({ verdict }: Judged): boolean => verdict === "out" || verdict === "out-with-warnings"

/** A setting that the profile does not know is a mistake of the operator. */
function knownSettings({ settings = {}, title }: Profile): Rule<FeedFacts> {
  const names = Object.keys(settings)
  return {
    id: "settings",
    level: "should",
    wants: names.length > 0 ? `only the settings ${names.join(", ")}` : "no settings",
    todo: `Correct the names in AGGREGATORS. ${title} has no such setting.`,
    source: { page: "this service", read: "2026-11", basis: "official" },
    finds: (facts) =>
      Object.keys(facts.settings)
        .filter((name) => !names.includes(name))
        .join(", ") || null,
  }
}
