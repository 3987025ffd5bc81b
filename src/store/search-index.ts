import { htmlToText } from "../lib/html/index.ts"
import { urlComparisonKey } from "../lib/url/resolve.ts"
import type { Article } from "../model/article.ts"
import type { HeldItem } from "../model/held-item.ts"
import { searchWords } from "../ranking/words/words.ts"
import { CellReader } from "./cells.ts"
import { jsonChunks } from "./json-chunks.ts"
import { MARK, MAX_MARK, noteListedStatements, relinkStatements, unlinkStatements } from "./list-items.ts"
import { liftTakedownStatement } from "./takedowns.ts"
import type { Write } from "./write.ts"

/** The parts of an item that go into the search index. */
export type SearchDoc = Pick<HeldItem, "id" | "title" | "summary" | "content" | "tags" | "language">

/** The number of characters of an article's text in the index. The subject is at the top of a text. */
const MAX_CONTENT_CHARACTERS = 2000

interface SearchRow {
  id: string
  title: string
  summary: string
  body: string
  tags: string
  /** The words of title, summary and tags. They decide whether the item could enter a list. */
  first: string
}

/** Each word is indexed once. The index stores the columns of a word, not how often it occurs. */
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
 * Indexes rows of `items`, in place of their old entries. It makes the lists stale that one of the items could enter.
 * The number of statements is small for any number of items.
 */
export function indexStatements(db: D1Database, docs: SearchDoc[]): Write[] {
  return jsonChunks(docs.map(toRow)).flatMap((chunk) => [replaceStatement(db, chunk), bringForwardStatement(db, chunk)])
}

function replaceStatement(db: D1Database, chunk: string): Write {
  return db
    .prepare(
      `REPLACE INTO search (rowid, title, summary, body, tags)
       SELECT items.n, value->>'title', value->>'summary', value->>'body', value->>'tags'
       FROM json_each(?1) JOIN items ON items.id = value->>'id'`,
    )
    .bind(chunk)
}

/** An item can enter a list when it shares two of the list's words with at least this weight. */
const MIN_WEIGHT = 0.2
/** Of each word of an item, so many lists are looked at: those in which it weighs most. The others wait for their age. */
const MAX_LISTS_OF_A_WORD = 100

/** Marks lists as stale, see MARK. A list that is marked already is not written again. */
function bringForwardStatement(db: D1Database, chunk: string): Write {
  return db
    .prepare(
      `UPDATE check_also SET renew_at = ${MARK} WHERE renew_at > ${MAX_MARK} AND article_id IN (
         SELECT article_id
         FROM json_each(?1) AS item, json_each('["' || replace(item.value->>'first', ' ', '","') || '"]') AS split
           JOIN check_also_words AS listed ON listed.word = split.value AND listed.article_id IN (
             SELECT article_id FROM check_also_words WHERE word = split.value
             ORDER BY weight DESC LIMIT ${MAX_LISTS_OF_A_WORD})
         WHERE article_id <> item.value->>'id'
         GROUP BY item.key, article_id HAVING count(*) > 1 AND sum(weight) >= ${MIN_WEIGHT})`,
    )
    .bind(chunk)
}

/** Removes items from the index. Run it before their rows are deleted. */
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

/** Puts a live article among our own stories, so that the lists of other articles can link it. */
export function indexOwnStoryStatements(db: D1Database, article: Article, now: number): Write[] {
  return [
    ...relinkStatements(db, [article.id]),
    liftTakedownStatement(db, article.id),
    ...saveOwnStoriesStatements(db, [{ article, seenAt: now }]),
    ...indexStatements(db, [{ ...article, content: contentOf(article) }]),
  ]
}

const contentOf = ({ contentHtml }: Article) => htmlToText(contentHtml).slice(0, MAX_CONTENT_CHARACTERS)

/** A live article as one of our own stories. */
export interface OwnStory {
  article: Article
  /** When it came among them. Counts for a new one. */
  seenAt: number
  /** Its row, for a new one, if that is free. */
  n?: number
}

/** Stores live articles as our own stories. The search index is not written. */
export function saveOwnStoriesStatements(db: D1Database, stories: OwnStory[]): Write[] {
  const rows = stories.map(({ article, seenAt, n }) => ({
    n,
    id: article.id,
    guid: article.guid,
    url: article.url,
    urlKey: urlComparisonKey(article.url),
    title: article.title,
    summary: article.summary,
    content: contentOf(article),
    image: article.image?.url,
    language: article.language,
    section: article.section,
    authors: article.authors,
    tags: article.tags,
    publishedAt: Date.parse(article.datePublished),
    updatedAt: Date.parse(article.dateModified),
    seenAt,
  }))
  const cells = `value->>'id', '', value->>'guid', value->>'url', value->>'urlKey', value->>'title', '',
    value->>'summary', value->>'content', value->>'image', value->>'language', value->>'section',
    value->'authors', value->'tags', value->>'publishedAt', value->>'updatedAt', value->>'seenAt', ''`
  const placed = rows.filter(({ n }) => n !== undefined)
  return [
    ...jsonChunks(placed).map((chunk) =>
      db
        .prepare(
          `INSERT INTO items (n, ${STORY_COLUMNS}) SELECT value->>'n', ${cells} FROM json_each(?1) WHERE true
           ON CONFLICT DO NOTHING`,
        )
        .bind(chunk),
    ),
    ...jsonChunks(rows).map((chunk) =>
      db
        .prepare(
          `INSERT INTO items (${STORY_COLUMNS}) SELECT ${cells}
         FROM json_each(?1) WHERE true ORDER BY key
         ON CONFLICT (id) DO UPDATE SET guid = excluded.guid, url = excluded.url, url_key = excluded.url_key,
           title = excluded.title, summary = excluded.summary, content = excluded.content, image = excluded.image,
           language = excluded.language, section = excluded.section, authors = excluded.authors, tags = excluded.tags,
           published_at = excluded.published_at, updated_at = excluded.updated_at, state = 'live', withdrawn_by = NULL
         WHERE items.partner_id = ''`,
        )
        .bind(chunk),
    ),
  ]
}

const STORY_COLUMNS = `id, partner_id, guid, url, url_key, title, title_key, summary, content, image, language,
  section, authors, tags, published_at, updated_at, seen_at, hash`

/** Removes an article from our own stories, and deletes its list. */
export function removeOwnStoryStatements(db: D1Database, articleId: string): Write[] {
  return [
    db
      .prepare("DELETE FROM search WHERE rowid IN (SELECT n FROM items WHERE id = ?1 AND partner_id = '')")
      .bind(articleId),
    db.prepare("DELETE FROM items WHERE id = ?1 AND partner_id = ''").bind(articleId),
    db.prepare("DELETE FROM check_also_words WHERE article_id = ?1").bind(articleId),
    db.prepare("DELETE FROM check_also WHERE article_id = ?1").bind(articleId),
    ...unlinkStatements(db, [articleId]),
    ...noteListedStatements(db, articleId, []),
  ]
}

/**
 * Indexes the next live items after row `after`, in place of their old entries, and removes entries between them that
 * are of no live item. Lists stay as they are: nothing is new. Gives the number of items and the last row, or null when
 * there are no more.
 */
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
  const last = results.at(-1)?.n ?? Number.MAX_SAFE_INTEGER
  const cells = new CellReader()
  const docs = results.map((row) => ({ ...row, tags: cells.read("items.tags", row.id, row.tags) }))
  await cells.report(db)
  await db.batch([
    db
      .prepare(
        // Of a range of rows, FTS5 would read the whole index. Its table of sizes has a row for each entry.
        `DELETE FROM search WHERE rowid IN (SELECT id FROM search_docsize WHERE id > ?1 AND id <= ?2
           AND id NOT IN (SELECT value FROM json_each(?3)))`,
      )
      .bind(after, last, JSON.stringify(results.map(({ n }) => n))),
    ...jsonChunks(docs.map(toRow)).map((chunk) => replaceStatement(db, chunk)),
  ])
  return results.length ? { count: results.length, last } : null
}
