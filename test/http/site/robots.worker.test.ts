import { beforeEach, expect, it } from "vitest"
import { newsroom } from "../../support/newsroom.ts"
import { countingStores } from "../../support/price.ts"
import { freshStores } from "../../support/stores.ts"

beforeEach(freshStores)

const HEAD =
  "User-agent: *\nDisallow: /search\nSitemap: https://courier.example/sitemap.xml\nSitemap: https://courier.example/news-sitemap.xml\n"

it("robots are kept from the search, and told of the sitemaps", async () => {
  const answer = await newsroom().request("/robots.txt")
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8")
  expect(await answer.text()).toBe(HEAD)
})

it("each other language has its news sitemap there, which exists, until its last article is withdrawn", async () => {
  const courier = newsroom()
  await courier.put("one", { language: "en-GB" })
  await courier.put("two", { language: "ps-AF" })
  await courier.put("three", { language: "fa" })
  await courier.put("four", { language: "ps" })
  const text = await (await courier.request("/robots.txt")).text()
  const sitemaps = ["fa", "ps"].map((tag) => `https://courier.example/news-sitemap.${tag}.xml`)
  expect(text).toBe(HEAD + sitemaps.map((url) => `Sitemap: ${url}\n`).join(""))
  for (const url of sitemaps) expect((await courier.request(new URL(url).pathname)).status).toBe(200)
  await courier.withdraw("three")
  courier.wait()
  expect(await (await courier.request("/robots.txt")).text()).toBe(`${HEAD}Sitemap: ${sitemaps[1]}\n`)
})

it("a row or two are read for each language, however many articles there are", async () => {
  const courier = newsroom()
  const stores = countingStores(courier.services)
  for (let n = 0; n < 60; n++) await courier.put(`a${n}`, { language: ["en", "ps", "fa"][n % 3] })
  Object.assign(courier.services, { db: stores.db })
  await courier.request("/robots.txt")
  expect(stores.take().rowsRead).toBeLessThan(15)
})

it("robots are answered while the store fails", async () => {
  const courier = newsroom()
  courier.services.db = {
    prepare: () => {
      throw new Error("D1 is down")
    },
  } as unknown as D1Database
  const answer = await courier.request("/robots.txt")
  expect([answer.status, await answer.text()]).toEqual([200, HEAD])
})
