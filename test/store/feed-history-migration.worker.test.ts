import { applyD1Migrations, type D1Migration, reset } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { newsroom, START } from "../support/newsroom.ts"

const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] }

const DAY = 24 * 60 * 60 * 1000
const all = async (sql: string) => (await DB.prepare(sql).all()).results

it("articles from before there were pages of archives are filed on them, in order", async () => {
  await reset()
  await applyD1Migrations(
    DB,
    MIGRATIONS.filter(({ name }) => name < "0007"),
  )
  const article = (id: string, state: string, publishedAt: number, withdrawnAt: number | null = null) =>
    DB.prepare(
      `INSERT INTO articles (id, guid, hash, state, url, url_key, title, language, published_at, modified_at, withdrawn_at,
         bytes) VALUES (?1, ?1, 'h', ?2, 'u', 'u', ?1, 'en', ?3, 0, ?4, 0)`,
    ).bind(id, state, publishedAt, withdrawnAt)
  await DB.batch([
    ...Array.from({ length: 51 }, (_, n) => article(`a${n}`, "live", START + n)),
    article("gone", "withdrawn", START - DAY, START),
    article("never", "withdrawn", START - 2 * DAY, START - 3 * DAY),
    article("soon", "scheduled", START + DAY),
    article("old", "live", Date.UTC(1965, 2, 18)),
    DB.prepare("INSERT INTO facets (kind, slug, label, article_id) VALUES ('tag', 'water', 'Water', 'a7')"),
  ])
  await applyD1Migrations(DB, MIGRATIONS)
  expect(await all("SELECT day, page, size FROM archive_pages ORDER BY day, page")).toEqual([
    { day: "1965-03-18", page: 1, size: 1 },
    { day: "2026-11-22", page: 1, size: 1 },
    { day: "2026-11-23", page: 1, size: 50 },
    { day: "2026-11-23", page: 2, size: 1 },
  ])
  expect(await all("SELECT id FROM articles WHERE archive_page = 2")).toEqual([{ id: "a50" }])
  expect(await all("SELECT id FROM articles WHERE archive_page IS NULL ORDER BY id")).toEqual([
    { id: "never" },
    { id: "soon" },
  ])
  expect(await all("SELECT published_at FROM facets")).toEqual([{ published_at: START + 7 }])
})

it("an article that the release before stored is filed by the clock", async () => {
  const courier = newsroom()
  await courier.put("story", { tags: ["Water"] })
  await DB.batch([
    DB.prepare("UPDATE articles SET archive_page = NULL"),
    DB.prepare("UPDATE facets SET published_at = NULL"),
    DB.prepare("DELETE FROM archive_pages"),
  ])
  await courier.render()
  expect((await courier.request("/archive/2026-11-23/rss.xml")).status).toBe(404)
  await tick(courier.services, courier.clock.now)
  await courier.render()
  courier.wait()
  expect(await (await courier.request("/archive/2026-11-23/rss.xml")).text()).toContain("About story")
  expect(await all("SELECT published_at FROM facets WHERE published_at IS NULL")).toEqual([])
})
