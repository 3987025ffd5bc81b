import type { Facet } from "../feeds/catalogue/feed-key.ts"
import { dayOf } from "../feeds/catalogue/period.ts"
import type { Article } from "../model/article.ts"
import { fileStatements } from "./archive-pages.ts"
import { dropSizesStatement } from "./attachment-sizes.ts"
import { saveFacetsStatements } from "./facets.ts"
import { dropImagesStatement } from "./image-facts.ts"
import { replaceRevisionStatements } from "./old-revisions.ts"
import { copyRevisionStatements, dropCopyStatements } from "./revisions.ts"
import { askOne, type Question } from "./round.ts"
import type { Write } from "./write.ts"

/** An article's row. Times are milliseconds since 1970. */
export interface ArticleRow {
  id: string
  guid: string
  hash: string
  announcedHash: string | null
  announcedFeeds: string[]
  state: "scheduled" | "live" | "withdrawn"
  url: string
  publishedAt: number
  modifiedAt: number
  /** Its page of its day's archive. Null before it was ever live. */
  archivePage: number | null
}

/** The `hash` of a withdrawn article. Any other hash names a revision. */
export const WITHDRAWN = "withdrawn"

const COLUMNS = `id, guid, hash, announced_hash AS announcedHash, announced_feeds AS announcedFeeds, state, url,
  published_at AS publishedAt, modified_at AS modifiedAt, archive_page AS archivePage`

type RawRow = Omit<ArticleRow, "announcedFeeds"> & { announcedFeeds: string }

/** Asks for articles. `rest` is the SQL after `FROM articles`. */
export const rowsQuestion = (db: D1Database, rest: string, ...values: (string | number)[]): Question<ArticleRow[]> => ({
  statement: db.prepare(`SELECT ${COLUMNS} FROM articles ${rest}`).bind(...values),
  read: (rows, cells) =>
    (rows as unknown as RawRow[]).map((raw) => ({
      ...raw,
      announcedFeeds: cells.read("articles.announced_feeds", raw.id, raw.announcedFeeds),
    })),
})

/** Selects articles. `rest` is the SQL after `FROM articles`. */
export const selectRows = (db: D1Database, rest: string, ...values: (string | number)[]): Promise<ArticleRow[]> =>
  askOne(db, rowsQuestion(db, rest, ...values))

export async function findArticle(db: D1Database, id: string): Promise<ArticleRow | null> {
  return (await findArticles(db, [id]))[0] ?? null
}

export const findArticles = (db: D1Database, ids: string[]): Promise<ArticleRow[]> =>
  selectRows(db, "WHERE id IN (SELECT value FROM json_each(?1))", JSON.stringify(ids))

/** Finds the live article whose canonical URL has this comparison form. */
export async function findArticleByUrl(db: D1Database, urlKey: string): Promise<ArticleRow | null> {
  return (await selectRows(db, "WHERE url_key = ?1 AND state = 'live' LIMIT 1", urlKey))[0] ?? null
}

export async function findIdByGuid(db: D1Database, guid: string): Promise<string | null> {
  return db.prepare("SELECT id FROM articles WHERE guid = ?1").bind(guid).first<string>("id")
}

/** Lists live and scheduled articles, newest first. `before` is the last row of the previous page. */
export function listArticles(
  db: D1Database,
  limit: number,
  before: { publishedAt: number; id: string } | null,
): Promise<ArticleRow[]> {
  return selectRows(
    db,
    `WHERE state != 'withdrawn' AND (published_at < ?1 OR (published_at = ?1 AND id > ?2))
     ORDER BY published_at DESC, id LIMIT ?3`,
    before?.publishedAt ?? Number.MAX_SAFE_INTEGER,
    before?.id ?? "",
    limit,
  )
}

export interface NewRow {
  article: Article
  hash: string
  state: "scheduled" | "live"
  urlKey: string
  facets: Facet[]
  /** When it changed in substance, if it did; milliseconds since 1970. */
  correctedAt: number | null
}

/**
 * Makes a revision current. The batch fails when the row is not at `previousHash` any more. `previousHash` is null when
 * there was no row. See tryBatch().
 */
export function saveStatements(db: D1Database, row: NewRow, previousHash: string | null): Write[] {
  const { article } = row
  const publishedAt = Date.parse(article.datePublished)
  return [
    claimStatement(db, article.id, previousHash),
    ...(previousHash === null ? [] : replaceRevisionStatements(db, article.id, previousHash, row.hash)),
    db
      .prepare(
        `INSERT INTO articles (id, guid, hash, state, url, url_key, title, language, published_at, modified_at,
           corrected_at, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0)
         ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, state = excluded.state, url = excluded.url,
           url_key = excluded.url_key, title = excluded.title, language = excluded.language,
           published_at = excluded.published_at, modified_at = excluded.modified_at,
           corrected_at = coalesce(excluded.corrected_at, corrected_at), withdrawn_at = NULL`,
      )
      .bind(
        article.id,
        article.guid,
        row.hash,
        row.state,
        article.url,
        row.urlKey,
        article.title,
        article.language,
        publishedAt,
        Date.parse(article.dateModified),
        row.correctedAt,
      ),
    ...saveFacetsStatements(db, { id: article.id, publishedAt }, row.facets),
    ...fileStatements(db, article.id, dayOf(publishedAt)),
    ...copyRevisionStatements(db, article, row.hash),
  ]
}

/**
 * Fails its batch unless the article is still at this hash (null: there is no row). It sets the NOT NULL column `hash`
 * to NULL. See tryBatch().
 */
function claimStatement(db: D1Database, id: string, previousHash: string | null): Write {
  return db.prepare("UPDATE articles SET hash = NULL WHERE id = ?1 AND hash IS NOT ?2").bind(id, previousHash)
}

/**
 * Withdraws the article at `previousHash`. Fails its batch like saveStatements(). The facets are kept, because feeds
 * need them for tombstones.
 */
export function withdrawStatements(db: D1Database, id: string, previousHash: string, now: number): Write[] {
  return [
    claimStatement(db, id, previousHash),
    ...replaceRevisionStatements(db, id, previousHash, WITHDRAWN),
    db
      .prepare("UPDATE articles SET hash = ?1, state = 'withdrawn', withdrawn_at = ?2 WHERE id = ?3")
      .bind(WITHDRAWN, now, id),
    ...dropCopyStatements(db, id),
    dropSizesStatement(db, id),
    dropImagesStatement(db, id),
  ]
}

/** Lists scheduled articles whose time has come. It leaves out articles whose revision is lost. */
export const dueArticles = (db: D1Database, now: number, limit: number): Promise<ArticleRow[]> =>
  selectRows(
    db,
    `WHERE state = 'scheduled' AND published_at <= ?1
       AND id NOT IN (SELECT id FROM faults WHERE place = 'revision' AND kind = 'lost')
     ORDER BY published_at LIMIT ?2`,
    now,
    limit,
  )

/** Makes a scheduled article live, if it is still at this hash. */
export function releaseStatements(db: D1Database, { id, hash, publishedAt }: ArticleRow): Write[] {
  return [
    db.prepare("UPDATE articles SET state = 'live' WHERE id = ?1 AND hash = ?2 AND state = 'scheduled'").bind(id, hash),
    ...fileStatements(db, id, dayOf(publishedAt)),
  ]
}
