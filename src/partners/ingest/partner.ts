import { urlComparisonKey } from "../../lib/url/resolve.ts"
import type { ParsedFeed } from "../../model/parsed-feed.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import {
  deleteItemStatements,
  insertItemStatements,
  updateItemStatements,
  withdrawItemStatements,
} from "../../store/item-writes.ts"
import { findKnownItems } from "../../store/items.ts"
import { listOldest } from "../../store/outlived-items.ts"
import { claimVersionStatement, type PartnerRow } from "../../store/partners.ts"
import { indexStatements, unindexStatements } from "../../store/search-index.ts"
import type { Write } from "../../store/write.ts"
import { toCounts } from "./counts.ts"
import { diffItems, type ItemDiff } from "./diff.ts"
import { MAX_APART_MS } from "./identify.ts"
import { markSameStories } from "./same-story.ts"
import type { SentItems } from "./sent-items.ts"
import { readTakedowns } from "./takedowns.ts"
import type { IngestOptions, IngestPlan } from "./types.ts"

/**
 * The most items that one document can push out of retention. The daily retention or the next document removes the
 * rest.
 */
const MAX_TRIMMED = 2000

/**
 * Plans what a document changes in the stored items of its partner.
 * In: the document's entries. Out: statements that insert, update, withdraw and delete items. Nothing is written.
 */
export async function planPartner(
  { db, config }: NewsroomDeps,
  row: PartnerRow,
  feed: ParsedFeed,
  items: SentItems,
  options: IngestOptions,
): Promise<IngestPlan> {
  const { partner } = row
  const known = await findKnownItems(db, partner.id, identifyingKeys(items))
  const takedowns = await readTakedowns(db, partner, options.now)
  const diff = await diffItems(items, known, { partner, language: feed.language, takedowns, ...options })
  await markSameStories(db, partner.id, [...diff.created, ...diff.updated])
  const outlived = await findOutlived(db, row, diff, { ...options, maxItems: config.retentionItems })
  const counts = {
    created: diff.created.length,
    updated: diff.updated.length,
    unchanged: diff.unchanged,
    withdrawn: diff.withdrawn.length,
  }
  return {
    counts: toCounts(counts, diff.rejected),
    arrivals: diff.created.map(({ publishedAt }) => publishedAt),
    listed: diff.listed,
    revisions: [],
    writes: toWrites(db, row, diff, outlived),
    changedArticles: [],
    unlinks: diff.withdrawn.length > 0 || outlived.length > 0,
  }
}

/** The keys that find stored items of the document's entries. */
function identifyingKeys({ items, withdrawnKeys }: SentItems) {
  const times = items.map(({ publishedAt }) => publishedAt)
  return {
    urlKeys: [...items.map(({ urlKey }) => urlKey), ...withdrawnKeys.map(urlComparisonKey)],
    guids: [...items.flatMap(({ item }) => item.guid ?? []), ...withdrawnKeys],
    from: times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER) - MAX_APART_MS,
    to: times.reduce((a, b) => Math.max(a, b), 0) + MAX_APART_MS,
  }
}

/**
 * Finds the ids of stored items that the new ones push over the partner's limit. These are the oldest ones, except
 * those in the document. After a partial document, the items of the last poll are also kept.
 */
async function findOutlived(
  db: D1Database,
  { partner, listed }: PartnerRow,
  { created, listed: shown }: ItemDiff,
  { isPartial, maxItems }: { isPartial: boolean; maxItems: number },
): Promise<string[]> {
  if (!created.length) return []
  const from = Math.max(0, maxItems - created.length)
  const oldest = await listOldest(db, partner.id, from, MAX_TRIMMED)
  const spared = new Set([...shown, ...(isPartial ? listed : [])])
  const newer = (time: number) => created.filter(({ publishedAt }) => publishedAt > time).length
  return oldest
    .filter(({ id, publishedAt }, i) => !spared.has(id) && from + i + newer(publishedAt) >= maxItems)
    .map(({ id }) => id)
}

function toWrites(db: D1Database, { partner, version }: PartnerRow, diff: ItemDiff, outlived: string[]): Write[] {
  const changed = [...diff.created, ...diff.updated]
  if (!changed.length && !diff.withdrawn.length) return []
  return [
    claimVersionStatement(db, partner.id, version),
    ...insertItemStatements(db, diff.created),
    ...updateItemStatements(db, diff.updated),
    ...withdrawItemStatements(db, diff.withdrawn, "partner"),
    ...unindexStatements(db, [...diff.withdrawn, ...outlived]),
    ...indexStatements(db, changed),
    ...deleteItemStatements(db, outlived),
  ]
}
