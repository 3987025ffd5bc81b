import { expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { heldItem, hold } from "../support/held.ts"
import { newsroom } from "../support/newsroom.ts"
import { addPartner } from "../support/partners.ts"
import { countingStores } from "../support/price.ts"

const ARTICLES = 120

const PATHS: Record<string, string> = {
  "/": "/",
  "/feeds": "/feeds",
  "/feeds.opml": "/feeds.opml",
  "/articles/:id": "/articles/a50",
  "/articles/:id.json": "/articles/a50.json",
  "/articles/:id/check-also": "/articles/a50/check-also",
  "/check-also?url=": "/check-also?url=https://courier.example/articles/a50",
  "a feed that is kept": "/rss.xml",
  "a tag's feed that is kept": "/tags/kept/atom.xml",
  "an article that is not there": "/articles/nothing",
  "a feed that is not there": "/tags/nothing/rss.xml",
  "/check-also?url= of an unknown page": "/check-also?url=https://elsewhere.example/",
  "/health": "/health",
  "/openapi.json": "/openapi.json",
}

it("prices", async () => {
  const courier = newsroom()
  const stores = countingStores(courier.services)
  courier.services.db = stores.db
  courier.services.articles = stores.articles
  await addPartner({ id: "herald" }, Number.MAX_SAFE_INTEGER)
  await hold(
    stores.db,
    Array.from({ length: 400 }, (_, n) => heldItem(`h${n}`, { title: `Story of a${n % 60} and gauges ${n}` })),
  )
  for (let n = 0; n < ARTICLES; n++) {
    await courier.put(`a${n}`, { tags: ["kept", `t${n}`], _check_also: { section: "News" } })
    courier.wait(60_000)
  }
  await courier.render()
  await courier.request("/tags/kept/rss.xml")
  await courier.render()
  await tick(courier.services, courier.clock.now)
  for (const [name, path] of Object.entries(PATHS)) {
    courier.wait(60_000)
    stores.take()
    await courier.request(path)
    const first = stores.take()
    await courier.request(path)
    console.log(name, JSON.stringify(first), JSON.stringify(stores.take()))
  }
  expect(1).toBe(1)
})
