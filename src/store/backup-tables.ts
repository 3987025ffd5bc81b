// Which tables a back-up has, in the order in which they are written and restored. A row comes after those that it
// refers to, and what begins work by its presence comes late: partners after their items, and the versions of feeds last.
// What is left out, and why, stands in ../backup/README.md.

/** A `?` may be null or absent. A list has the only values that a column takes. */
type ColumnType = "text" | "text?" | "integer" | "integer?" | "real" | readonly (string | null)[]

export interface BackupTable {
  name: string
  /** The restored columns. */
  columns: Record<string, ColumnType>
  /** A unique key, restored or not. Rows are read in its order. */
  key: string[]
  /** The rows that are read at once, at most. */
  page: number
  /** Only with partners' items. */
  ofItems?: true
  /** SQL: which rows are in a back-up. */
  where?: string
  /** SQL of columns that stand in another table. */
  read?: Record<string, string>
  /** SQL in place of columns that make no sense without partners' items. */
  withoutItems?: Record<string, string>
}

const FACET = ["section", "tag", "author"] as const

/** Articles and partners have forms of their own, see model/backup.ts. */
export const ARTICLES: BackupTable = {
  name: "articles",
  columns: {
    id: "text",
    guid: "text",
    hash: "text",
    announced_hash: "text?",
    announced_feeds: "text",
    state: ["scheduled", "live", "withdrawn"],
    url: "text",
    url_key: "text",
    title: "text",
    section: "text?",
    language: "text",
    published_at: "integer",
    modified_at: "integer",
    withdrawn_at: "integer?",
    corrected_at: "integer?",
    archive_page: "integer?",
  },
  key: ["id"],
  page: 500,
}

/** Of a live article among the items. The rest follows from the article. */
export const STORY = { n: "integer", seen_at: "integer" } as const

export const FACETS = { kind: FACET, slug: "text", label: "text" } as const

export const PARTNERS: BackupTable = {
  name: "partners",
  columns: {
    id: "text",
    name: "text",
    home_url: "text",
    feed_url: "text?",
    host: "text?",
    role: ["partner", "house"],
    weight: "real",
    max_links: "integer",
    enabled: "integer",
    sponsored: "integer",
    language: "text?",
    created_at: "integer",
    version: "integer",
    etag: "text?",
    last_modified: "text?",
    body_hash: "text?",
    offered: "text",
    last_polled_at: "integer?",
    last_success_at: "integer?",
    last_status: "integer?",
    last_error: "text?",
    next_poll_at: "integer?",
    interval_s: "integer?",
    failures: "integer",
    history: "text",
  },
  key: ["id"],
  page: 500,
  // Else a 304 would leave the partner without items.
  withoutItems: { etag: "NULL", last_modified: "NULL", body_hash: "NULL", offered: "'[]'" },
}

export const PARTNER_KEYS = { hash: "text", nonce: "text", created_at: "integer", expires_at: "integer?" } as const

export const BACKUP_TABLES: BackupTable[] = [
  ARTICLES,
  {
    name: "archive_pages",
    columns: { day: "text", page: "integer", size: "integer", linked: "integer" },
    key: ["day", "page"],
    page: 2000,
  },
  {
    name: "house_items",
    columns: {
      id: "text",
      partner_id: "text",
      guid: "text?",
      url: "text",
      url_key: "text",
      title_key: "text",
      published_at: "integer",
      hash: "text",
      article_id: "text",
      state: ["live", "withdrawn"],
    },
    key: ["id"],
    page: 1000,
  },
  {
    name: "takedowns",
    columns: {
      partner_id: "text",
      item_id: "text",
      article_id: "text?",
      guid: "text?",
      url_key: "text",
      title: "text",
      text: "text",
      taken_at: "integer",
    },
    key: ["partner_id", "item_id"],
    page: 1000,
  },
  {
    name: "check_also_edits",
    columns: { article_id: "text", pins: "text", excludes: "text", version: "integer", fill: "integer" },
    key: ["article_id"],
    page: 500,
  },
  {
    name: "items",
    columns: {
      n: "integer",
      id: "text",
      partner_id: "text",
      guid: "text?",
      url: "text",
      url_key: "text",
      title: "text",
      title_key: "text",
      summary: "text",
      content: "text",
      image: "text?",
      language: "text?",
      section: "text?",
      authors: "text",
      tags: "text",
      published_at: "integer",
      updated_at: "integer",
      seen_at: "integer",
      hash: "text",
      story: "text?",
      state: ["live", "withdrawn", "dead"],
      withdrawn_at: "integer?",
      withdrawn_by: ["partner", "editor", null],
    },
    // Search lists stories in this order.
    key: ["n"],
    page: 300,
    ofItems: true,
    where: "partner_id <> ''",
  },
  PARTNERS,
  {
    name: "partner_languages",
    columns: { partner_id: "text", language: "text", newest_at: "integer" },
    key: ["partner_id", "language"],
    page: 2000,
    ofItems: true,
  },
  {
    name: "partner_hubs",
    columns: { partner_id: "text", topic: "text", hubs: "text" },
    key: ["partner_id"],
    page: 1000,
  },
  {
    name: "check_also",
    columns: {
      article_id: "text",
      links: "text",
      revised: "text",
      computed_at: "integer",
      renew_at: "integer",
      words: "text",
    },
    read: {
      words: `(SELECT json_group_array(json_array(word, weight)) FROM check_also_words
        WHERE article_id = check_also.article_id) AS words`,
    },
    key: ["article_id"],
    page: 200,
    ofItems: true,
    // A claim on a first list is an empty row.
    where: "revised <> ''",
  },
  {
    name: "link_checks",
    columns: { item_id: "text", linked_at: "integer", due_at: "integer", gone: "integer" },
    key: ["item_id"],
    page: 5000,
    ofItems: true,
  },
  {
    name: "attachment_sizes",
    columns: { url: "text", article_id: "text", size: "integer?", tries: "integer", due_at: "integer?" },
    key: ["url", "article_id"],
    page: 2000,
  },
  {
    name: "images",
    columns: {
      url: "text",
      article_id: "text",
      width: "integer?",
      height: "integer?",
      type: "text?",
      bytes: "integer?",
      tries: "integer",
      due_at: "integer?",
      in_text: "integer",
    },
    key: ["url", "article_id"],
    page: 2000,
  },
  {
    name: "subscribers",
    columns: {
      feed: "text",
      file: "text",
      callback: "text",
      protocol: ["websub", "rsscloud"],
      host: "text",
      secret: "text?",
      asked_at: "integer",
      lease_expires_at: "integer",
      delivered: "integer",
    },
    key: ["id"],
    page: 1000,
  },
  {
    name: "delivery_counts",
    columns: { hour: "text", feed: "text", file: "text", delivered: "integer", failed: "integer" },
    key: ["hour", "feed", "file"],
    page: 2000,
  },
  {
    name: "events",
    columns: {
      day: "text",
      partner_id: "text",
      article_id: "text",
      layout: "text",
      shown: "integer",
      clicked: "integer",
    },
    key: ["partner_id", "day", "article_id", "layout"],
    page: 2000,
  },
  {
    name: "audience",
    columns: {
      day: "text",
      feed: "text",
      file: "text",
      reader: "text",
      subscribers: "integer",
      requests: "integer",
    },
    key: ["day", "feed", "file", "reader"],
    page: 2000,
  },
  {
    name: "feed_requests",
    columns: { feed: "text", asked_at: "integer" },
    key: ["feed"],
    page: 2000,
  },
  {
    name: "snapshots",
    columns: {
      feed: "text",
      file: "text",
      versions: "text",
      since: "integer",
      fan_out_at: "integer?",
      pinged: "integer",
    },
    key: ["feed", "file"],
    page: 50,
  },
]

export type Row = Record<string, string | number | null>

/** Why the members are no row with these columns. Null when they are one; others are ignored. */
export function whyNoRow(columns: Record<string, ColumnType>, row: unknown): string | null {
  if (typeof row !== "object" || row === null) return "it has no row"
  for (const [name, type] of Object.entries(columns)) {
    const wrong = whyNoCell(type, (row as Record<string, unknown>)[name])
    if (wrong) return `${name} ${wrong}`
  }
  return null
}

function whyNoCell(type: ColumnType, value: unknown): string | null {
  if (typeof type !== "string") {
    return type.includes((value as string) ?? null) ? null : `must be one of ${type.filter(Boolean).join(", ")}`
  }
  if (type.endsWith("?") && (value === null || value === undefined)) return null
  switch (type) {
    case "text":
    case "text?":
      return typeof value === "string" ? null : "must be text"
    case "integer":
    case "integer?":
      return Number.isSafeInteger(value) ? null : "must be a whole number"
    case "real":
      return Number.isFinite(value) ? null : "must be a number"
  }
}
