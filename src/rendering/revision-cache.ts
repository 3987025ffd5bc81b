import type { Article } from "../model/article.ts"
import { type RevisionKey, type RevisionStores, readRevisions } from "../store/revisions.ts"

/**
 * Reads revisions, each at most once during its lifetime. One batch of renders shows most articles in several feeds.
 */
export interface RevisionCache {
  /** Reads these revisions, in this order. Null for an unreadable one. */
  read(wanted: RevisionKey[]): Promise<(Article | null)[]>
}

export function createRevisionCache(stores: RevisionStores): RevisionCache {
  const known = new Map<string, Article | null>()
  const keyOf = ({ id, hash }: RevisionKey) => `${id}/${hash}`
  return {
    async read(wanted) {
      const missing = wanted.filter((revision) => !known.has(keyOf(revision)))
      const found = await readRevisions(stores, missing)
      for (const [index, revision] of missing.entries()) known.set(keyOf(revision), found[index] ?? null)
      return wanted.map((revision) => known.get(keyOf(revision)) ?? null)
    },
  }
}
