import { describe, expect, it } from "vitest"
import type { Partner } from "../../../src/model/partner.ts"
import { pollPartner } from "../../../src/partners/polling/poll.ts"
import { pushItems } from "../../../src/partners/pushing/push.ts"
import { findPartner } from "../../../src/store/partners.ts"
import { newsroom } from "../../support/newsroom.ts"
import {
  addPartner,
  DAY,
  feedResponse,
  HOUR,
  jsonFeed,
  NOW,
  noWeb,
  rowsOf,
  type SentItem,
  sentItem,
  servicesWith,
} from "../../support/partners.ts"

const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>

async function push(partner: Partner, items: SentItem[], now = NOW) {
  const services = servicesWith(noWeb)
  const row = (await findPartner(services.db, partner.id))!
  return pushItems(services, row, { bytes: bytes(jsonFeed(items)), contentType: "application/feed+json" }, now)
}
const poll = (partner: Partner, items: SentItem[], now = NOW) =>
  pollPartner(
    servicesWith(() => feedResponse(items)),
    partner.id,
    now,
    { jitter: 0 },
  )
const index = async () => {
  const { results } = await servicesWith(noWeb)
    .db.prepare("SELECT term, doc, cnt FROM search_terms ORDER BY term")
    .all()
  return results
}

const THOUSAND = Array.from({ length: 1000 }, (_, n) =>
  sentItem(n, {
    tags: ["water", `tag ${n}`],
    authors: [{ name: `Reporter ${n}` }],
    ...(n % 7 === 0 ? { id: undefined } : {}),
    ...(n % 11 === 0 ? { date_published: undefined } : {}),
  }),
)
const EDITED = THOUSAND.map((item, n) => (n % 10 === 0 ? { ...item, title: `${item.title}, edited` } : item))

describe("poll and push of the same thousand items", () => {
  it("leave the same items behind, to the byte, and the same index", async () => {
    const partner = await addPartner()
    expect(await poll(partner, THOUSAND)).toMatchObject({ created: 1000, rejected: [] })
    expect(await poll(partner, EDITED, NOW + HOUR)).toMatchObject({ created: 0, updated: 100, unchanged: 900 })
    const [polled, polledIndex] = [await rowsOf("items"), await index()]
    await servicesWith(noWeb).db.batch(
      ["DELETE FROM items", "DELETE FROM partners", "INSERT INTO search (search) VALUES ('delete-all')"].map((sql) =>
        servicesWith(noWeb).db.prepare(sql),
      ),
    )
    await addPartner()
    expect(await push(partner, THOUSAND)).toMatchObject({ created: 1000, rejected: [] })
    expect(await push(partner, EDITED, NOW + HOUR)).toMatchObject({ created: 0, updated: 100, unchanged: 900 })
    expect(JSON.stringify(await rowsOf("items"))).toBe(JSON.stringify(polled))
    expect(await index()).toEqual(polledIndex)
  }, 60_000)
})

describe("stories whose headlines differ in a word", () => {
  const story = (place: string): SentItem => ({
    id: `hospital-${place}`,
    url: `https://herald.example/hospital-${place}`,
    title: `The government opens a new hospital in ${place} province after two years of work`,
    content_html: `<p>Twelve beds stand in ${place}.</p>`,
    date_published: new Date(NOW - HOUR).toISOString(),
  })

  it.each(["partner", "house"] as const)("are all held, of a %s, sent one by one or together", async (role) => {
    const partner = await addPartner({ role })
    const [herat, kunduz, kabul] = ["Herat", "Kunduz", "Kabul"].map(story) as [SentItem, SentItem, SentItem]
    expect(await push(partner, [herat])).toMatchObject({ created: 1, updated: 0 })
    expect(await push(partner, [kunduz], NOW + HOUR)).toMatchObject({ created: 1, updated: 0 })
    expect(await push(partner, [kabul, herat], NOW + 2 * HOUR)).toMatchObject({ created: 1, updated: 0, unchanged: 1 })
    const held = await rowsOf(role === "house" ? "house_items" : "items")
    const urls = held.filter(({ partner_id }) => partner_id === partner.id).map(({ url }) => url)
    expect(urls.sort()).toEqual([herat.url, kabul.url, kunduz.url].sort())
  })
})

describe("writers at the same time", () => {
  it("hold each item once: two pushes of the same, and a poll between them", async () => {
    const partner = await addPartner()
    const items = Array.from({ length: 30 }, (_, n) => sentItem(n))
    const done = await Promise.all([
      push(partner, items),
      push(partner, items.slice(10)),
      poll(partner, items.slice(0, 20)),
      push(
        partner,
        items.map((item) => ({ ...item, id: `other-${item.id}` })),
      ),
    ])
    expect(done.reduce((sum, each) => sum + ("created" in each ? each.created : 0), 0)).toBe(30)
    const held = await rowsOf("items")
    expect(held).toHaveLength(30)
    expect(new Set(held.map(({ url_key }) => url_key)).size).toBe(30)
  })

  it("fail whole when a statement fails", async () => {
    const partner = await addPartner()
    const { db } = servicesWith(noWeb)
    await db
      .prepare(
        "CREATE TRIGGER broken BEFORE INSERT ON items WHEN NEW.guid = 'story-1' BEGIN SELECT RAISE(ABORT, 'broken'); END",
      )
      .run()
    await expect(push(partner, [sentItem(0), sentItem(1)])).rejects.toThrow("broken")
    expect(await rowsOf("items")).toEqual([])
    expect((await rowsOf("partners"))[0]).toMatchObject({ version: 0 })
  })
})

describe("what is odd in an item", () => {
  it.each([
    ["without a date is dated when it is first seen", {}, NOW],
    ["of far ahead is dated when it is first seen", { date_published: "2031-01-01T00:00:00Z" }, NOW],
    ["of this evening keeps its date", { date_published: new Date(NOW + 8 * HOUR).toISOString() }, NOW + 8 * HOUR],
    ["with only a date of change has that", { date_modified: new Date(NOW - DAY).toISOString() }, NOW - DAY],
  ])("an item %s", async (_, changes, publishedAt) => {
    const partner = await addPartner()
    await push(partner, [sentItem(0, { date_published: undefined, ...changes })])
    expect(await rowsOf("items")).toMatchObject([{ published_at: publishedAt }])
  })

  it.each(["dari", "thai", "en-a", "x"])(
    "an item in the language %j is held without it, and found and shown",
    async (language) => {
      const partner = await addPartner({ language })
      const { db } = servicesWith(noWeb)
      const [taken, other] = [sentItem(0, { language }), sentItem(1, { language: "fa_AF" })]
      expect(await push(partner, [taken, other])).toMatchObject({ created: 2, rejected: [] })
      expect((await rowsOf("items")).map((row) => row.language).sort()).toEqual(["en", "fa-AF"])
      // As an earlier version held it.
      await db.prepare("UPDATE items SET language = ?1").bind(language).run()
      const courier = newsroom()
      await courier.put("gauges")
      const pin = (await rowsOf("items")).flatMap((row) => (row.partner_id === "herald" ? [row.id] : []))
      expect((await courier.send("PUT", "/articles/gauges/check-also", { pin })).status).toBe(200)
      const page = await courier.request("/articles/gauges")
      expect(page.status).toBe(200)
      expect(await page.text()).toContain(taken.url)
      expect(await push(partner, [{ ...taken, title: `${taken.title}, again` }])).toMatchObject({ updated: 1 })
    },
  )

  it("a summary is made from the text when there is none", async () => {
    const partner = await addPartner()
    await push(partner, [sentItem(0), sentItem(1, { summary: "Closed since Sunday.", content_html: undefined })])
    const summaries = (await rowsOf("items")).map(({ guid, summary, content }) => [guid, summary, content])
    expect(summaries.sort()).toEqual([
      ["story-0", expect.stringMatching(/^Gauges return/), expect.stringMatching(/^Gauges return/)],
      ["story-1", "Closed since Sunday.", ""],
    ])
  })

  it("a long text is held in part", async () => {
    const partner = await addPartner()
    await push(partner, [
      sentItem(0, { content_html: `<p>${"Ten words of the river stand here for the reader. ".repeat(400)}</p>` }),
    ])
    expect(((await rowsOf("items"))[0]!.content as string).length).toBe(4000)
  })

  it("a story of another partner under the same headline and words is the same story; in other words it is not", async () => {
    const text = (words: string) =>
      `<p>${words} The gauges were carried away by the flood of four years ago, and twelve of them stand again.</p>`
    const herald = await addPartner()
    const tribune = await addPartner({ id: "tribune" })
    await push(herald, [sentItem(0, { content_html: text("Kabul.") }), sentItem(1, { content_html: text("One.") })])
    await push(tribune, [
      sentItem(0, { url: "https://tribune.example/a", content_html: text("Agencies, Kabul.") }),
      sentItem(1, {
        url: "https://tribune.example/b",
        content_html:
          "<p>Nobody crosses at Jalalabad while engineers look at the second pier, which has moved by a hand.</p>",
      }),
    ])
    const held = Object.fromEntries((await rowsOf("items")).map((item) => [`${item.partner_id} ${item.guid}`, item]))
    expect(held["tribune story-0"]!.story).toBe(held["herald story-0"]!.id)
    expect(held["tribune story-1"]!.story).toBeNull()
  })
})
