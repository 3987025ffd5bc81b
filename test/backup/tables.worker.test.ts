import { expect, it } from "vitest"
import readme from "../../src/backup/README.md?raw"
import { BACKUP_TABLES, FACETS, PARTNER_KEYS } from "../../src/store/backup-tables.ts"
import { newsroom } from "../support/newsroom.ts"

/** Columns that a restore sets by itself, with why. */
const SET: Record<string, Record<string, string>> = {
  articles: { bytes: "not used any more", behind_since: "of the running service" },
  check_also: { claimed_until: "of the running service", behind: "KV has no box yet" },
  audience: { sketch: "of the day that runs" },
  facets: { article_id: "of its article's line", published_at: "of its article's line" },
  former_facets: { article_id: "of its article's line" },
  partner_hubs: {
    turn: "asked anew",
    tries: "asked anew",
    due_at: "asked anew",
    trouble: "asked anew",
    detail: "asked anew",
  },
  partner_keys: { partner_id: "of its partner's line" },
  partners: { queued_until: "of the running service", lease_until: "of the running service" },
  subscribers: {
    id: "a number of the service",
    claimed_until: "of the running service",
    tries: "begins anew",
    retry_at: "begins anew",
    failing_since: "begins anew",
    trouble: "begins anew",
  },
}

const restored = new Map<string, string[]>([
  ...BACKUP_TABLES.map(({ name, columns }) => [name, Object.keys(columns)] as const),
  ["facets", Object.keys(FACETS)],
  ["former_facets", Object.keys(FACETS)],
  ["partner_keys", Object.keys(PARTNER_KEYS)],
  ["revisions", ["article_id", "hash", "body"]],
  ["check_also_words", ["word", "article_id", "weight"]],
  ["list_items", ["item_id", "article_id", "in_feeds"]],
])
const rows = readme
  .split("## Tables")[1]!
  .split("\n")
  .filter((line) => line.startsWith("| `"))
const named = new Map(
  rows.flatMap((row) => {
    const [, tables, kept] = row.split("|")
    return [...tables!.matchAll(/`(\w+)`/g)].map(([, table]) => [table!, kept!.trim()] as const)
  }),
)

it("every table is in back-ups or not, as the README says, with every column", async () => {
  const { results } = await newsroom()
    .services.db.prepare(
      `SELECT list.name, json_group_array(info.name) AS columns FROM pragma_table_list list
       JOIN pragma_table_xinfo(list.name) info
       WHERE list.schema = 'main' AND list.type IN ('table', 'virtual') AND list.name NOT GLOB 'sqlite_*'
         AND list.name NOT GLOB '_cf_*' AND list.name <> 'd1_migrations' GROUP BY list.name`,
    )
    .all<{ name: string; columns: string }>()
  expect(results.length).toBeGreaterThan(30)
  const wrong = results.flatMap(({ name, columns }) => {
    const says = named.get(name)
    if (!says) return [`${name}: the README does not name it`]
    if ((says !== "no") !== restored.has(name)) return [`${name}: the README says ${says}`]
    const known = [...(restored.get(name) ?? []), ...Object.keys(SET[name] ?? {})]
    const left = says === "no" ? [] : (JSON.parse(columns) as string[]).filter((column) => !known.includes(column))
    return left.map((column) => `${name}.${column}: neither restored nor set`)
  })
  expect(wrong).toEqual([])
  const order = [...named.keys()].filter((table) => BACKUP_TABLES.some(({ name }) => name === table))
  expect(order).toEqual(BACKUP_TABLES.map(({ name }) => name))
})
