import { z } from "zod"
import type { Facet } from "../feeds/catalogue/feed-key.ts"
import { getSnapshot, textOf } from "./snapshots.ts"
import type { Write } from "./write.ts"

// KV `feed/directory/facets.json`: the table `directory` as one value, for pages. It is written like a feed's snapshot.
export const DIRECTORY = { feed: "directory", file: "facets.json" }

const stored = z.array(z.object({ kind: z.enum(["section", "tag", "author"]), slug: z.string(), label: z.string() }))

/**
 * Updates the directory. `present` are facets of live articles. `doubtful` are facets that may have lost their last
 * live article.
 */
export function updateDirectoryStatements(
  db: D1Database,
  present: Facet[],
  doubtful: Pick<Facet, "kind" | "slug">[],
): Write[] {
  return [
    db
      .prepare(
        `INSERT INTO directory (kind, slug, label)
         SELECT value ->> 'kind', value ->> 'slug', value ->> 'label' FROM json_each(?1) WHERE true
         ON CONFLICT (kind, slug) DO UPDATE SET label = excluded.label WHERE label IS NOT excluded.label`,
      )
      .bind(JSON.stringify(present)),
    db
      .prepare(
        `DELETE FROM directory
         WHERE (kind, slug) IN (SELECT value ->> 'kind', value ->> 'slug' FROM json_each(?1))
           AND NOT EXISTS (
             SELECT 1 FROM facets JOIN articles ON articles.id = article_id
             WHERE facets.kind = directory.kind AND facets.slug = directory.slug AND state = 'live')`,
      )
      .bind(JSON.stringify(doubtful)),
  ]
}

/** Lists every facet with a live article, by kind and label. */
export async function listDirectory(db: D1Database): Promise<Facet[]> {
  const { results } = await db
    .prepare("SELECT kind, slug, label FROM directory ORDER BY kind, label, slug")
    .all<Facet>()
  return results
}

/** Reads the same list from KV. Falls back to D1 when KV has no readable copy. */
export async function readDirectory(stores: { articles: KVNamespace; db: D1Database }): Promise<Facet[]> {
  const snapshot = await getSnapshot(stores.articles, DIRECTORY.feed, DIRECTORY.file)
  const found = snapshot && stored.safeParse(JSON.parse(await textOf(snapshot)))
  if (found?.success) return found.data
  return listDirectory(stores.db)
}

/** Rebuilds the directory from the facets of all live articles. */
export const rebuildDirectoryStatements = (db: D1Database): Write[] => [
  db.prepare("DELETE FROM directory"),
  db.prepare(
    `INSERT INTO directory (kind, slug, label)
     SELECT kind, slug, max(label) FROM facets JOIN articles ON articles.id = article_id
     WHERE state = 'live' GROUP BY kind, slug`,
  ),
]
