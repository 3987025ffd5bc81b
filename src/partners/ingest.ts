import { canonicalKey } from "../lib/urls.ts"
import type { Config } from "../model/config.ts"
import type { ParsedFeed } from "../model/feed.ts"
import type { NewsroomDeps } from "../newsroom/deps.ts"
import { nudgeOutbox } from "../newsroom/outbox.ts"
import { deleteItems, findKnownItems, insertItems, listOldest, updateItems, withdrawItems } from "../store/items.ts"
import { claimVersion, findPartner, isOvertaken, type PartnerRow } from "../store/partners.ts"
import { indexStatements, unindexStatements } from "../store/search.ts"
import { giveUp, MAX_ATTEMPTS } from "../store/unavailable.ts"
import { type Counts, toCounts } from "./counts.ts"
import { diffItems, type ItemDiff } from "./diff.ts"
import { type Drafts, draftItems } from "./drafts.ts"
import { ingestHouse } from "./house.ts"
import { tellStories } from "./stories.ts"
import { readTakedowns } from "./takedowns.ts"

const NEAR = 2 * 24 * 3600_000
/** Items past holding that one document takes out; what is left waits for the next, or for the day's retention. */
const TRIMMED = 2000

export interface IngestDeps extends NewsroomDeps {
  config: Config
}

export interface Ingested {
  counts: Counts
  /** When the new items were published, ms since 1970. */
  arrivals: number[]
  /** Ids of what the document shows. */
  offered: string[]
}

export interface IngestOptions {
  now: number
  /** See DiffContext. */
  revives: boolean
  /** Whether a page answers that it is gone; asked of a house partner's posts that a poll misses. */
  isGone?: (url: string) => Promise<boolean>
}

/**
 * Makes what we hold of a partner agree with a document of it: the one way in for polls, pushes and deliveries. All of
 * it is written in one batch, with the statements that `also` makes of the result; nothing is written when it throws.
 */
export async function ingest(
  deps: IngestDeps,
  row: PartnerRow,
  feed: ParsedFeed,
  options: IngestOptions,
  also: (done: Ingested) => D1PreparedStatement[],
): Promise<Counts> {
  const drafts = await draftItems(feed, options.now)
  if (row.partner.role === "house") return ingestHouse(deps, row, feed, drafts, options, also)
  let current: PartnerRow | null = row
  for (let attempt = 0; current && attempt < MAX_ATTEMPTS; attempt++) {
    const diff = await diffWithHeld(deps.db, current, feed, drafts, options)
    const done = toIngested(diff)
    const outlived = await findOutlived(deps, current, diff, options)
    const statements = [...writes(deps.db, current, diff, outlived), ...also(done)]
    if (!statements.length) return done.counts
    try {
      await deps.db.batch(statements)
    } catch (error) {
      if (!isOvertaken(error)) throw error
      current = await findPartner(deps.db, row.partner.id)
      continue
    }
    if (diff.withdrawn.length || outlived.length) await nudgeOutbox(deps)
    return done.counts
  }
  return giveUp(`partner ${row.partner.id}`)
}

async function diffWithHeld(
  db: D1Database,
  { partner }: PartnerRow,
  feed: ParsedFeed,
  drafts: Drafts,
  options: IngestOptions,
): Promise<ItemDiff> {
  const known = await findKnownItems(db, partner.id, identifyingKeys(drafts))
  const takedowns = await readTakedowns(db, partner, options.now)
  const diff = await diffItems(drafts, known, { partner, language: feed.language, takedowns, ...options })
  await tellStories(db, partner.id, [...diff.created, ...diff.updated])
  return diff
}

/** Everything by which held items could be those of the document. */
export function identifyingKeys({ drafts, withdrawnKeys }: Drafts) {
  const times = drafts.map(({ publishedAt }) => publishedAt)
  return {
    urlKeys: [...drafts.map(({ urlKey }) => urlKey), ...withdrawnKeys.map(canonicalKey)],
    guids: [...drafts.flatMap(({ item }) => item.guid ?? []), ...withdrawnKeys],
    from: times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER) - NEAR,
    to: times.reduce((a, b) => Math.max(a, b), 0) + NEAR,
  }
}

/**
 * Ids of held items that the new ones push past what a partner may hold: the oldest, but for those that the document
 * shows. A push leaves what the last poll showed to be spared too.
 */
async function findOutlived(
  { db, config }: IngestDeps,
  { partner, offered }: PartnerRow,
  diff: ItemDiff,
  { revives }: IngestOptions,
): Promise<string[]> {
  const { created } = diff
  if (!created.length) return []
  const from = Math.max(0, config.retentionItems - created.length)
  const oldest = await listOldest(db, partner.id, from, TRIMMED)
  const spared = new Set([...diff.offered, ...(revives ? offered : [])])
  const newer = (time: number) => created.filter(({ publishedAt }) => publishedAt > time).length
  return oldest
    .filter(({ id, publishedAt }, i) => !spared.has(id) && from + i + newer(publishedAt) >= config.retentionItems)
    .map(({ id }) => id)
}

function writes(
  db: D1Database,
  { partner, version }: PartnerRow,
  diff: ItemDiff,
  outlived: string[],
): D1PreparedStatement[] {
  const changed = [...diff.created, ...diff.updated]
  if (!changed.length && !diff.withdrawn.length) return []
  return [
    claimVersion(db, partner.id, version),
    ...insertItems(db, diff.created),
    ...updateItems(db, diff.updated),
    ...withdrawItems(db, diff.withdrawn, "partner"),
    ...unindexStatements(db, [...diff.withdrawn, ...outlived]),
    ...indexStatements(db, changed),
    ...deleteItems(db, outlived),
  ]
}

function toIngested(diff: ItemDiff): Ingested {
  return {
    counts: toCounts(
      {
        created: diff.created.length,
        updated: diff.updated.length,
        unchanged: diff.unchanged,
        withdrawn: diff.withdrawn.length,
      },
      diff.rejected,
    ),
    arrivals: diff.created.map(({ publishedAt }) => publishedAt),
    offered: diff.offered,
  }
}
