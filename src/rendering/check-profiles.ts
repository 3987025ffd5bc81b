// Says what aggregators would say of an article, so that an editor hears of it before it is out.
// In: an article. Out: the aggregators that would withhold it or take it with warnings, of those that this newsroom uses.
import { feedName } from "../feeds/catalogue/feed-key.ts"
import { PROFILES } from "../feeds/profiles/index.ts"
import { type Judged, judge } from "../feeds/profiles/kit/judge.ts"
import type { Profile } from "../feeds/profiles/kit/profile.ts"
import { primaryLanguage } from "../lib/text/language.ts"
import type { Article } from "../model/article.ts"
import { listProfileFeeds } from "../store/snapshots.ts"
import { withSizes } from "./attachment-sizes.ts"
import type { RenderDeps } from "./deps.ts"
import { withImageFacts } from "./image-facts.ts"
import { factsOf, type ProfileKey } from "./profiles.ts"

/** What the aggregators in use would say. Those that would take the article as it is are left out. */
export async function checkProfiles(
  deps: Pick<RenderDeps, "config" | "db">,
  article: Article,
  now: number,
): Promise<[Profile, Judged][]> {
  const keys = await inUse(deps, article)
  if (keys.length === 0) return []
  const sized = await withSizes(deps.db, [article])
  const profiles = keys.map(([profile]) => profile)
  const { articles, pictures } = await withImageFacts(deps.db, sized.articles, profiles)
  const checked: [Profile, Judged][] = []
  for (const [profile, key] of keys) {
    const judged = judge(profile, articles[0]!, { ...(await factsOf(deps.config, key, now)), pictures })
    if (judged && judged.findings.length > 0) checked.push([profile, judged])
  }
  return checked
}

/**
 * The aggregators that the operator names in PROFILES, or else those whose feed for this article's language is kept: that
 * is while somebody has asked for it in the last 30 days (see unasked.ts).
 */
async function inUse(
  { config, db }: Pick<RenderDeps, "config" | "db">,
  article: Article,
): Promise<[Profile, ProfileKey][]> {
  const own = primaryLanguage(article.language)
  const language = own === primaryLanguage(config.publication.language) ? "" : own
  const all = PROFILES.map((profile): [Profile, ProfileKey] => [
    profile,
    { kind: "profile", name: profile.name, language },
  ])
  if (config.profiles.length > 0) return all.filter(([{ name }]) => config.profiles.includes(name))
  const kept = new Set(await listProfileFeeds(db))
  return all.filter(([, key]) => kept.has(feedName(key)))
}
