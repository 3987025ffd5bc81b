import { describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { writeCounts } from "../../../src/counting/keep.ts"
import readme from "../../../src/http/README.md?raw"
import { MINUTE } from "../../../src/lib/text/time.ts"
import { keepDeadLetters } from "../../../src/store/dead-letters.ts"
import { EDITOR, newsroom, START } from "../../support/newsroom.ts"
import { readOpenMetrics } from "../../support/open-metrics.ts"
import { addPartner, feedResponse, sentItem } from "../../support/partners.ts"

type Courier = ReturnType<typeof newsroom>

async function read(courier: Courier) {
  const families = readOpenMetrics(await (await courier.request("/metrics", { headers: EDITOR })).text())
  const samples = families.flatMap((family) => family.samples)
  const values = samples.map(({ name, labels, value }) => [
    [name.replace("check_also_", ""), ...Object.values(labels)].join(" "),
    value,
  ])
  return { families, values: Object.fromEntries(values) as Record<string, number> }
}

describe("GET /metrics", () => {
  it("counts what happens, and says what is", async () => {
    const courier = newsroom({ fetch: async () => feedResponse([sentItem(0), sentItem(1)]) })
    await addPartner({ id: "herald" })
    await addPartner({ id: "quiet", enabled: false })
    await courier.put("gauges", { tags: ["water"] })
    courier.wait(3000)
    await courier.render()
    await courier.request("/rss.xml")
    await courier.request("/rss.xml", { headers: { "if-none-match": "*" } })
    expect((await courier.send("POST", "/partners/herald/poll", "")).status).toBe(200)
    await keepDeadLetters(courier.services.db, [{ queue: null, body: 1, error: "odd" }], START)
    await tick(courier.services, courier.clock.now)
    await writeCounts(courier.services)
    courier.wait(MINUTE)
    expect((await read(courier)).values).toMatchObject({
      "feed_requests_total main rss 200": 1,
      "feed_requests_total main rss 304": 1,
      "renders_total main written": 3,
      "polls_total read": 1,
      "items_taken_total created": 2,
      "queue_wait_seconds_count renders": expect.any(Number),
      "queue_wait_seconds_sum renders": expect.any(Number),
      "oldest_due_seconds polls": 0,
      dead_letters: 1,
      tick_age_seconds: 60,
      "partners well": 1,
      "partners off": 1,
      items: 3,
      unannounced: 0,
    })
  })

  it("goes on counting where another isolate was", async () => {
    for (const expected of [1, 2]) {
      const courier = newsroom()
      await courier.put("gauges")
      await courier.render()
      await courier.request("/rss.xml")
      await writeCounts(courier.services)
      expect((await read(courier)).values["feed_requests_total main rss 200"]).toBe(expected)
    }
  })

  it("has every metric in the README, and no other", async () => {
    const { families } = await read(newsroom())
    const table = readme.slice(readme.indexOf("## Metrics"), readme.indexOf("## A cache in front"))
    const documented = [...table.matchAll(/^\| `(\w+)` +\| (\w+) +\|/gm)].map(([, name, type]) => `${name} ${type}`)
    expect(families.map(({ name, type }) => `${name.replace("check_also_", "")} ${type}`)).toEqual(documented)
    expect(families.every(({ help }) => help.length > 5)).toBe(true)
  })

  it("says so in its type", async () => {
    const answer = await newsroom().request("/metrics", { headers: EDITOR })
    expect(answer.headers.get("content-type")).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8")
    expect(answer.headers.get("cache-control")).toBe("no-store")
  })

  it.each([
    ["the monitor's token", "for-the-monitor", "for-the-monitor", 200],
    ["the editors' token", "for-the-monitor", "editor-token-for-tests", 200],
    ["the editors' token, without one for monitors", "", "editor-token-for-tests", 200],
    ["another token", "for-the-monitor", "for-the-monito", 401],
    ["an empty one", "", "", 401],
  ])("takes %s", async (_, metricsToken, token, status) => {
    const courier = newsroom({}, { metricsToken })
    const answer = await courier.request("/metrics", { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(status)
    // It opens nothing else.
    const other = await courier.request("/articles", { headers: { authorization: `Bearer ${token}` } })
    expect(other.status).toBe(token === "editor-token-for-tests" ? 200 : 401)
  })
})
