import { decode } from "../feeds/read/decode.ts"
import { type Outline, parseOpml } from "../feeds/read/opml.ts"
import type { Bytes } from "../lib/crypto/hash.ts"
import { latinSlug } from "../lib/text/slug.ts"
import { ORDINARY_PARTNER, type Partner } from "../model/partner.ts"
import { listFeeds, savePartners } from "../store/partners.ts"
import { checkUrl, type GuardOptions } from "../web/guard.ts"

/** The gap between the first polls of imported partners, in the order of the file. */
const SPREAD_MS = 5000

export type Imported =
  | {
      outcome: "imported"
      created: Partner[]
      existing: { id: string; feedUrl: string }[]
      rejected: { feedUrl: string; reason: string }[]
    }
  | { outcome: "not-opml" }

/** Adds a partner for each new feed of an OPML file. Nothing is fetched here. The clock polls the partners later. */
export async function importOpml(db: D1Database, bytes: Bytes, guard: GuardOptions, now: number): Promise<Imported> {
  const outlines = parseOpml(decode(bytes).text)
  if (!outlines) return { outcome: "not-opml" }
  const held = await listFeeds(db)
  const byFeed = new Map(held.flatMap(({ id, feedUrl }) => (feedUrl ? [[feedKey(feedUrl), id] as const] : [])))
  const fresh: Outline[] = []
  const existing: { id: string; feedUrl: string }[] = []
  const rejected: { feedUrl: string; reason: string }[] = []
  const seen = new Set<string>()
  for (const outline of outlines) {
    const { feedUrl } = outline
    if (seen.has(feedKey(feedUrl))) continue
    seen.add(feedKey(feedUrl))
    const id = byFeed.get(feedKey(feedUrl))
    const guarded = checkUrl(feedUrl, guard)
    if (id !== undefined) existing.push({ id, feedUrl })
    else if (guarded.outcome === "refused") rejected.push({ feedUrl, reason: guarded.reason })
    else fresh.push(outline)
  }
  const created = toPartners(
    fresh,
    held.map(({ id }) => id),
  )
  if (created.length) {
    const polls = created.map((_, i) => now + i * SPREAD_MS)
    await savePartners(db, created, polls, now)
  }
  return { outcome: "imported", created, existing, rejected }
}

/**
 * The form in which feed addresses are compared: without scheme, `www.` and the final slash. The query stays, because
 * it can select the feed.
 */
const feedKey = (feedUrl: string) => feedUrl.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "")

/** Makes partners from these outlines. A new id is never one of `taken`. */
export function toPartners(outlines: Outline[], taken: Iterable<string>): Partner[] {
  const ids = new Set(taken)
  return outlines.map(({ feedUrl, homeUrl, title, language }) => {
    const origin = URL.parse(feedUrl)!
    const id = freeId(title ?? origin.hostname, origin.hostname, ids)
    ids.add(id)
    return {
      id,
      name: title ?? origin.hostname,
      homeUrl: homeUrl ?? `${origin.origin}/`,
      feedUrl,
      ...ORDINARY_PARTNER,
      language,
    }
  })
}

function freeId(name: string, hostname: string, taken: Set<string>): string {
  const base = latinSlug(name) || latinSlug(hostname.replace(/^www\./, "")) || "partner"
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!taken.has(id)) return id
  }
}
