import { htmlToText } from "../lib/html/index.ts"
import { canonicalKey } from "../lib/url/resolve.ts"
import type { Article } from "../model/article.ts"
import type { HeldItem } from "../model/held-item.ts"
import { searchWords } from "../ranking/words/words.ts"
import { CellReader } from "./cells.ts"
import { jsonChunks } from "./json-chunks.ts"
import { noteListedStatements, relinkStatement, unlinkStatement } from "./list-items.ts"
import { liftTakedownStatement } from "./takedowns.ts"
import type { Write } from "./write.ts"

/** What of an item is searched. */
export type SearchDoc = Pick<HeldItem, "id" | "title" | "summary" | "content" | "tags" | "language">

/** Of an article's text so much is searched; a reader's next story shares the subject, which stands at the top. */
const CONTENT_CHARS = 2000

interface SearchRow {
  id: string
  title: string
  summary: string
  body: string
  tags: string
  /** The words of title, summary and tags: what tells whether it could enter a list. */
  first: string
}

/** Each word once: the index holds where a word stands, not how often. */
function toRow({ id, title, summary, content, tags, language }: SearchDoc): SearchRow {
  const words = (text: string) => searchWords(text, language).join(" ")
  const labels = tags.join(" , ")
  return {
    id,
    title: words(title),
    summary: words(summary),
    body: words(content),
    tags: words(labels),
    first: words(`${title}\n${summary}\n${labels}`),
  }
}

/**
 * Puts items that stand in `items` into the index, in place of what it held of them, and brings forward the renewal of
 * the lists that one of them could enter. A few statements, however many items.
 */
export function indexStatements(db: D1Database, docs: SearchDoc[]): Write[] {
  return jsonChunks(docs.map(toRow)).flatMap((chunk) => [
    db
      .prepare(
        `REPLACE INTO search (rowid, title, summary, body, tags)
         SELECT items.n, value->>'title', value->>'summary', value->>'body', value->>'tags'
         FROM json_each(?1) JOIN items ON items.id = value->>'id'`,
      )
      .bind(chunk),
    bringForwardStatement(db, chunk),
  ])
}

/** An item can enter a list when it shares two of its words, and so much of their weight. */
const ENTERS = 0.2

function bringForwardStatement(db: D1Database, chunk: string): Write {
  return db
    .prepare(
      `UPDATE check_also SET renew_at = 0 WHERE article_id IN (
         SELECT article_id
         FROM json_each(?1) AS item, json_each('["' || replace(item.value->>'first', ' ', '","') || '"]') AS split
           JOIN check_also_words AS listed ON listed.word = split.value
         WHERE article_id <> item.value->>'id'
         GROUP BY item.key, article_id HAVING count(*) > 1 AND sum(weight) >= ${ENTERS})`,
    )
    .bind(chunk)
}

/** Takes items out of the index; run before their rows are deleted. */
export function unindexStatements(db: D1Database, ids: string[]): Write[] {
  if (!ids.length) return []
  return [
    db
      .prepare(
        `DELETE FROM search WHERE rowid IN (
           SELECT items.n FROM json_each(?1) JOIN items ON items.id = value)`,
      )
      .bind(JSON.stringify(ids)),
  ]
}

/** Puts an article that is out into the newsroom's own archive, where Check Also lists of others find it. */
export function archiveStatements(db: D1Database, article: Article, now: number): Write[] {
  const content = htmlToText(article.contentHtml).slice(0, CONTENT_CHARS)
  return [
    relinkStatement(db, [article.id]),
    liftTakedownStatement(db, article.id),
    db
      .prepare(
        `INSERT INTO items (id, partner_id, guid, url, url_key, title, title_key, summary, content, image, language,
           section, authors, tags, published_at, updated_at, seen_at, hash)
         VALUES (?1, '', ?2, ?3, ?4, ?5, '', ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, '')
         ON CONFLICT (id) DO UPDATE SET guid = excluded.guid, url = excluded.url, url_key = excluded.url_key,
           title = excluded.title, summary = excluded.summary, content = excluded.content, image = excluded.image,
           language = excluded.language, section = excluded.section, authors = excluded.authors, tags = excluded.tags,
           published_at = excluded.published_at, updated_at = excluded.updated_at, state = 'live', withdrawn_by = NULL
         WHERE items.partner_id = ''`,
      )
      .bind(
        article.id,
        article.guid,
        article.url,
        canonicalKey(article.url),
        article.title,
        article.summary,
        content,
        article.image?.url ?? null,
        article.language,
        article.section ?? null,
        JSON.stringify(article.authors),
        JSON.stringify(article.tags),
        Date.parse(article.datePublished),
        Date.parse(article.dateModified),
        now,
      ),
    ...indexStatements(db, [{ ...article, content }]),
  ]
}

/** Takes an article out of the newsroom's own archive. */
export function unarchiveStatements(db: D1Database, articleId: string): Write[] {
  return [
    db
      .prepare("DELETE FROM search WHERE rowid IN (SELECT n FROM items WHERE id = ?1 AND partner_id = '')")
      .bind(articleId),
    db.prepare("DELETE FROM items WHERE id = ?1 AND partner_id = ''").bind(articleId),
    db.prepare("DELETE FROM check_also_words WHERE article_id = ?1").bind(articleId),
    db.prepare("DELETE FROM check_also WHERE article_id = ?1").bind(articleId),
    unlinkStatement(db, [articleId]),
    ...noteListedStatements(db, articleId, []),
  ]
}

/** Takes out of the index what is no live item any more. */
export const pruneIndexStatement = (db: D1Database): Write =>
  db.prepare("DELETE FROM search WHERE rowid NOT IN (SELECT n FROM items WHERE state = 'live')")

/** Indexes the next live items behind row `after`. Gives how many, and the last row; null when there was none. */
export async function indexPage(
  db: D1Database,
  after: number,
  limit: number,
): Promise<{ count: number; last: number } | null> {
  const { results } = await db
    .prepare(
      `SELECT n, id, title, summary, content, tags, language FROM items
       WHERE state = 'live' AND n > ?1 ORDER BY n LIMIT ?2`,
    )
    .bind(after, limit)
    .all<Omit<SearchDoc, "tags"> & { tags: string; n: number }>()
  if (!results.length) return null
  const cells = new CellReader()
  const docs = results.map((row) => ({ ...row, tags: cells.read("items.tags", row.id, row.tags) }))
  await cells.report(db)
  await db.batch(indexStatements(db, docs))
  return { count: results.length, last: results.at(-1)!.n }
}
