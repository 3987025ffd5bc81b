import type { Facet } from "../feeds/catalogue/feed-key.ts"
import type { Write } from "./write.ts"

/** Replaces an article's facets. */
export function saveFacetsStatements(db: D1Database, articleId: string, facets: Facet[]): Write[] {
  return [
    db.prepare("DELETE FROM facets WHERE article_id = ?1").bind(articleId),
    db
      .prepare(
        `INSERT INTO facets (kind, slug, label, article_id)
         SELECT value ->> 'kind', value ->> 'slug', value ->> 'label', ?1 FROM json_each(?2) WHERE true
         ON CONFLICT DO NOTHING`,
      )
      .bind(articleId, JSON.stringify(facets)),
  ]
}

/** Finds the facets of these articles, by article id. */
export async function findFacets(db: D1Database, ids: string[]): Promise<Map<string, Facet[]>> {
  const { results } = await db
    .prepare(
      "SELECT article_id AS id, kind, slug, label FROM facets WHERE article_id IN (SELECT value FROM json_each(?1))",
    )
    .bind(JSON.stringify(ids))
    .all<Facet & { id: string }>()
  const byArticle = new Map<string, Facet[]>()
  for (const { id, ...facet } of results) byArticle.set(id, [...(byArticle.get(id) ?? []), facet])
  return byArticle
}

/** The facet's label in its newest released article. Null when no released article has it. */
export async function facetLabel(db: D1Database, kind: Facet["kind"], slug: string): Promise<string | null> {
  return db
    .prepare(
      `SELECT label FROM facets JOIN articles ON id = article_id
       WHERE kind = ?1 AND slug = ?2 AND state != 'scheduled' ORDER BY published_at DESC, id LIMIT 1`,
    )
    .bind(kind, slug)
    .first<string>("label")
}

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
