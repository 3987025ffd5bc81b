import { dayOf } from "../feeds/catalogue/period.ts"
import type { Article } from "../model/article.ts"
import { formatRevision } from "../model/revision.ts"
import { ARTICLES, type Row } from "./backup-tables.ts"
import { jsonChunks } from "./json-chunks.ts"
import { saveOwnStoriesStatements } from "./search-index.ts"
import type { Write } from "./write.ts"

/** An article of a back-up. */
export interface SentArticle {
  row: Row
  /** Null: it is withdrawn, or was lost. */
  article: Article | null
  facets: Row[]
  formerFacets: Row[]
  /** Its row among our own stories, and since when it has one. Null: it is not live. */
  story: { n: number; seen_at: number } | null
}

/** An article that is here, as far as a restore asks. */
export interface PresentArticle {
  id: string
  guid: string
  hash: string
  modifiedAt: number
  withdrawnAt: number | null
}

/** Finds the articles that have one of these ids or first addresses. */
export async function findPresent(db: D1Database, sent: SentArticle[]): Promise<PresentArticle[]> {
  const columns = "id, guid, hash, modified_at AS modifiedAt, withdrawn_at AS withdrawnAt"
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM articles WHERE id IN (SELECT value->>0 FROM json_each(?1))
       UNION SELECT ${columns} FROM articles WHERE guid IN (SELECT value->>1 FROM json_each(?1))`,
    )
    .bind(JSON.stringify(sent.map(({ row }) => [row.id, row.guid])))
    .all<PresentArticle>()
  return results
}

/**
 * Makes the statements that write these articles with all that belongs to them. The batch fails when one is not as it
 * was found any more: see tryBatch(). An article that is new here is announced as it was in the back-up; one that
 * takes another's place is not, so that every feed that had it is rendered.
 */
export function restoreArticlesStatements(
  db: D1Database,
  sent: { article: SentArticle; was: PresentArticle | null }[],
): Write[] {
  if (!sent.length) return []
  const columns = Object.keys(ARTICLES.columns)
  const frozen = ["id", "guid", "announced_hash", "announced_feeds", "archive_page"]
  const replaced = columns.filter((name) => !frozen.includes(name)).map((name) => `${name} = excluded.${name}`)
  const all = sent.map(({ article }) => article)
  const ids = JSON.stringify(all.map(({ row }) => row.id))
  const inIds = "IN (SELECT value FROM json_each(?1))"
  const facets = (of: (article: SentArticle) => Row[]) =>
    jsonChunks(
      all.flatMap((each) =>
        of(each).map((facet) => ({ ...facet, article: each.row.id, published_at: each.row.published_at })),
      ),
    )
  const live = all.flatMap(({ row, article, story }) =>
    article && row.state === "live"
      ? [{ article, n: story?.n, seenAt: story?.seen_at ?? (row.published_at as number) }]
      : [],
  )
  const gone = JSON.stringify(all.filter(({ row }) => row.state !== "live").map(({ row }) => row.id))
  return [
    ...claimStatements(db, sent),
    ...jsonChunks(all.map(({ row }) => row)).map((chunk) =>
      db
        .prepare(
          `INSERT INTO articles (${columns.join(", ")}, bytes)
           SELECT ${columns.map((name) => `value->>'${name}'`).join(", ")}, 0 FROM json_each(?1) WHERE true
           ON CONFLICT (id) DO UPDATE SET ${replaced.join(", ")}, announced_hash = NULL,
             archive_page = coalesce(articles.archive_page, excluded.archive_page)`,
        )
        .bind(chunk),
    ),
    // Feeds had the article that was here.
    db
      .prepare(
        `INSERT INTO former_facets (kind, slug, label, article_id)
         SELECT kind, slug, label, article_id FROM facets WHERE article_id ${inIds} ON CONFLICT DO NOTHING`,
      )
      .bind(ids),
    db.prepare(`DELETE FROM facets WHERE article_id ${inIds}`).bind(ids),
    ...facets((each) => each.facets).map((chunk) =>
      db
        .prepare(
          `INSERT INTO facets (kind, slug, label, article_id, published_at)
           SELECT value->>'kind', value->>'slug', value->>'label', value->>'article', value->>'published_at'
           FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
        )
        .bind(chunk),
    ),
    ...facets((each) => each.formerFacets).map((chunk) =>
      db
        .prepare(
          `INSERT INTO former_facets (kind, slug, label, article_id)
           SELECT value->>'kind', value->>'slug', value->>'label', value->>'article'
           FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
        )
        .bind(chunk),
    ),
    ...pagesStatements(db, all),
    db.prepare(`DELETE FROM revisions WHERE article_id ${inIds}`).bind(ids),
    ...copyStatements(db, all),
    db
      .prepare(`DELETE FROM search WHERE rowid IN (SELECT n FROM items WHERE id ${inIds} AND partner_id = '')`)
      .bind(gone),
    db.prepare(`DELETE FROM items WHERE id ${inIds} AND partner_id = ''`).bind(gone),
    db.prepare(`DELETE FROM check_also WHERE article_id ${inIds}`).bind(gone),
    db.prepare(`DELETE FROM check_also_words WHERE article_id ${inIds}`).bind(gone),
    db.prepare(`DELETE FROM list_items WHERE article_id ${inIds}`).bind(gone),
    ...saveOwnStoriesStatements(db, live),
  ]
}

/** The whole texts of articles that are here as they are in the back-up. One that was lost comes back. */
export const healStatements = (db: D1Database, sent: SentArticle[]): Write[] => copyStatements(db, sent)

/** See claimStatement() of articles.ts. */
function claimStatements(db: D1Database, sent: { article: SentArticle; was: PresentArticle | null }[]): Write[] {
  return jsonChunks(sent.map(({ article, was }) => [article.row.id, was?.hash ?? null])).map((chunk) =>
    db
      .prepare(
        `UPDATE articles SET hash = NULL FROM (SELECT value->>0 AS id, value->>1 AS was FROM json_each(?1)) AS claimed
         WHERE articles.id = claimed.id AND articles.hash IS NOT claimed.was`,
      )
      .bind(chunk),
  )
}

/** The archive pages that these articles stand on. Their rows in the back-up come later and say how full they are. */
function pagesStatements(db: D1Database, sent: SentArticle[]): Write[] {
  const pages = sent.flatMap(({ row }) =>
    row.archive_page === null || row.archive_page === undefined
      ? []
      : [[dayOf(row.published_at as number), row.archive_page]],
  )
  return jsonChunks(pages).map((chunk) =>
    db
      .prepare(
        `INSERT INTO archive_pages (day, page, size) SELECT value->>0, value->>1, count(*) FROM json_each(?1)
         WHERE true GROUP BY 1, 2 ON CONFLICT DO NOTHING`,
      )
      .bind(chunk),
  )
}

/** D1 takes 2 MB in one value. A text over this gets a statement of its own. */
const MAX_SHARED_CHARACTERS = 200_000

function copyStatements(db: D1Database, sent: SentArticle[]): Write[] {
  const copies = sent.flatMap(({ row, article }) =>
    article ? [{ id: row.id, hash: row.hash, body: formatRevision(article) }] : [],
  )
  const insert = (values: string, source: string) => `INSERT INTO revisions (article_id, hash, body)
    SELECT articles.id, articles.hash, ${values} FROM ${source}
    ON CONFLICT (article_id) DO UPDATE SET hash = excluded.hash, body = excluded.body
    WHERE revisions.hash <> excluded.hash OR revisions.body <> excluded.body`
  const isShort = ({ body }: { body: string }) => body.length <= MAX_SHARED_CHARACTERS
  return [
    ...jsonChunks(copies.filter(isShort)).map((chunk) =>
      db
        .prepare(
          insert(
            "value->>'body'",
            "json_each(?1) JOIN articles ON articles.id = value->>'id' AND articles.hash = value->>'hash' WHERE true",
          ),
        )
        .bind(chunk),
    ),
    ...copies
      .filter((copy) => !isShort(copy))
      .map(({ id, hash, body }) =>
        db.prepare(insert("?3", "articles WHERE id = ?1 AND hash = ?2")).bind(id, hash, body),
      ),
  ]
}
