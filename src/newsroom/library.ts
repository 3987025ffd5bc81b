import type { Article } from "../model/article.ts"
import { getRevisions } from "../store/articles.ts"

/** Reads revisions, each at most once for as long as it lives: one batch of renders shows most articles in many feeds. */
export interface Library {
  /** In the order asked for. */
  read(wanted: { id: string; hash: string }[]): Promise<Article[]>
}

export function createLibrary(kv: KVNamespace): Library {
  const known = new Map<string, Article>()
  const keyOf = ({ id, hash }: { id: string; hash: string }) => `${id}/${hash}`
  return {
    async read(wanted) {
      const missing = wanted.filter((revision) => !known.has(keyOf(revision)))
      const found = await getRevisions(kv, missing)
      for (const [index, revision] of missing.entries()) known.set(keyOf(revision), found[index]!)
      return wanted.map((revision) => known.get(keyOf(revision))!)
    },
  }
}
