import { expect, it } from "vitest"
import { DAY } from "../../src/lib/text/time.ts"
import { newsroom, START } from "../support/newsroom.ts"
import { countingStores, type Price } from "../support/price.ts"

const FORMER = 3000
const MAX_MORE_ROWS = 50
const ITEM = { tags: ["Water"], authors: [{ name: "Laila Noor" }], _check_also: { section: "News" } }

/** Older stories, one every five hours. They are not among the newest 50 of any feed. */
async function addFormer(db: D1Database): Promise<void> {
  const numbers = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?1)"
  await db.batch([
    db
      .prepare(
        `INSERT INTO articles (id, guid, hash, announced_hash, state, url, url_key, title, language, published_at,
           modified_at, archive_page, bytes)
         ${numbers} SELECT 'old-' || n, 'old-' || n, 'h', 'h', 'live', 'u', 'u' || n, 't', 'en', ?2 - n * 18000000, 0, 1, 0
         FROM numbers`,
      )
      .bind(FORMER, START - DAY),
    db
      .prepare(
        `INSERT INTO facets (kind, slug, label, article_id, published_at)
         ${numbers} SELECT 'section', 'news', 'News', 'old-' || n, ?2 - n * 18000000 FROM numbers`,
      )
      .bind(FORMER, START - DAY),
    db.prepare(
      `INSERT INTO archive_pages (day, page, size, linked)
       SELECT strftime('%Y-%m-%d', published_at / 1000.0, 'unixepoch') AS day, 1, count(*), 1
       FROM articles WHERE id LIKE 'old-%' GROUP BY day`,
    ),
  ])
}

it("a publication and its renders cost the same over a large archive as over a small one", {
  timeout: 300_000,
}, async () => {
  const courier = newsroom({ fetch: async () => new Response("") })
  const stores = countingStores(courier.services)
  Object.assign(courier.services, { db: stores.db, articles: stores.articles })
  for (let n = 0; n < 60; n++) {
    await courier.put(`today-${n}`, ITEM)
    courier.wait(1000)
  }
  for (const path of ["/tags/water/rss.xml", "/authors/laila-noor/rss.xml", "/archive/2026-11-23.2/rss.xml"]) {
    expect((await courier.request(path)).status).toBe(200)
  }
  await courier.render()

  const publish = async (id: string): Promise<Price> => {
    courier.wait()
    stores.take()
    await courier.put(id, ITEM)
    await courier.render()
    return stores.take()
  }
  await publish("first")
  const small = await publish("second")
  await addFormer(stores.db)
  const large = await publish("third")
  expect([large.kvReads, large.kvWrites, large.rowsWritten]).toEqual([small.kvReads, small.kvWrites, small.rowsWritten])
  expect(large.rowsRead).toBeLessThan(small.rowsRead + MAX_MORE_ROWS)
})
