import { applyD1Migrations, type D1Migration, reset } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"

const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] }

it("decisions that were taken before there was a place for them are found there", async () => {
  await reset()
  const before = MIGRATIONS.filter(({ name }) => name < "0005")
  expect(before.length).toBeLessThan(MIGRATIONS.length)
  await applyD1Migrations(DB, before)
  const item = (id: string, partner: string, by: string | null) =>
    DB.prepare(
      `INSERT INTO items (id, partner_id, guid, url, url_key, title, title_key, summary, published_at, updated_at, seen_at,
         hash, state, withdrawn_by)
       VALUES (?1, ?2, 'g', 'u', 'u', 't', '', 'words', 0, 0, 0, '', iif(?3 IS NULL, 'live', 'withdrawn'), ?3)`,
    ).bind(id, partner, by)
  const article = (id: string, state: string) =>
    DB.prepare(
      `INSERT INTO articles (id, guid, hash, state, url, url_key, title, language, published_at, modified_at, withdrawn_at,
         bytes) VALUES (?1, ?1, 'h', ?2, 'u', 'u', ?1, 'en', 0, 0, 5, 0)`,
    ).bind(id, state)
  const house = (id: string, state: string) =>
    DB.prepare("INSERT INTO house_items VALUES (?1, 'cms', 'g', 'u', 'k', '', 0, '', ?2, ?3)").bind(
      `h-${id}`,
      id,
      state,
    )
  const list = (id: string, links: string) =>
    DB.prepare("INSERT INTO check_also VALUES (?1, ?2, 'r', 0, 99)").bind(id, links)
  await DB.batch([
    item("down", "herald", "editor"),
    item("back", "herald", "partner"),
    item("there", "herald", null),
    ...["by-editor", "by-cms", "out"].map((id) => article(id, id === "out" ? "live" : "withdrawn")),
    house("by-editor", "live"),
    house("by-cms", "withdrawn"),
    house("out", "live"),
    list("out", '[{"id":"there"},{"id":"https://elsewhere.example/"}]'),
    list("broken", "[{"),
    DB.prepare(
      `INSERT INTO check_also_edits VALUES ('out', '[{"url":"https://elsewhere.example/","title":"x"}]', '[]')`,
    ),
    DB.prepare(
      `INSERT INTO webhooks VALUES ('herald', 'a', 0, '{"kind":"push","answer":{"created":1,"rejected":[{"index":1},{"index":2}]}}'),
         ('herald', 'b', 0, '{"kind":"ping","answer":5}'), ('herald', 'c', 0, '{')`,
    ),
  ])
  await applyD1Migrations(DB, MIGRATIONS)
  const all = async (sql: string) => (await DB.prepare(sql).all()).results
  expect(await all("SELECT partner_id, item_id, article_id, text FROM takedowns ORDER BY item_id")).toEqual([
    { partner_id: "herald", item_id: "down", article_id: null, text: "words" },
    { partner_id: "cms", item_id: "h-by-editor", article_id: "by-editor", text: "" },
  ])
  expect(await all("SELECT item_id, article_id FROM list_items ORDER BY item_id")).toEqual([
    { item_id: "https://elsewhere.example/", article_id: "out" },
    { item_id: "there", article_id: "out" },
  ])
  expect(await all("SELECT article_id, renew_at FROM check_also ORDER BY 1")).toEqual([
    { article_id: "broken", renew_at: 99 },
    { article_id: "out", renew_at: 0 },
  ])
  expect(await all("SELECT version FROM check_also_edits")).toEqual([{ version: 1 }])
  const answers = (await all("SELECT answer FROM webhooks ORDER BY id")).map(({ answer }) => answer as string)
  expect(JSON.parse(answers[0]!)).toMatchObject({ answer: { created: 1, rejectedTotal: 2 } })
  expect(answers.slice(1)).toEqual(['{"kind":"ping","answer":5}', "{"])
})
