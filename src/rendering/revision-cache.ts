import type { Article } from "../model/article.ts"
import { type RevisionKey, type RevisionStores, readRevisions } from "../store/revisions.ts"

/** Reads revisions, each at most once for as long as it lives: one batch of renders shows most articles in many feeds. */
export interface Library {
  /** In the order asked for; null for what cannot be read. */
  read(wanted: RevisionKey[]): Promise<(Article | null)[]>
}

export function createLibrary(stores: RevisionStores): Library {
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
