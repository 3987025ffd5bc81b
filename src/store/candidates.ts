import type { Candidate } from "../ranking/candidate.ts"
import { CellReader } from "./cells.ts"
import { primaryOf } from "./partner-languages.ts"

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

/** The best matches that are looked at for whether they may be linked. A search matches no more: query-budget.ts. */
const MAX_MATCHED = 2000

/**
 * Finds the items that match most of the weight of these words, in no order. Only live items of enabled partners and of
 * our own stories. Matches are looked at from the best on until there are enough, so that a large disabled partner
 * neither hides the others nor costs much.
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
             GROUP BY doc ORDER BY 2 DESC LIMIT ${MAX_MATCHED})
         SELECT ${COLUMNS} FROM matched CROSS JOIN items ON n = doc LEFT JOIN partners ON partners.id = partner_id
         WHERE ${IS_LINKABLE} LIMIT ?2`,
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
           AND ${primaryOf("items.language")} IN (SELECT value FROM json_each(?4))
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

/** The partners that are asked for their newest items: those that published last in the languages. */
const MAX_PARTNERS = 50
/** The newest items of each of them that are looked at for their language. */
const MAX_LOOKED_AT = 50

/**
 * Finds partners' newest items in these languages, newest first, `perPartner` of each and `limit` in all. Sponsors are
 * left out. `languages` are primary subtags, `since` is in milliseconds since 1970.
 */
export function findNewest(
  db: D1Database,
  { languages, since, perPartner, limit }: { languages: string[]; since: number; perPartner: number; limit: number },
): Promise<Candidate[]> {
  const asked = "(SELECT value FROM json_each(?1))"
  return read(
    db,
    db
      .prepare(
        `WITH latest AS (
           SELECT partner_id AS latest_id FROM json_each(?1) AS asked JOIN partner_languages AS spoken
             ON spoken.rowid IN (SELECT rowid FROM partner_languages WHERE language = asked.value AND newest_at >= ?2
               ORDER BY newest_at DESC LIMIT ${MAX_PARTNERS})
           GROUP BY 1 ORDER BY max(newest_at) DESC LIMIT ${MAX_PARTNERS})
         SELECT ${COLUMNS} FROM latest CROSS JOIN partners ON partners.id = latest_id JOIN items ON items.n IN (
           SELECT n FROM (SELECT n, language FROM items WHERE partner_id = latest_id AND published_at >= ?2
               AND state = 'live' ORDER BY published_at DESC LIMIT ${MAX_LOOKED_AT}) AS newest
           WHERE ${primaryOf("newest.language")} IN ${asked} LIMIT ?3)
         ORDER BY items.published_at DESC LIMIT ?4`,
      )
      .bind(JSON.stringify(languages), since, perPartner, limit),
  )
}
