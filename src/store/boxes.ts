import { z } from "zod"
import { sha256Base64Url, toBytes } from "../lib/crypto/hash.ts"
import { log } from "../lib/text/log.ts"
import type { Link } from "../model/link.ts"
import { parseCell } from "./cells.ts"

// KV `box/<article id>` and `box-at/<digest of its URL's comparison form>`: the Check Also list of a live article, as
// JSON. KV `page/<article id>` and `page`: the HTML of its page, and of the home page. Readers get them with one read.
// Only the consumer of `renders` writes them. Whoever changes what they show may delete them; D1 answers then.

/** An article whose box in KV is behind its list. `isWrong`: the box shows a link that must leave. */
export interface BoxBehind {
  id: string
  isWrong: boolean
}

/** Lists boxes that are behind, wrong ones first, else in random order, so that none blocks the others. */
export async function boxesBehind(db: D1Database, limit: number): Promise<BoxBehind[]> {
  const { results } = await db
    .prepare(
      `SELECT article_id AS id, behind FROM check_also WHERE behind > 0 AND revised <> ''
       ORDER BY behind DESC, random() LIMIT ?1`,
    )
    .bind(limit)
    .all<{ id: string; behind: number }>()
  return results.map(({ id, behind }) => ({ id, isWrong: behind > 1 }))
}

/**
 * Marks these boxes as current. It goes before the reading of the lists that they are made from, so that a change that
 * comes meanwhile leaves them behind.
 */
export async function catchUpBoxes(db: D1Database, articleIds: string[]): Promise<void> {
  await setBehind(db, articleIds, 0)
}

/** Marks these boxes as wrong, because they could not be written. */
export async function boxesFellBehind(db: D1Database, articleIds: string[]): Promise<void> {
  await setBehind(db, articleIds, 2)
}

/** Marks every box as behind, because KV may have lost it. The clock writes them again. */
export async function allBoxesFellBehind(db: D1Database): Promise<void> {
  await db.prepare("UPDATE check_also SET behind = 1 WHERE behind = 0").run()
}

async function setBehind(db: D1Database, articleIds: string[], behind: number): Promise<void> {
  await db
    .prepare("UPDATE check_also SET behind = ?2 WHERE behind <> ?2 AND article_id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(articleIds), behind)
    .run()
}

/** The list of a live article, as its box shows it. Items that may not be linked are left out. */
export interface Box {
  articleId: string
  /** The comparison form of the article's URL. */
  urlKey: string
  links: Link[]
  /** The list is stale from this time on, in milliseconds since 1970. */
  renewAt: number
}

const boxKey = (articleId: string) => `box/${articleId}`
const boxAtKey = async (urlKey: string) => `box-at/${await sha256Base64Url(toBytes(urlKey))}`
const pageKey = (articleId: string | null) => (articleId === null ? "page" : `page/${articleId}`)

const stored = z.object({ articleId: z.string(), urlKey: z.string(), renewAt: z.number(), links: z.unknown() })

async function read(kv: KVNamespace, key: string): Promise<Box | null> {
  const text = await kv.get(key)
  if (text === null) return null
  const box = parse(text)
  if (!box) log("value-damaged", { place: "kv", id: key, kind: "unreadable" })
  return box
}

function parse(text: string): Box | null {
  try {
    const { data } = stored.safeParse(JSON.parse(text))
    const links = data && parseCell("check_also.links", JSON.stringify(data.links))
    return links ? { ...data, links } : null
  } catch {
    return null
  }
}

export const readBox = (kv: KVNamespace, articleId: string): Promise<Box | null> => read(kv, boxKey(articleId))

export const readBoxAt = async (kv: KVNamespace, urlKey: string): Promise<Box | null> =>
  read(kv, await boxAtKey(urlKey))

/** Writes a box if it differs from what KV has. Moves it when the article's URL has changed. */
export async function putBox(kv: KVNamespace, box: Box): Promise<void> {
  const before = await readBox(kv, box.articleId)
  const isMoved = before !== null && before.urlKey !== box.urlKey
  if (isMoved) await kv.delete(await boxAtKey(before.urlKey))
  if (before && !isMoved && JSON.stringify(before.links) === JSON.stringify(box.links)) return
  const text = JSON.stringify(box)
  await kv.put(await boxAtKey(box.urlKey), text)
  await kv.put(boxKey(box.articleId), text)
}

/** A page as HTML. */
export interface KeptPage {
  html: string
  /** The list in it is stale from this time on, in milliseconds since 1970. */
  renewAt: number
}

const pageMetadata = z.object({ renewAt: z.number() })

/** Reads an article's page, or the home page. */
export async function readPage(kv: KVNamespace, articleId: string | null): Promise<KeptPage | null> {
  const key = pageKey(articleId)
  const { value, metadata } = await kv.getWithMetadata(key)
  if (value === null) return null
  if (!value.endsWith("</html>")) {
    log("value-damaged", { place: "kv", id: key, kind: "unreadable" })
    return null
  }
  return { html: value, renewAt: pageMetadata.safeParse(metadata).data?.renewAt ?? Number.MAX_SAFE_INTEGER }
}

/** Writes a page if it differs from what KV has. */
export async function putPage(kv: KVNamespace, articleId: string | null, page: KeptPage): Promise<void> {
  const before = await readPage(kv, articleId)
  if (before?.html !== page.html) await kv.put(pageKey(articleId), page.html, { metadata: { renewAt: page.renewAt } })
}

/** Deletes what KV has of these articles' boxes and pages, and the home page. D1 answers until they are written again. */
export async function dropPages(kv: KVNamespace, articleIds: string[]): Promise<void> {
  await kv.delete(pageKey(null))
  for (const id of articleIds) {
    const box = await readBox(kv, id)
    if (box) await kv.delete(await boxAtKey(box.urlKey))
    await kv.delete(boxKey(id))
    await kv.delete(pageKey(id))
  }
}
