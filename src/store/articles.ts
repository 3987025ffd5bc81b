import type { Article, Tombstone } from "../model/article.ts"

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

// KV `article/<id>/<hash>`, e.g. `article/river-gauges/3f2a…`: one revision as JSON, immutable, kept for ever.
const revisionKey = (id: string, hash: string) => `article/${id}/${hash}`

const COLUMNS = `id, guid, hash, announced_hash AS announcedHash, announced_feeds AS announcedFeeds, state, url, title,
  section, published_at AS publishedAt, modified_at AS modifiedAt, withdrawn_at AS withdrawnAt`

type RawRow = Omit<ArticleRow, "announcedFeeds"> & { announcedFeeds: string }
const toRow = (raw: RawRow): ArticleRow => ({ ...raw, announcedFeeds: JSON.parse(raw.announcedFeeds) })

async function rows(statement: D1PreparedStatement): Promise<ArticleRow[]> {
  const { results } = await statement.all<RawRow>()
  return results.map(toRow)
}

export async function findArticle(db: D1Database, id: string): Promise<ArticleRow | null> {
  const raw = await db.prepare(`SELECT ${COLUMNS} FROM articles WHERE id = ?1`).bind(id).first<RawRow>()
  return raw && toRow(raw)
}

export function findArticles(db: D1Database, ids: string[]): Promise<ArticleRow[]> {
  return rows(
    db
      .prepare(`SELECT ${COLUMNS} FROM articles WHERE id IN (SELECT value FROM json_each(?1))`)
      .bind(JSON.stringify(ids)),
  )
}

/** The article whose canonical URL has this comparison form and is out. */
export async function findArticleByUrl(db: D1Database, urlKey: string): Promise<ArticleRow | null> {
  const raw = await db
    .prepare(`SELECT ${COLUMNS} FROM articles WHERE url_key = ?1 AND state = 'live' LIMIT 1`)
    .bind(urlKey)
    .first<RawRow>()
  return raw && toRow(raw)
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
  bytes: number
}

/**
 * Makes a revision current. The first statement changes one row, or none when the row is no longer at `previousHash`
 * (null: there was no row), and then the others change nothing either.
 */
export function saveStatements(db: D1Database, row: NewRow, previousHash: string | null): D1PreparedStatement[] {
  const { article } = row
  const saved = "EXISTS (SELECT 1 FROM articles WHERE id = ?1 AND hash = ?2)"
  return [
    db
      .prepare(
        `INSERT INTO articles (id, guid, hash, state, url, url_key, title, section, language, published_at, modified_at, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, state = excluded.state, url = excluded.url,
           url_key = excluded.url_key, title = excluded.title, section = excluded.section, language = excluded.language,
           published_at = excluded.published_at, modified_at = excluded.modified_at, bytes = excluded.bytes,
           withdrawn_at = NULL
         WHERE articles.hash IS ?13`,
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
        row.bytes,
        previousHash,
      ),
    db.prepare(`DELETE FROM facets WHERE article_id = ?1 AND ${saved}`).bind(article.id, row.hash),
    db
      .prepare(
        `INSERT INTO facets (kind, slug, label, article_id)
         SELECT value ->> 'kind', value ->> 'slug', value ->> 'label', ?1 FROM json_each(?3) WHERE ${saved}
         ON CONFLICT DO NOTHING`,
      )
      .bind(article.id, row.hash, JSON.stringify(row.facets)),
  ]
}

/** Withdraws what is at `previousHash`; its facets stay, so that feeds can carry its tombstone. */
export function withdrawStatement(db: D1Database, id: string, previousHash: string, now: number): D1PreparedStatement {
  return db
    .prepare(`UPDATE articles SET hash = ?1, state = 'withdrawn', withdrawn_at = ?2 WHERE id = ?3 AND hash = ?4`)
    .bind(WITHDRAWN, now, id, previousHash)
}

/** Scheduled articles whose time has come. */
export function dueArticles(db: D1Database, now: number, limit: number): Promise<ArticleRow[]> {
  return rows(
    db
      .prepare(`SELECT ${COLUMNS} FROM articles WHERE state = 'scheduled' AND published_at <= ?1 LIMIT ?2`)
      .bind(now, limit),
  )
}

export function releaseStatement(db: D1Database, id: string, hash: string): D1PreparedStatement {
  return db
    .prepare("UPDATE articles SET state = 'live' WHERE id = ?1 AND hash = ?2 AND state = 'scheduled'")
    .bind(id, hash)
}

/** The outbox: ids of articles whose feeds do not show their present state yet. */
export async function unannouncedArticles(db: D1Database, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(`SELECT id FROM articles WHERE announced_hash IS NOT hash AND state != 'scheduled' LIMIT ?1`)
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
export async function facetsOf(db: D1Database, ids: string[]): Promise<Map<string, Facet[]>> {
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

/** Every section that has an article out, by name. */
export async function listFacets(db: D1Database, kind: Facet["kind"]): Promise<{ slug: string; label: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT slug, max(label) AS label FROM facets JOIN articles ON id = article_id
       WHERE kind = ?1 AND state = 'live' GROUP BY slug ORDER BY label`,
    )
    .bind(kind)
    .all<{ slug: string; label: string }>()
  return results
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
  return results.map(({ guid, at }) => ({ guid, withdrawnAt: new Date(at).toISOString() }))
}

/** The days (`2026-11-23`, UTC) on which live articles were first published, newest first. */
export async function listDays(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT strftime('%Y-%m-%d', published_at / 1000, 'unixepoch') AS day FROM articles
       WHERE state = 'live' ORDER BY day DESC`,
    )
    .all<{ day: string }>()
  return results.map(({ day }) => day)
}

export async function putRevision(kv: KVNamespace, article: Article, hash: string): Promise<void> {
  await kv.put(revisionKey(article.id, hash), JSON.stringify(article))
}

/** A revision by its hash. Throws when KV does not have what the index names: the index is written after KV. */
export async function getRevision(kv: KVNamespace, id: string, hash: string): Promise<Article> {
  const article = await kv.get<Article>(revisionKey(id, hash), "json")
  if (!article) throw new Error(`KV has no ${revisionKey(id, hash)} yet; it may take a minute to arrive here`)
  return article
}

// A bulk get answers at most 25 MiB, and a revision is at most a little over 1 MiB.
const BULK = 20

/** Revisions in the order asked for. */
export async function getRevisions(kv: KVNamespace, wanted: { id: string; hash: string }[]): Promise<Article[]> {
  const found: Article[] = []
  for (let at = 0; at < wanted.length; at += BULK) {
    const keys = wanted.slice(at, at + BULK).map(({ id, hash }) => revisionKey(id, hash))
    const values = await kv.get<Article>(keys, "json")
    for (const key of keys) {
      const article = values.get(key)
      if (!article) throw new Error(`KV has no ${key} yet; it may take a minute to arrive here`)
      found.push(article)
    }
  }
  return found
}
