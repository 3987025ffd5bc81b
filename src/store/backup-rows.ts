import type { Article } from "../model/article.ts"
import { parseRevision } from "../model/revision.ts"
import { ARTICLES, type BackupTable, PARTNER_KEYS, PARTNERS, type Row } from "./backup-tables.ts"
import { type RevisionStores, readKvRevisions } from "./revisions.ts"

// Reads tables for a back-up, page by page in the order of their keys.

/** The key of the last row that was read; null before the first. */
export type After = (string | number)[] | null

/** A row with its key. */
export interface KeyedRow {
  after: (string | number)[]
  row: Row
}

/** An article with what belongs to it alone. */
export interface KeptArticle extends KeyedRow {
  /** Null: it is withdrawn, or both copies are lost. */
  article: Article | null
  facets: Row[]
  formerFacets: Row[]
  /** Its row among our own stories, and since when it has one. Null: it is not live. */
  story: { n: number; seen_at: number } | null
}

export interface KeptPartner extends KeyedRow {
  keys: Row[]
}

/** D1 gives so much at once, and a Worker holds it. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024

/** Reads the next rows of a table. None: there are no more. */
export async function readRows(db: D1Database, table: BackupTable, after: After): Promise<KeyedRow[]> {
  const columns = Object.keys(table.columns).map((name) => table.read?.[name] ?? name)
  const { results } = await pageOf(db, table, columns.join(", "), after).all<Row>()
  return results.map((raw) => split(table, raw))
}

function pageOf(db: D1Database, { name, key, page, where }: BackupTable, columns: string, after: After) {
  const keys = key.map((column, n) => `${column} AS after${n}`).join(", ")
  const places = key.map((_, n) => `?${n + 1}`).join(", ")
  const rules = [...(after ? [`(${key.join(", ")}) > (${places})`] : []), ...(where ? [where] : [])]
  return db
    .prepare(
      `SELECT ${keys}, ${columns} FROM ${name} ${rules.length ? `WHERE ${rules.join(" AND ")}` : ""}
       ORDER BY ${key.join(", ")} LIMIT ${page}`,
    )
    .bind(...(after ?? []))
}

/** Takes the key from a row. */
function split({ key }: BackupTable, raw: Row): KeyedRow {
  const row = { ...raw }
  const after = key.map((_, n) => {
    const cell = row[`after${n}`]!
    delete row[`after${n}`]
    return cell
  })
  return { after, row }
}

/** Reads the next partners with their push keys. */
export async function readPartners(db: D1Database, after: After, withItems: boolean): Promise<KeptPartner[]> {
  const columns = Object.keys(PARTNERS.columns).map((name) => {
    const instead = withItems ? undefined : PARTNERS.withoutItems?.[name]
    return instead ? `${instead} AS ${name}` : name
  })
  const cells = Object.keys(PARTNER_KEYS).map((name) => `'${name}', ${name}`)
  const own = `(SELECT json_group_array(json_object(${cells.join(", ")})) FROM partner_keys
    WHERE partner_id = partners.id) AS keys`
  const { results } = await pageOf(db, PARTNERS, [...columns, own].join(", "), after).all<Row>()
  return results.map(({ keys, ...raw }) => ({ ...split(PARTNERS, raw), keys: JSON.parse(keys as string) as Row[] }))
}

/** Reads the next articles with their revisions: from D1, or from KV where D1 has lost one. */
export async function readArticles({ db, articles }: RevisionStores, after: After): Promise<KeptArticle[]> {
  const columns = Object.keys(ARTICLES.columns).map((name) => `a.${name}`)
  const facetsOf = (table: string) => `(SELECT json_group_array(json_object(
    'kind', kind, 'slug', slug, 'label', label) ORDER BY kind, slug) FROM ${table} WHERE article_id = a.id)`
  const { results } = await db
    .prepare(
      // The sizes come first, so that no more bodies are read than are given.
      `WITH page AS MATERIALIZED (
         SELECT id, sum(size) OVER (ORDER BY id) AS upto, row_number() OVER (ORDER BY id) AS nth FROM (
           SELECT id, coalesce(octet_length(body), 0) AS size FROM articles LEFT JOIN revisions ON article_id = id
           WHERE id > ?1 ORDER BY id LIMIT ${ARTICLES.page}))
       SELECT a.id AS after0, ${columns.join(", ")}, body, ${facetsOf("facets")} AS facets,
         ${facetsOf("former_facets")} AS former, items.n AS n,
         items.seen_at AS seenAt
       FROM page JOIN articles a ON a.id = page.id
         LEFT JOIN revisions r ON r.article_id = a.id AND r.hash = a.hash
         LEFT JOIN items ON items.id = a.id AND items.partner_id = ''
       WHERE nth = 1 OR upto <= ?2 ORDER BY a.id`,
    )
    .bind(after?.[0] ?? "", MAX_PAGE_BYTES)
    .all<Row>()
  const kept = results.map(({ body, facets, former, n, seenAt, ...raw }): KeptArticle => {
    const keyed = split(ARTICLES, raw)
    return {
      ...keyed,
      article: parseRevision(body as string | null, keyed.row.id as string),
      facets: JSON.parse(facets as string),
      formerFacets: JSON.parse(former as string),
      story: n === null ? null : { n: n as number, seen_at: seenAt as number },
    }
  })
  const lost = kept.filter(({ article, row }) => !article && row.state !== "withdrawn")
  const keys = lost.map(({ row }) => ({ id: row.id as string, hash: row.hash as string }))
  const inKv = lost.length ? await readKvRevisions(articles, keys) : []
  for (const [n, each] of lost.entries()) each.article = inKv[n] ?? null
  return kept
}
