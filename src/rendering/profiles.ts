// Renders the feeds of aggregators. In: a profile's name and language. Out: its document, and what became of each article.
import { type FeedKey, feedPath } from "../feeds/catalogue/feed-key.ts"
import { findProfile } from "../feeds/profiles/index.ts"
import type { FeedFacts, Profile } from "../feeds/profiles/kit/profile.ts"
import { type RenderedProfile, renderProfile } from "../feeds/profiles/kit/render.ts"
import { uuid5 } from "../lib/crypto/hash.ts"
import { primaryLanguage } from "../lib/text/language.ts"
import type { Config } from "../model/config.ts"
import type { Unsized } from "../store/attachment-sizes.ts"
import type { ImagePlace } from "../store/image-facts.ts"
import { hasLanguage, selectWindow } from "../store/profile-selection.ts"
import { withSizes } from "./attachment-sizes.ts"
import type { RenderDeps } from "./deps.ts"
import { withImageFacts } from "./image-facts.ts"
import type { RevisionCache } from "./revision-cache.ts"

export type ProfileKey = Extract<FeedKey, { kind: "profile" }>

/** So many of the newest articles are looked at, at least. The first that break no MUST go out. */
const MIN_WINDOW_ARTICLES = 100

/** The namespace of `podcast:guid` (Podcasting 2.0). */
const SHOWS = "ead4c236-bf58-58c6-a2c6-a6b28d128cb6"

export interface ProfileFeed extends RenderedProfile {
  profile: Profile
  facts: FeedFacts
  /** The guids of all entries that the feed has or would have, if it could be read. */
  guids: string[]
  unsized: Unsized[]
  unseen: ImagePlace[]
  isWhole: boolean
}

/** Null when there is no such aggregator. */
export async function makeProfileFeed(
  deps: Pick<RenderDeps, "config" | "db" | "articles">,
  cache: RevisionCache,
  key: ProfileKey,
  now: number,
): Promise<ProfileFeed | null> {
  const profile = findProfile(key.name)
  if (!profile) return null
  const made = await factsOf(deps.config, key, now)
  const rows = await selectWindow(deps.db, {
    language: primaryLanguage(made.language),
    since: profile.maxAgeMs ? now - profile.maxAgeMs : null,
    hasAudio: profile.isPodcast === true,
    limit: Math.max(MIN_WINDOW_ARTICLES, profile.maxArticles),
  })
  const read = await cache.read(rows)
  const found = read.filter((article) => article !== null)
  const sized = await withSizes(deps.db, found)
  const { articles, pictures, unasked } = await withImageFacts(deps.db, sized.articles, [profile])
  const facts = { ...made, pictures }
  const rendered = renderProfile(profile, articles, facts)
  const out = new Set(
    rendered.judged.flatMap(({ subject, verdict }) => (verdict.startsWith("out") ? [subject.article.guid] : [])),
  )
  const guids = rows.filter(({ guid }, at) => out.has(guid) || read[at] === null).map(({ guid }) => guid)
  return {
    ...rendered,
    profile,
    facts,
    guids,
    unsized: sized.unasked,
    unseen: unasked,
    isWhole: found.length === rows.length,
  }
}

/** The paper's own language always has a feed, without a language in its address. */
export async function profileExists({ config, db }: Pick<RenderDeps, "config" | "db">, key: ProfileKey) {
  if (!findProfile(key.name)) return false
  if (key.language === "") return true
  return key.language !== primaryLanguage(config.publication.language) && (await hasLanguage(db, key.language))
}

/** What a feed of this aggregator is made with. */
export async function factsOf({ publication, aggregators }: Config, key: ProfileKey, now: number): Promise<FeedFacts> {
  const selfUrl = publication.siteUrl + feedPath(key, "rss")
  return {
    publication,
    language: key.language || publication.language,
    settings: aggregators[key.name] ?? {},
    pictures: new Map(),
    showId: await uuid5(SHOWS, selfUrl.replace(/^https?:\/\//, "")),
    selfUrl,
    now,
  }
}
