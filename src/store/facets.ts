import type { Facet } from "../feeds/catalogue/feed-key.ts"
import type { Write } from "./write.ts"

/** Those of the list that is `?2`. A row value is looked up in it once, however many facets there are. */
const IN_LIST = "(kind, slug) IN (SELECT value ->> 'kind', value ->> 'slug' FROM json_each(?2))"

/**
 * Replaces an article's facets; what stays is not written again. Those that it loses are kept as former ones if it was
 * ever out.
 */
export function saveFacetsStatements(
  db: D1Database,
  { id, publishedAt }: { id: string; publishedAt: number },
  facets: Facet[],
): Write[] {
  const list = JSON.stringify(facets)
  return [
    db
      .prepare(
        `INSERT INTO former_facets (kind, slug, label, article_id)
         SELECT kind, slug, label, article_id FROM facets
         WHERE article_id = ?1 AND EXISTS (SELECT 1 FROM articles WHERE id = ?1 AND archive_page IS NOT NULL)
           AND NOT ${IN_LIST}
         ON CONFLICT DO NOTHING`,
      )
      .bind(id, list),
    db.prepare(`DELETE FROM facets WHERE article_id = ?1 AND NOT ${IN_LIST}`).bind(id, list),
    db
      .prepare(
        `INSERT INTO facets (kind, slug, label, article_id, published_at)
         SELECT value ->> 'kind', value ->> 'slug', value ->> 'label', ?1, ?3 FROM json_each(?2) WHERE true
         ON CONFLICT (kind, slug, article_id) DO UPDATE SET label = excluded.label, published_at = excluded.published_at
         WHERE label IS NOT excluded.label OR published_at IS NOT excluded.published_at`,
      )
      .bind(id, list, publishedAt),
  ]
}

/** Finds the facets of these articles, by article id. */
export const findFacets = (db: D1Database, ids: string[]) => facetsIn(db, "facets", ids)

/** Finds the facets that these articles had and lost while they were out, by article id. */
export const findFormerFacets = (db: D1Database, ids: string[]) => facetsIn(db, "former_facets", ids)

async function facetsIn(db: D1Database, table: string, ids: string[]): Promise<Map<string, Facet[]>> {
  const byArticle = new Map<string, Facet[]>()
  if (!ids.length) return byArticle
  const { results } = await db
    .prepare(
      `SELECT article_id AS id, kind, slug, label FROM ${table} WHERE article_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids))
    .all<Facet & { id: string }>()
  for (const { id, ...facet } of results) byArticle.set(id, [...(byArticle.get(id) ?? []), facet])
  return byArticle
}

/** The facet's label in a released article that has or had it. Null when there is none: the feed never had an entry. */
export async function facetLabel(db: D1Database, kind: Facet["kind"], slug: string): Promise<string | null> {
  const labels = (table: string) =>
    `SELECT * FROM (SELECT label FROM ${table} JOIN articles ON id = article_id
     WHERE kind = ?1 AND slug = ?2 AND state != 'scheduled' LIMIT 1)`
  return db
    .prepare(`${labels("facets")} UNION ALL ${labels("former_facets")} LIMIT 1`)
    .bind(kind, slug)
    .first<string>("label")
}

/** Fills in the publication times of facets that a release without them stored, and asks for their feeds again. */
export const dateFacetsStatements = (db: D1Database): Write[] => [
  db.prepare(
    `UPDATE articles SET announced_hash = NULL
     WHERE id IN (SELECT article_id FROM facets INDEXED BY facets_undated WHERE published_at IS NULL)`,
  ),
  db.prepare(
    `UPDATE facets INDEXED BY facets_undated SET published_at = (SELECT published_at FROM articles WHERE id = article_id)
     WHERE published_at IS NULL`,
  ),
]

/** Whether a released article has this facet, or had it when it was withdrawn. Such a facet has a feed. */
export async function hasFacet(db: D1Database, kind: Facet["kind"], slug: string): Promise<boolean> {
  const found = await db
    .prepare(
      `SELECT 1 AS found FROM facets JOIN articles ON id = article_id
       WHERE kind = ?1 AND slug = ?2 AND state != 'scheduled' LIMIT 1`,
    )
    .bind(kind, slug)
    .first("found")
  return found !== null
}
