import { urlComparisonKey } from "../../src/lib/url/resolve.ts"
import type { HeldItem } from "../../src/model/held-item.ts"
import { insertItemStatements } from "../../src/store/item-writes.ts"
import { indexStatements } from "../../src/store/search-index.ts"

/** Noon of Monday, 23 November 2026, UTC. */
const NOON = Date.UTC(2026, 10, 23, 12)

/** A partner's story as it is held; what is not given follows from the id. */
export function heldItem(id: string, changes: Partial<HeldItem> = {}): HeldItem {
  const partnerId = changes.partnerId ?? "herald"
  const url = changes.url ?? `https://${partnerId}.example/${id}`
  return {
    id,
    partnerId,
    guid: url,
    url,
    urlKey: urlComparisonKey(url),
    title: `Story ${id}`,
    titleKey: "",
    summary: "",
    content: "",
    image: null,
    language: "en",
    section: null,
    authors: [],
    tags: [],
    publishedAt: NOON,
    updatedAt: NOON,
    seenAt: NOON,
    hash: "",
    story: null,
    state: "live",
    withdrawnBy: null,
    ...changes,
  }
}

/** Holds these stories, searchable, as polls do. */
export async function hold(db: D1Database, items: HeldItem[]): Promise<void> {
  await db.batch([...insertItemStatements(db, items), ...indexStatements(db, items)])
}
