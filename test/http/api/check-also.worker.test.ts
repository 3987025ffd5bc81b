import { describe, expect, it } from "vitest"
import { newsroom } from "../../support/newsroom.ts"
import { addPartner, jsonFeed } from "../../support/partners.ts"

const story = (n: number, title: string, summary: string) => ({
  id: `s${n}`,
  url: `https://herald.example/s${n}`,
  title,
  content_html: `<p>${summary}</p>`,
  date_published: "2026-11-22T08:00:00Z",
})
const HELD = [
  story(
    1,
    "Twelve river gauges on the Kabul report again",
    "Hydrologists in Maidan read the Kabul river by its gauges.",
  ),
  story(2, "Saffron growers of Herat guard their fields", "The price of saffron threads has doubled in a year."),
]
const ARTICLE = {
  title: "River gauges return to the Kabul after four silent years",
  content_html:
    "<p>Twelve gauges between Maidan and Sarobi report the Kabul river's level again, hydrologists said.</p>",
}
interface Linked {
  id: string
  url: string
  title: string
  _check_also: { partner: string; partner_name: string; score: number; reason: string[]; pinned: boolean }
}

async function opened() {
  const courier = newsroom()
  await addPartner({ name: "The Herald" })
  await courier.send("POST", "/partners/herald/items", jsonFeed(HELD))
  await courier.put("gauges", ARTICLE)
  const links = async (path = "/articles/gauges/check-also?fill=0") =>
    ((await (await courier.request(path)).json()) as { items: Linked[] }).items
  return { courier, links }
}

describe("Check Also over HTTP", () => {
  it("links the story that goes with the article, says why, and leaves out the one that does not", async () => {
    const { links } = await opened()
    const [link, ...others] = await links()
    expect(others).toEqual([])
    expect(link).toMatchObject({
      url: "https://herald.example/s1",
      title: HELD[0]!.title,
      _check_also: { partner: "herald", partner_name: "The Herald", pinned: false, sponsored: false },
    })
    expect(link!._check_also.score).toBeGreaterThan(0)
    expect(link!._check_also.score).toBeLessThanOrEqual(1)
    expect(link!._check_also.reason.join(" ").toLowerCase()).toContain("gauges")
    expect(await links("/check-also?url=http://www.courier.example/articles/gauges/?utm_source=x&fill=0")).toEqual([
      link,
    ])
  })

  it("shows the same box on the page and its links in the feeds", async () => {
    const { courier } = await opened()
    expect(await (await courier.request("/articles/gauges")).text()).toContain(HELD[0]!.title)
    await courier.render()
    expect(await (await courier.request("/atom.xml")).text()).toContain(
      'rel="related" href="https://herald.example/s1"',
    )
    expect(await (await courier.request("/rss.xml")).text()).toContain('rel="related" href="https://herald.example/s1"')
    const { items } = await courier.feed()
    expect(items[0]).toMatchObject({ _check_also: { links: [{ url: "https://herald.example/s1" }] } })
    const plain = (await courier.feed("/feed.json")).items[0]!.content_html
    expect(plain).not.toContain("herald.example")
    const listed = (await courier.feed("/with-links/feed.json")).items[0]!.content_html
    expect(listed).toContain("https://herald.example/s1")
  })

  it("drops what its partner withdraws, and what a partner that is switched off had, at once", async () => {
    const { courier, links } = await opened()
    expect(await links()).toHaveLength(1)
    await courier.send("PUT", "/partners/herald", { enabled: false })
    expect(await links()).toEqual([])
    await courier.send("PUT", "/partners/herald", { enabled: true })
    expect(await links()).toHaveLength(1)
    await courier.send("DELETE", "/partners/herald/items/s1", "")
    expect(await links()).toEqual([])
  })

  it("follows editors: pins first, what they exclude never", async () => {
    const { courier, links } = await opened()
    const [found] = await links()
    const pin = { url: "https://elsewhere.example/explainer", title: "How gauges work" }
    const edited = await courier.send("PUT", "/articles/gauges/check-also", { pin: [pin], exclude: [found!.url] })
    expect(edited.status).toBe(200)
    expect(await links()).toMatchObject([{ ...pin, _check_also: { pinned: true } }])
    const unknown = await courier.send("PUT", "/articles/gauges/check-also", { pin: ["no-such-item"] })
    expect(unknown.status).toBe(422)
    expect(await unknown.json()).toMatchObject({ errors: [{ pointer: "/pin/0" }] })
  })

  it("answers for a draft and stores nothing", async () => {
    const { courier } = await opened()
    const answer = await courier.send("POST", "/check-also?limit=1", { ...ARTICLE, url: "https://courier.example/new" })
    expect(((await answer.json()) as { items: Linked[] }).items).toMatchObject([{ url: "https://herald.example/s1" }])
    expect((await courier.request("/articles/new")).status).toBe(404)
  })

  it.each(["0", "11", "many", "1.5"])("says what limit=%s must be", async (limit) => {
    const answer = await newsroom().request(`/articles/gauges/check-also?limit=${limit}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      errors: [{ pointer: "/limit", detail: "must be a whole number from 1 to 10" }],
    })
  })
})
