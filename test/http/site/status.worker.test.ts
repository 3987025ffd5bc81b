import { describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { newsroom } from "../../support/newsroom.ts"
import { addPartner } from "../../support/partners.ts"
import { failingStores } from "../../support/stores.ts"

describe("GET /health", () => {
  it("says that all is well, and what waits", async () => {
    const courier = newsroom()
    await tick(courier.services, courier.clock.now)
    await courier.put("gauges")
    const answer = await courier.request("/health")
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      status: "ok",
      checks: { d1: "ok", kv: "ok" },
      reasons: [],
      last_tick_age_s: 0,
      oldest_unannounced_s: 0,
      dead_letters: 0,
      partners: { enabled: 0, failing: 0 },
      backlog: { unannounced: 1, overdue_polls: 0 },
      damaged: [],
    })
  })

  it("says which store fails", async () => {
    const courier = newsroom()
    courier.services.db = failingStores().db
    const answer = await courier.request("/health")
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({
      status: "down",
      checks: { d1: "failing", kv: "ok" },
    })
  })
})

describe("GET /status", () => {
  const open = (authorization?: string) =>
    newsroom().request("/status", authorization ? { headers: { authorization } } : {})

  it("shows editors the partners' health, in a browser by password", async () => {
    await addPartner({ name: "The Herat <Herald>" })
    const page = await open(`Basic ${btoa("anyone:editor-token-for-tests")}`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain("The Herat &lt;Herald&gt;")
    expect((await open("Bearer editor-token-for-tests")).status).toBe(200)
  })

  it("shows how rss-parser reads our feeds, and goes on without the store that keeps them", async () => {
    const courier = newsroom()
    const headers = { authorization: "Bearer editor-token-for-tests" }
    const lines = async () => {
      const page = await courier.request("/status", { headers })
      expect(page.status).toBe(200)
      return [...(await page.text()).matchAll(/<p>(\/[^<]+)<\/p>/g)].map(([, line]) => line)
    }
    expect(await lines()).toEqual([
      "/rss.xml was not compared with another parser: not rendered yet.",
      "/atom.xml was not compared with another parser: not rendered yet.",
    ])
    await courier.put("gauges")
    await courier.render()
    expect(await lines()).toEqual([
      "/rss.xml is read by rss-parser 3.13.0: 1 item, no differences.",
      "/atom.xml is read by rss-parser 3.13.0: 1 item, no differences.",
    ])
    courier.services.articles = failingStores().articles
    expect(await lines()).toEqual([
      "/rss.xml was not compared with another parser: it could not be read.",
      "/atom.xml was not compared with another parser: it could not be read.",
    ])
  })

  it.each([
    undefined,
    "Basic !",
    `Basic ${btoa("editor-token-for-tests")}`,
    `Basic ${btoa("a:wrong")}`,
    "Bearer wrong",
  ])("turns %s away and asks for a password", async (authorization) => {
    const answer = await open(authorization)
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, expect.stringMatching(/^Basic /)])
  })
})
