import { describe, expect, it } from "vitest"
import { newsroom } from "../../support/newsroom.ts"
import { addPartner, jsonFeed } from "../../support/partners.ts"

const AT = "https://courier.example/articles/gauges"
const ARTICLE = { title: "River gauges return", content_html: "<p>Twelve gauges report the Kabul river's level.</p>" }

async function opened() {
  const courier = newsroom()
  await addPartner({ name: "The Herald" })
  const sent = {
    id: "s1",
    url: "https://herald.example/s1",
    title: "Gauges <b>& rivers</b>",
    content_html: "<p>Gauges of the Kabul river.</p>",
  }
  await courier.send("POST", "/partners/herald/items", jsonFeed([sent]))
  await courier.put("gauges", ARTICLE)
  const pin = { url: "https://ads.example/x", title: "Buy a gauge", partner_name: "Gauge Works", sponsored: true }
  await courier.send("PUT", "/articles/gauges/check-also", { pin: [pin] })
  return courier
}

describe("GET /check-also.html", () => {
  it("is a section with its style, sponsored links apart and labelled before their headline", async () => {
    const courier = await opened()
    const answer = await courier.request(`/check-also.html?url=${AT}&limit=5`)
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8")
    expect(answer.headers.get("access-control-allow-origin")).toBe("*")
    const html = await answer.text()
    expect(html).toMatch(/^<section class="check-also" aria-label="Check Also" lang="en" dir="ltr"><style>/)
    expect(html).not.toMatch(/<script|<html/)
    const [editorial, paid] = html.split("<ul>").slice(1)
    expect(editorial).toContain('href="https://herald.example/s1" rel="noopener"')
    expect(editorial).not.toContain("Buy a gauge")
    expect(paid).toMatch(/Sponsored<\/p><a href="https:\/\/ads\.example\/x" rel="sponsored noopener">Buy a gauge/)
  })

  it("speaks the page's language, with its heading or none", async () => {
    const courier = await opened()
    const html = await (await courier.request(`/check-also.html?url=${AT}&lang=ps&heading=Read%20%3Con%3E`)).text()
    expect(html).toContain('lang="ps" dir="rtl"')
    expect(html).toContain("<h2>Read &lt;on&gt;</h2>")
    expect(await (await courier.request(`/check-also.html?url=${AT}&heading=`)).text()).not.toContain("<h2>")
  })

  it("is nothing where there is nothing", async () => {
    const courier = await opened()
    const answer = await courier.request("/check-also.html?url=https://elsewhere.example/")
    expect([answer.status, await answer.text()]).toEqual([204, ""])
  })
})

describe("the widget's question", () => {
  it("about a page that nobody knows is answered without an error", async () => {
    const courier = await opened()
    const asked = "/check-also?url=https://elsewhere.example/"
    expect((await courier.request(asked)).status).toBe(404)
    const answer = await courier.request(`${asked}&empty=204`)
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([204, "*"])
  })
})
