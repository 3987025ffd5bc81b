import type { BackupTable, Row } from "./backup-tables.ts"
import { jsonChunks } from "./json-chunks.ts"
import { UNANNOUNCED } from "./list-items.ts"
import type { Write } from "./write.ts"

// Writes the rows of a back-up. What is there stays, but for what a rule of its table says.

export interface RestoreRules {
  now: number
  /** What editors wrote is replaced by what the back-up has. */
  replace: boolean
}

interface Rule {
  /** SQL over `sent.value`: which rows are taken. */
  only?: string
  /** SQL: columns that the back-up does not have, with their values. `?2` is the time now. */
  more?: Record<string, string>
  /** SQL after ON CONFLICT. */
  conflict?: string
}

const partnerIsThere = "EXISTS (SELECT 1 FROM partners WHERE id = sent.value->>'partner_id')"
const articleIs = (state: string) => `EXISTS (SELECT 1 FROM articles WHERE id = sent.value->>'article_id' AND ${state})`
const LISTED = ["check_also", "attachment_sizes", "images"]

function ruleOf(table: string, { replace }: RestoreRules): Rule {
  switch (table) {
    case "archive_pages":
      return {
        conflict: `(day, page) DO UPDATE SET size = max(size, excluded.size), linked = max(linked, excluded.linked)
          WHERE size < excluded.size OR linked < excluded.linked`,
      }
    case "takedowns":
      // One that was lifted is not for a live article.
      return { only: `NOT ${articleIs("state <> 'withdrawn'")}` }
    case "check_also_edits":
      return {
        conflict: `(article_id) DO UPDATE SET pins = excluded.pins, excludes = excluded.excludes, fill = excluded.fill,
          version = max(version + 1, excluded.version)
          WHERE ${
            replace
              ? "pins <> excluded.pins OR excludes <> excluded.excludes OR fill <> excluded.fill"
              : "version < excluded.version"
          }`,
      }
    case "items":
      // It may have come again under another id.
      return {
        only: `sent.value->>'partner_id' <> '' AND NOT EXISTS (SELECT 1 FROM items
          WHERE partner_id = sent.value->>'partner_id' AND guid = sent.value->>'guid')`,
      }
    case "partner_languages":
    case "events":
      return { only: partnerIsThere }
    case "partner_hubs":
      // Our old subscriptions are not restored: the hubs are asked anew.
      return { only: partnerIsThere, more: { due_at: "?2" } }
    case "subscribers":
      return { only: "sent.value->>'lease_expires_at' > ?2" }
    default:
      return LISTED.includes(table) ? { only: articleIs("state <> 'withdrawn'") } : {}
  }
}

/** The columns that are restored into the table itself. */
const ownColumns = ({ columns, read }: BackupTable) => Object.keys(columns).filter((name) => !read?.[name])

/**
 * Makes the statements that restore these rows. The changes that they report are the rows that were written.
 */
export function restoreRowsStatements(db: D1Database, table: BackupTable, rows: Row[], rules: RestoreRules): Write[] {
  const columns = ownColumns(table)
  const chunks = jsonChunks(rows)
  const insert = (into: string[]) => chunks.map((chunk) => insertStatement(db, table.name, into, chunk, rules))
  // An item keeps its place, where that is free. What is left gets another.
  const others = columns.filter((name) => name !== "n")
  return table.name === "items" ? [...insert(columns), ...insert(others)] : insert(columns)
}

function insertStatement(db: D1Database, table: string, columns: string[], chunk: string, rules: RestoreRules): Write {
  const { only, more = {}, conflict } = ruleOf(table, rules)
  const cells = columns.map((name) => `sent.value->>'${name}'`)
  return db
    .prepare(
      // `?2` stands in each, since a statement must use what is bound to it.
      `INSERT INTO ${table} (${[...columns, ...Object.keys(more)].join(", ")})
       SELECT ${[...cells, ...Object.values(more)].join(", ")}
       FROM json_each(?1) AS sent WHERE ?2 IS NOT NULL AND (${only ?? "true"}) ORDER BY sent.key
       ON CONFLICT ${conflict ?? "DO NOTHING"}`,
    )
    .bind(chunk, rules.now)
}

/** Goes after restored lists: their words and items, for those that were written. */
export function restoreListStatements(db: D1Database, lists: Row[]): Write[] {
  return jsonChunks(lists.map(({ article_id, computed_at, words }) => ({ article_id, computed_at, words }))).flatMap(
    (chunk) => {
      const written = `json_each(?1) AS sent JOIN check_also ON check_also.article_id = sent.value->>'article_id'
        AND computed_at = sent.value->>'computed_at'`
      return [
        db
          .prepare(
            `INSERT INTO check_also_words (word, article_id, weight)
             SELECT word.value->>0, article_id, word.value->>1
             FROM ${written}, json_each(iif(json_valid(sent.value->>'words'), sent.value->>'words', '[]')) AS word
             WHERE typeof(word.value->>0) = 'text' AND typeof(word.value->>1) IN ('real', 'integer')
             ON CONFLICT DO NOTHING`,
          )
          .bind(chunk),
        db
          .prepare(
            `INSERT INTO list_items (item_id, article_id, in_feeds)
             SELECT link.value->>'id', article_id, coalesce(link.value->>'fit', 'related') = 'related'
             FROM ${written}, json_each(iif(json_valid(links), links, '[]')) AS link
             WHERE link.type = 'object' AND link.value->>'id' IS NOT NULL
             ON CONFLICT DO NOTHING`,
          )
          .bind(chunk),
      ]
    },
  )
}

/** Goes after restored edits: the lists of those that were written are stale. Others stay as they are. */
export function relistStatements(db: D1Database, edits: Row[]): Write[] {
  return jsonChunks(edits.map(({ article_id }) => article_id)).flatMap((chunk) => {
    const listed = `(SELECT article_id FROM check_also WHERE article_id IN (SELECT value FROM json_each(?1)))`
    return [
      db.prepare(`UPDATE articles SET ${UNANNOUNCED} WHERE state = 'live' AND id IN ${listed}`).bind(chunk),
      db.prepare(`UPDATE check_also SET renew_at = 0 WHERE article_id IN ${listed}`).bind(chunk),
    ]
  })
}
