import { toRfc3339 } from "../lib/time.ts"
import type { Article, Tombstone } from "../model/article.ts"
import { CellReader } from "./cells.ts"
import { copyRevisionStatements, dropCopyStatements } from "./revisions.ts"

/** What the index knows of an article; times are milliseconds since 1970. */
export interface ArticleRow {
  id: string
  guid: string
  hash: string
  announcedHash: string | null
  announcedFeeds: string[]
  state: "scheduled" | "live" | "withdrawn"
  url: string
  title: string
  section: string | null
  publishedAt: number
  modifiedAt: number
  withdrawnAt: number | null
}

/** Where an article stands besides the main feeds: its section, tags and authors. */
export interface Facet {
  kind: "section" | "tag" | "author"
  slug: string
  label: string
}

/** The hash that a withdrawn article's row carries in place of a revision's. */
export const WITHDRAWN = "withdrawn"

const COLUMNS = `id, guid, hash, announced_hash AS announcedHash, announced_feeds AS announcedFeeds, state, url, title,
  section, published_at AS publishedAt, modified_at AS modifiedAt, withdrawn_at AS withdrawnAt`

type RawRow = Omit<ArticleRow, "announcedFeeds"> & { announcedFeeds: string }

async function rows(db: D1Database, statement: D1PreparedStatement): Promise<ArticleRow[]> {
  const { results } = await statement.all<RawRow>()
  const cells = new CellReader()
  const read = results.map((raw) => ({
    ...raw,
    announcedFeeds: cells.read("articles.announced_feeds", raw.id, raw.announcedFeeds),
  }))
  await cells.report(db)
  return read
}

export async function findArticle(db: D1Database, id: string): Promise<ArticleRow | null> {
  return (await findArticles(db, [id]))[0] ?? null
}

export function findArticles(db: D1Database, ids: string[]): Promise<ArticleRow[]> {
  return rows(
    db,
    db
      .prepare(`SELECT ${COLUMNS} FROM articles WHERE id IN (SELECT value FROM json_each(?1))`)
      .bind(JSON.stringify(ids)),
  )
}

/** The article whose canonical URL has this comparison form and is out. */
export async function findArticleByUrl(db: D1Database, urlKey: string): Promise<ArticleRow | null> {
  const found = await rows(
    db,
    db.prepare(`SELECT ${COLUMNS} FROM articles WHERE url_key = ?1 AND state = 'live' LIMIT 1`).bind(urlKey),
  )
  return found[0] ?? null
}

export async function findIdByGuid(db: D1Database, guid: string): Promise<string | null> {
  return db.prepare("SELECT id FROM articles WHERE guid = ?1").bind(guid).first<string>("id")
}

/** Everything, newest first, scheduled ones too, withdrawn ones not. `before` is the last row of the page before. */
export function listArticles(
  db: D1Database,
  limit: number,
  before: { publishedAt: number; id: string } | null,
): Promise<ArticleRow[]> {
  return rows(
    db,
    db
      .prepare(
        `SELECT ${COLUMNS} FROM articles
         WHERE state != 'withdrawn' AND (published_at < ?1 OR (published_at = ?1 AND id > ?2))
         ORDER BY published_at DESC, id LIMIT ?3`,
      )
      .bind(before?.publishedAt ?? Number.MAX_SAFE_INTEGER, before?.id ?? "", limit),
  )
}

export interface NewRow {
  article: Article
  hash: string
  state: "scheduled" | "live"
  urlKey: string
  section: string | null
  facets: Facet[]
}

/**
 * Makes a revision current. The whole batch fails when the row is no longer at `previousHash` (null: there was no row);
 * see isOutrun().
 */
export function saveStatements(db: D1Database, row: NewRow, previousHash: string | null): D1PreparedStatement[] {
  const { article } = row
  return [
    claimStatement(db, article.id, previousHash),
    db
      .prepare(
        `INSERT INTO articles (id, guid, hash, state, url, url_key, title, section, language, published_at, modified_at, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0)
         ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, state = excluded.state, url = excluded.url,
           url_key = excluded.url_key, title = excluded.title, section = excluded.section, language = excluded.language,
           published_at = excluded.published_at, modified_at = excluded.modified_at, withdrawn_at = NULL`,
      )
      .bind(
        article.id,
        article.guid,
        row.hash,
        row.state,
        article.url,
        row.urlKey,
        article.title,
        row.section,
        article.language,
        Date.parse(article.datePublished),
        Date.parse(article.dateModified),
      ),
    db.prepare("DELETE FROM facets WHERE article_id = ?1").bind(article.id),
    db
      .prepare(
        `INSERT INTO facets (kind, slug, label, article_id)
         SELECT value ->> 'kind', value ->> 'slug', value ->> 'label', ?1 FROM json_each(?2) WHERE true
         ON CONFLICT DO NOTHING`,
      )
      .bind(article.id, JSON.stringify(row.facets)),
    ...copyRevisionStatements(db, article, row.hash),
  ]
}

/** Fails its batch unless the article is still at this hash (null: there is no row): a hash may not be null. */
function claimStatement(db: D1Database, id: string, previousHash: string | null): D1PreparedStatement {
  return db.prepare("UPDATE articles SET hash = NULL WHERE id = ?1 AND hash IS NOT ?2").bind(id, previousHash)
}

/** Whether a batch failed because another write of the same article, or of its first address, came in between. */
export const isOutrun = (error: unknown): boolean =>
  /NOT NULL constraint failed: articles\.hash|UNIQUE constraint failed: articles\.guid/.test(String(error))

/**
 * Withdraws what is at `previousHash`, or fails its batch like saveStatements(). Its facets stay, so that feeds can carry
 * its tombstone.
 */
export function withdrawStatements(
  db: D1Database,
  id: string,
  previousHash: string,
  now: number,
): D1PreparedStatement[] {
  return [
    claimStatement(db, id, previousHash),
    db
      .prepare("UPDATE articles SET hash = ?1, state = 'withdrawn', withdrawn_at = ?2 WHERE id = ?3")
      .bind(WITHDRAWN, now, id),
    ...dropCopyStatements(db, id),
  ]
}

/** Scheduled articles whose time has come. */
export function dueArticles(db: D1Database, now: number, limit: number): Promise<ArticleRow[]> {
  return rows(
    db,
    db
      .prepare(`SELECT ${COLUMNS} FROM articles WHERE state = 'scheduled' AND published_at <= ?1
           AND id NOT IN (SELECT id FROM faults WHERE place = 'revision' AND kind = 'lost') ORDER BY published_at LIMIT ?2`)
      .bind(now, limit),
  )
}

export function releaseStatement(db: D1Database, id: string, hash: string): D1PreparedStatement {
  return db
    .prepare("UPDATE articles SET state = 'live' WHERE id = ?1 AND hash = ?2 AND state = 'scheduled'")
    .bind(id, hash)
}

/**
 * The outbox: ids of articles whose feeds do not show their present state yet. By chance where there are more, so that
 * those that fail again and again hold up no other.
 */
export async function unannouncedArticles(db: D1Database, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM articles WHERE announced_hash IS NOT hash AND state != 'scheduled' ORDER BY random() LIMIT ?1`,
    )
    .bind(limit)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** Notes that the feeds now show the row as it was read; a newer change in between stays unannounced. */
export function announceStatement(
  db: D1Database,
  { id, hash, announcedHash }: Pick<ArticleRow, "id" | "hash" | "announcedHash">,
  feeds: string[],
): D1PreparedStatement {
  return db
    .prepare("UPDATE articles SET announced_hash = ?1, announced_feeds = ?2 WHERE id = ?3 AND announced_hash IS ?4")
    .bind(hash, JSON.stringify(feeds), id, announcedHash)
}

/** The facets of these articles, by article id. */
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

/** A facet's name as its newest article writes it; null when no article ever had it. */
export async function facetLabel(db: D1Database, kind: Facet["kind"], slug: string): Promise<string | null> {
  return db
    .prepare(
      `SELECT label FROM facets JOIN articles ON id = article_id
       WHERE kind = ?1 AND slug = ?2 AND state != 'scheduled' ORDER BY published_at DESC, id LIMIT 1`,
    )
    .bind(kind, slug)
    .first<string>("label")
}

/** Which articles a feed selects: all, those of a facet, or those first published in [from, to). */
export interface Selection {
  facet?: { kind: Facet["kind"]; slug: string }
  /** Milliseconds since 1970. */
  from?: number
  to?: number
  limit: number
}

function where(selection: Selection, state: "live" | "withdrawn"): { sql: string; values: (string | number)[] } {
  const { facet, from, to } = selection
  const values: (string | number)[] = [from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER]
  let sql = `state = '${state}' AND published_at >= ?1 AND published_at < ?2`
  if (facet) {
    sql += " AND id IN (SELECT article_id FROM facets WHERE kind = ?3 AND slug = ?4)"
    values.push(facet.kind, facet.slug)
  }
  return { sql, values }
}

/** Newest first by first publication. */
export function selectArticles(db: D1Database, selection: Selection): Promise<ArticleRow[]> {
  const { sql, values } = where(selection, "live")
  return rows(
    db,
    db
      .prepare(`SELECT ${COLUMNS} FROM articles WHERE ${sql} ORDER BY published_at DESC, id LIMIT ${selection.limit}`)
      .bind(...values),
  )
}

/** What was out in this selection and was withdrawn since `since`, newest withdrawal first. */
export async function selectTombstones(db: D1Database, selection: Selection, since: number): Promise<Tombstone[]> {
  const { sql, values } = where(selection, "withdrawn")
  const { results } = await db
    .prepare(
      `SELECT guid, withdrawn_at AS at FROM articles
       WHERE ${sql} AND withdrawn_at >= ?${values.length + 1} AND published_at <= withdrawn_at
       ORDER BY withdrawn_at DESC, id LIMIT ${selection.limit}`,
    )
    .bind(...values, since)
    .all<{ guid: string; at: number }>()
  return results.map(({ guid, at }) => ({ guid, withdrawnAt: toRfc3339(at) }))
}

/**
 * The days (`2026-11-23`, UTC) on which live articles were first published, newest first. Each step looks for the newest
 * article of an earlier day, so that a day costs one row however many articles it has.
 */
export async function listDays(db: D1Database): Promise<string[]> {
  const newestBefore = (time: string) =>
    `(SELECT published_at FROM articles WHERE state = 'live' AND published_at < ${time} ORDER BY published_at DESC LIMIT 1)`
  // SQLite's remainder has the sign of the dividend, and times before 1970 are negative.
  const dayStart = "at - (at % 86400000 + 86400000) % 86400000"
  const { results } = await db
    .prepare(
      `WITH RECURSIVE days (at) AS (
         SELECT ${newestBefore(String(Number.MAX_SAFE_INTEGER))}
         UNION ALL SELECT ${newestBefore(dayStart)} FROM days WHERE at IS NOT NULL)
       SELECT strftime('%Y-%m-%d', at / 1000.0, 'unixepoch') AS day FROM days WHERE at IS NOT NULL`,
    )
    .all<{ day: string }>()
  return results.map(({ day }) => day)
}
