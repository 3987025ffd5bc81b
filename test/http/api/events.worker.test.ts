import { describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { EDITOR, newsroom } from "../../support/newsroom.ts"
import { addPartner, jsonFeed } from "../../support/partners.ts"

const AT = "https://courier.example/articles/gauges"
const LINK = "https://herald.example/s1"

async function opened() {
  const courier = newsroom()
  await addPartner({ name: "The Herald" })
  const sent = { id: "s1", url: LINK, title: "River gauges of the Kabul", content_html: "<p>Gauges and rivers.</p>" }
  await courier.send("POST", "/partners/herald/items", jsonFeed([sent]))
  await courier.put("gauges", { title: "River gauges return", content_html: "<p>Gauges of the Kabul river.</p>" })
  await courier.render()
  const tell = (event: object, agent = "Mozilla/5.0 (X11; Linux) Firefox/140.0") =>
    courier.request("/events", {
      method: "POST",
      body: JSON.stringify({ url: AT, layout: "cards", links: [LINK], ...event }),
      headers: { "content-type": "text/plain;charset=UTF-8", "user-agent": agent },
    })
  const csv = async () => (await courier.request("/partners/herald/events.csv", { headers: EDITOR })).text()
  return { courier, tell, csv }
}

describe("what comes of the box", () => {
  it("is summed per day, article and layout, and shown with the partner", async () => {
    const { courier, tell, csv } = await opened()
    for (const event of ["shown", "shown", "shown", "shown", "click"]) {
      expect((await tell({ event })).status).toBe(204)
    }
    courier.wait(24 * 3_600_000)
    await tell({ event: "shown", layout: "list" })
    expect(await csv()).toBe(
      "day,article,layout,shown,clicked\r\n2026-11-24,gauges,list,1,0\r\n2026-11-23,gauges,cards,4,1\r\n",
    )
    const partner = await (await courier.request("/partners/herald", { headers: EDITOR })).json()
    expect(partner).toMatchObject({ last_30_days: { shown: 5, clicked: 1, click_through: 0.2 } })
  })

  it("leaves out bots, and boxes and links that are not ours", async () => {
    const { tell, csv } = await opened()
    await tell({ event: "shown" }, "Googlebot/2.1")
    await tell({ event: "shown" }, "")
    await tell({ event: "shown", url: "https://elsewhere.example/" })
    await tell({ event: "shown", links: ["https://elsewhere.example/s1"] })
    expect(await csv()).toBe("day,article,layout,shown,clicked\r\n")
  })

  it("says what is wrong with an event, and limits how many come from one place", async () => {
    const { courier, tell } = await opened()
    expect((await tell({ event: "hover" })).status).toBe(422)
    courier.services.limiter = { limit: async () => ({ success: false }) }
    expect((await tell({ event: "shown" })).status).toBe(429)
  })

  it("is written to Analytics Engine too where it is bound, and stands on the page of partners' health", async () => {
    const { courier, tell } = await opened()
    const points: AnalyticsEngineDataPoint[] = []
    courier.services.events = { writeDataPoint: (point) => void points.push(point!) }
    for (const event of ["shown", "shown", "click"]) await tell({ event, layout: "page" })
    const [shown, , click] = points
    expect(points).toHaveLength(3)
    expect(shown).toEqual({ indexes: ["herald"], blobs: ["shown", "gauges", "page"], doubles: [1] })
    expect(click).toEqual({ indexes: ["herald"], blobs: ["click", "gauges", "page"], doubles: [1] })
    const status = await courier.request("/status", { headers: EDITOR })
    expect(await status.text()).toContain('<td class="number">1 of 2</td>')
  })

  it("is forgotten after 400 days", async () => {
    const { courier, tell, csv } = await opened()
    await tell({ event: "shown" })
    courier.wait(402 * 24 * 3_600_000)
    await tick(courier.services, courier.clock.now)
    const { results } = await courier.services.db.prepare("SELECT * FROM events").all()
    expect(results).toEqual([])
    expect(await csv()).toBe("day,article,layout,shown,clicked\r\n")
  })
})
