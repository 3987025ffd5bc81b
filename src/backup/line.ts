// The lines of a back-up. README.md has the format.
// In: what the stores have; a line. Out: a line; what it says, or why it says nothing.
import { toJsonItem } from "../feeds/write/json-item.ts"
import type { Article, Publication } from "../model/article.ts"
import { ARTICLE_ID } from "../model/limits.ts"
import { formatRevision, parseRevision } from "../model/revision.ts"
import { WITHDRAWN } from "../store/articles.ts"
import type { KeptArticle, KeptPartner } from "../store/backup-rows.ts"
import {
  ARTICLES,
  BACKUP_TABLES,
  type BackupTable,
  FACETS,
  PARTNER_KEYS,
  PARTNERS,
  type Row,
  STORY,
  whyNoRow,
} from "../store/backup-tables.ts"
import type { SentArticle } from "../store/restore-articles.ts"
import type { SentPartner } from "../store/restore-partners.ts"

/** What this release writes, and all that it reads. */
export const VERSION = 1

export interface Header {
  check_also_backup: number
  /** RFC 3339. */
  made_at: string
  /** The address of the service that made it. */
  site_url: string
  /** Whether partners' items are in it. */
  items: boolean
}

/** The lines of each table. */
export type Counts = Record<string, number>

/** A line with something to restore. */
export type Content =
  | { kind: "article"; table: BackupTable; article: SentArticle }
  | { kind: "partner"; table: BackupTable; partner: SentPartner }
  | { kind: "row"; table: BackupTable; row: Row }

export type Line =
  | { kind: "header"; header: Header }
  | Content
  /** `next`: where the rest begins, if this was not all. */
  | { kind: "end"; counts: Counts; next: string | null }
  | { kind: "wrong"; reason: string }

export const headerLine = (publication: Publication, madeAt: string, items: boolean): string => {
  const { siteUrl, hubs: _, ...facts } = publication
  const header: Header = { check_also_backup: VERSION, made_at: madeAt, site_url: siteUrl, items }
  return JSON.stringify({ ...header, publication: facts })
}

/** The revision has its place for the content, which the item has. So the order of its members stays, and feeds' bytes. */
export function articleLine({ row, article, facets, formerFacets, story }: KeptArticle): string {
  return JSON.stringify({
    table: ARTICLES.name,
    ...(article ? { item: toJsonItem(article) } : {}),
    row,
    ...(article ? { revision: { ...article, contentHtml: null } } : {}),
    facets,
    former_facets: formerFacets,
    story,
  })
}

export const partnerLine = ({ row, keys }: KeptPartner): string => JSON.stringify({ table: PARTNERS.name, row, keys })

export const rowLine = ({ name }: BackupTable, row: Row): string => JSON.stringify({ table: name, row })

export const endLine = (counts: Counts, next: string | null): string =>
  JSON.stringify({ end: counts, ...(next === null ? {} : { next }) })

const TABLES = new Map(BACKUP_TABLES.map((table) => [table.name, table]))

/** Parses a line. */
export function parseLine(text: string): Line {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch {
    return wrong("it is no JSON: the file is cut off here, or damaged")
  }
  if (!isObject(line)) return wrong("it is no object")
  if ("check_also_backup" in line) return parseHeader(line)
  if ("end" in line) {
    const next = typeof line.next === "string" ? line.next : null
    return isObject(line.end) ? { kind: "end", counts: line.end as Counts, next } : wrong("its counts are no object")
  }
  const table = TABLES.get(String(line.table))
  if (!table) return wrong(`this release has no table ${String(line.table)} in back-ups`)
  const why = whyNoRow(table.columns, line.row)
  if (why) return wrong(why)
  const row = line.row as Row
  if (table === ARTICLES) return parseArticle(line, row)
  if (table !== PARTNERS) return { kind: "row", table, row }
  const keys = rowsOf(PARTNER_KEYS, line.keys)
  return typeof keys === "string" ? wrong(`of its keys, ${keys}`) : { kind: "partner", table, partner: { row, keys } }
}

const wrong = (reason: string): Line => ({ kind: "wrong", reason })

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function parseHeader(line: Record<string, unknown>): Line {
  const { check_also_backup, made_at, site_url, items } = line
  if (typeof check_also_backup !== "number") return wrong("its version is no number")
  const header = { check_also_backup, made_at: String(made_at), site_url: String(site_url), items: items === true }
  return { kind: "header", header }
}

function parseArticle(line: Record<string, unknown>, row: Row): Line {
  const facets = rowsOf(FACETS, line.facets)
  if (typeof facets === "string") return wrong(`of its facets, ${facets}`)
  const formerFacets = rowsOf(FACETS, line.former_facets)
  if (typeof formerFacets === "string") return wrong(`of its former facets, ${formerFacets}`)
  const story = whyNoRow(STORY, line.story) === null ? (line.story as SentArticle["story"]) : null
  const isThere = isObject(line.revision)
  const article = isThere ? parseSentRevision(line, row.id as string) : null
  if (isThere && article?.guid !== row.guid) return wrong("its revision cannot be read, or is of another article")
  const why = whyNoArticle(row)
  if (why) return wrong(why)
  return { kind: "article", table: ARTICLES, article: { row, article, facets, formerFacets, story } }
}

/** The id is in addresses and keys of KV, the hash in keys of KV, and the dates in the names of archives. */
function whyNoArticle({ id, hash, state, published_at, modified_at }: Row): string | null {
  if (!ARTICLE_ID.test(`${id}`)) return "id must be an article's id"
  if (!(state === "withdrawn" ? hash === WITHDRAWN : REVISION.test(`${hash}`))) return "hash must name a revision"
  const isTime = (time: unknown) => !Number.isNaN(new Date(time as number).getTime())
  return isTime(published_at) && isTime(modified_at) ? null : "its dates must be times"
}

const REVISION = /^[0-9a-f]{32}$/

function parseSentRevision({ revision, item }: Record<string, unknown>, id: string): Article | null {
  const content = isObject(item) ? item.content_html : undefined
  const whole = { ...(revision as Article) }
  if (whole.contentHtml === null) whole.contentHtml = content as string
  return parseRevision(formatRevision(whole), id)
}

/** Rows with these columns, or why they are none. */
function rowsOf(columns: BackupTable["columns"], rows: unknown): Row[] | string {
  if (!Array.isArray(rows)) return "there is no list"
  return rows.map((row) => whyNoRow(columns, row)).find((why) => why !== null) ?? rows
}
