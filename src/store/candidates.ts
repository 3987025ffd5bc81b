import type { Candidate } from "../ranking/candidate.ts"
import { CellReader } from "./cells.ts"

const COLUMNS = `items.id, partner_id AS partnerId, coalesce(name, '') AS partnerName,
  coalesce(partners.weight, 1) AS partnerWeight, coalesce(max_links, 99) AS maxLinks, coalesce(sponsored, 0) AS sponsored,
  url, url_key AS urlKey, title, summary, substr(content, 1, 500) AS content, image,
  coalesce(items.language, partners.language) AS language, section, authors, tags, published_at AS publishedAt, story`
/** SQL for `items` joined with `partners`: whether a list may link the item. */
export const IS_LINKABLE = "state = 'live' AND (partner_id = '' OR enabled = 1)"

async function read(db: D1Database, statement: D1PreparedStatement): Promise<Candidate[]> {
  type Raw = Omit<Candidate, "authors" | "tags" | "sponsored"> & { authors: string; tags: string; sponsored: number }
  const { results } = await statement.all<Raw>()
  const cells = new CellReader()
  const candidates = results.map((row) => ({
    ...row,
    authors: cells.read("items.authors", row.id, row.authors),
    tags: cells.read("items.tags", row.id, row.tags),
    sponsored: row.sponsored === 1,
  }))
  await cells.report(db)
  return candidates
}

/**
 * Finds the items that match most of the weight of these words, in no order. Only live items of enabled partners and of
 * our own stories.
 */
export function findCandidates(
  db: D1Database,
  words: { word: string; weight: number }[],
  limit: number,
): Promise<Candidate[]> {
  return read(
    db,
    db
      .prepare(
        `WITH asked AS (SELECT value->>0 AS word, value->>1 AS worth FROM json_each(?1)),
           matched AS (
             SELECT doc, sum(worth * CASE col WHEN 'title' THEN 1.5 WHEN 'summary' THEN 1 ELSE 0.5 END) AS worth
             FROM asked CROSS JOIN search_places ON term = asked.word
             GROUP BY doc ORDER BY 2 DESC LIMIT ?2)
         SELECT ${COLUMNS} FROM matched JOIN items ON n = doc LEFT JOIN partners ON partners.id = partner_id
         WHERE ${IS_LINKABLE}`,
      )
      .bind(JSON.stringify(words.map(({ word, weight }) => [word, weight])), limit),
  )
}

/**
 * Finds the items that match most of these words, newest first among equals. `own`: of the newsroom or of partners that
 * are no sponsors. `languages` are primary subtags, `since` is in milliseconds since 1970.
 */
export function findRecent(
  db: D1Database,
  words: { word: string }[],
  { own, languages, since, limit }: { own: boolean; languages: string[]; since: number; limit: number },
): Promise<Candidate[]> {
  const language = "lower(coalesce(items.language, partners.language, 'en'))"
  return read(
    db,
    db
      .prepare(
        `WITH matched AS (
             SELECT doc, count(DISTINCT value) AS worth
             FROM json_each(?1) CROSS JOIN search_places ON term = value GROUP BY doc)
         SELECT ${COLUMNS} FROM matched CROSS JOIN items ON n = doc LEFT JOIN partners ON partners.id = partner_id
         WHERE ${IS_LINKABLE} AND published_at >= ?2 AND (partner_id = '') = ?3
           AND coalesce(sponsored, 0) = 0
           AND substr(${language}, 1, instr(${language} || '-', '-') - 1) IN (SELECT value FROM json_each(?4))
         ORDER BY worth DESC, published_at DESC LIMIT ?5`,
      )
      .bind(JSON.stringify(words.map(({ word }) => word)), since, own ? 1 : 0, JSON.stringify(languages), limit),
  )
}

/** Finds the items with these ids that may be linked. */
export function findItems(db: D1Database, ids: string[]): Promise<Candidate[]> {
  return read(
    db,
    db
      .prepare(
        `SELECT ${COLUMNS} FROM items LEFT JOIN partners ON partners.id = partner_id
         WHERE items.id IN (SELECT value FROM json_each(?1)) AND ${IS_LINKABLE}`,
      )
      .bind(JSON.stringify(ids)),
  )
}

/** The newest items of each partner that are looked at for their language. */
const MAX_LOOKED_AT = 50

/**
 * Finds each partner's newest items in these languages, newest first, `perPartner` of each and `limit` in all. Sponsors
 * are left out. `languages` are primary subtags, `since` is in milliseconds since 1970.
 */
export function findNewest(
  db: D1Database,
  { languages, since, perPartner, limit }: { languages: string[]; since: number; perPartner: number; limit: number },
): Promise<Candidate[]> {
  const language = "lower(coalesce(newest.language, partners.language, 'en'))"
  return read(
    db,
    db
      .prepare(
        `SELECT ${COLUMNS} FROM partners JOIN items ON items.n IN (
           SELECT n FROM (SELECT n, language FROM items WHERE partner_id = partners.id AND published_at >= ?2
               AND state = 'live' ORDER BY published_at DESC LIMIT ${MAX_LOOKED_AT}) AS newest
           WHERE substr(${language}, 1, instr(${language} || '-', '-') - 1) IN (SELECT value FROM json_each(?1))
           LIMIT ?3)
         WHERE enabled = 1 AND sponsored = 0 AND role = 'partner'
         ORDER BY items.published_at DESC LIMIT ?4`,
      )
      .bind(JSON.stringify(languages), since, perPartner, limit),
  )
}
