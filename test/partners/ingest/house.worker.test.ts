import { describe, expect, it } from "vitest"
import { withdrawArticle } from "../../../src/newsroom/withdraw.ts"
import { pollPartner } from "../../../src/partners/polling/poll.ts"
import { withdrawItem } from "../../../src/partners/pushing/withdraw.ts"
import { findPartner } from "../../../src/store/partners.ts"
import { newsroom } from "../../support/newsroom.ts"
import {
  addPartner,
  feedResponse,
  HOUR,
  MINUTE,
  NOW,
  noWeb,
  rowsOf,
  type SentItem,
  sentItem,
  servicesWith,
} from "../../support/partners.ts"

const CMS = {
  id: "cms",
  role: "house" as const,
  homeUrl: "https://herald.example/",
  feedUrl: "https://herald.example/feed/",
}
const services = (items: SentItem[] | null = null) => {
  const base = servicesWith(items ? () => feedResponse(items) : noWeb)
  return { ...base, config: { ...base.config, sectionMap: { Environment: "Nature", Notes: "" } } }
}
const poll = (items: SentItem[], now = NOW) => pollPartner(services(items), "cms", now, { jitter: 0 })
const article = async (id: string) => {
  const response = await newsroom().request(`/articles/${id}.json`)
  return { status: response.status, item: (await response.json()) as Record<string, unknown> }
}

describe("the newsroom's own CMS", () => {
  it("gives articles with the CMS's page as canonical URL, its date, authors and categories", async () => {
    await addPartner(CMS)
    const post = sentItem(0, {
      tags: ["Environment", "Kabul", "Notes", "Uncategorized"],
      authors: [{ name: "Laila Sahar" }],
      content_html: "<p>Twelve gauges report again.</p><script>alert(1)</script>",
    })
    expect(await poll([post])).toMatchObject({ outcome: "read", created: 1, rejected: [] })
    const { status, item } = await article("gauges-return-to-the-kabul-river")
    expect(status).toBe(200)
    expect(item).toMatchObject({
      id: post.url,
      url: post.url,
      title: post.title,
      content_html: "<p>Twelve gauges report again.</p>",
      date_published: post.date_published,
      authors: [{ name: "Laila Sahar" }],
      tags: ["Environment", "Kabul"],
      _check_also: { section: "Nature" },
    })
    expect(await rowsOf("items")).toMatchObject([{ partner_id: "" }])
  })

  it("changes them with the post, under the address and date they have", async () => {
    await addPartner(CMS)
    await poll([sentItem(0), sentItem(1)])
    const edited = sentItem(0, {
      title: "Gauges are back",
      url: "https://www.herald.example/stories/0/?utm_source=rss",
    })
    expect(await poll([edited, sentItem(1)], NOW + HOUR)).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
    const { item } = await article("gauges-return-to-the-kabul-river")
    expect(item).toMatchObject({
      id: sentItem(0).url,
      title: "Gauges are back",
      date_published: sentItem(0).date_published,
    })
    expect(await rowsOf("house_items")).toHaveLength(2)
  })

  it("withdraws them with it", async () => {
    await addPartner(CMS)
    await poll([sentItem(0)])
    expect(await poll([{ id: "story-0", _check_also: { withdrawn: true } }], NOW + HOUR)).toMatchObject({
      withdrawn: 1,
    })
    expect((await article("gauges-return-to-the-kabul-river")).status).toBe(410)
    expect(
      await poll([{ id: "story-0", _check_also: { withdrawn: true } }, sentItem(1)], NOW + 2 * HOUR),
    ).toMatchObject({ withdrawn: 0 })
  })

  it("withdraws those whose post left the feed from between others, once its page is gone", async () => {
    await addPartner(CMS)
    await poll([sentItem(0), sentItem(1), sentItem(2)])
    const asked: string[] = []
    const without = (status: number) => {
      const { config } = services()
      const web = servicesWith((request) => {
        if (request.url.endsWith("/feed/"))
          return feedResponse([sentItem(2), sentItem(3, { title: `${status} and more` })])
        asked.push(request.url)
        return new Response(null, { status: request.url.endsWith("/0") ? status : 200 })
      })
      return pollPartner({ ...web, config }, "cms", NOW + HOUR, { jitter: 0 })
    }
    expect(await without(500)).toMatchObject({ withdrawn: 0 })
    expect((await article("gauges-return-to-the-kabul-river")).status).toBe(200)
    expect(await without(404)).toMatchObject({ withdrawn: 1 })
    expect((await article("gauges-return-to-the-kabul-river")).status).toBe(410)
    expect((await article("bridge-near-jalalabad-closed-after-flood")).status).toBe(200)
    expect(new Set(asked)).toEqual(new Set([sentItem(0).url, sentItem(1).url]))
  })

  it("is asked for such pages for six seconds in all: those it does not answer stay", async () => {
    await addPartner(CMS)
    await poll([sentItem(0), sentItem(1), sentItem(2)])
    const times: number[] = []
    let time = new AbortController()
    const { config } = services()
    const web = servicesWith((request) => {
      if (request.url.endsWith("/feed/")) return feedResponse([sentItem(2), sentItem(3)])
      time.abort()
      return new Promise<Response>(() => {})
    })
    const deadline = (ms: number) => {
      times.push(ms)
      time = new AbortController()
      return time.signal
    }
    const done = await pollPartner({ ...web, config, deadline }, "cms", NOW + HOUR, { jitter: 0 })
    expect(done).toMatchObject({ outcome: "read", created: 1, withdrawn: 0 })
    expect(times).toEqual([20_000, 6000])
  })

  it("is asked for the whole feed once an hour, and by an editor, since a CMS may answer 304 after a deletion", async () => {
    await addPartner(CMS)
    const conditional: boolean[] = []
    const web = servicesWith((request) => {
      conditional.push(request.headers.has("if-none-match"))
      return feedResponse([sentItem(0)], { etag: '"1"' })
    })
    for (const [minutes, byEditor] of [
      [0, false],
      [59, false],
      [60, false],
      [61, false],
      [62, true],
    ] as const) {
      await pollPartner(web, "cms", NOW + minutes * MINUTE, { jitter: 0, byEditor })
    }
    expect(conditional).toEqual([false, true, false, true, false])
  })

  it("leaves an article alone that an editor withdrew", async () => {
    await addPartner(CMS)
    await poll([sentItem(0)])
    await withdrawArticle(services(), "gauges-return-to-the-kabul-river", NOW)
    expect(await poll([sentItem(0, { title: "Gauges are back" })], NOW + HOUR)).toMatchObject({
      updated: 0,
      rejected: [{ index: 0, reason: "was withdrawn by an editor" }],
    })
    expect((await article("gauges-return-to-the-kabul-river")).status).toBe(410)
  })

  it("names two posts of one headline apart, and those that Latin letters cannot name", async () => {
    await addPartner(CMS)
    const title = "Morning briefing"
    await poll([sentItem(0, { title }), sentItem(1, { title }), sentItem(2, { title: "د کابل سیند" })])
    const ids = (await rowsOf("house_items")).map(({ article_id }) => article_id as string).sort()
    expect(ids).toEqual([
      expect.stringMatching(/^article-[0-9a-f]{8}$/),
      "morning-briefing",
      expect.stringMatching(/^morning-briefing-[0-9a-f]{8}$/),
    ])
  })

  it("rejects a post without content", async () => {
    await addPartner(CMS)
    const bare = sentItem(0, { content_html: undefined, summary: undefined })
    expect(await poll([bare, sentItem(1)])).toMatchObject({
      created: 1,
      rejected: [{ index: 0, reason: "has no content" }],
    })
  })

  /** Services whose first batch is run or not, and then fails. */
  const crashing = (items: SentItem[], runs: boolean) => {
    const base = services(items)
    let batches = 0
    const batch = async (statements: D1PreparedStatement[]) => {
      if (++batches > 1) return base.db.batch(statements)
      if (runs) await base.db.batch(statements)
      throw new Error("the process was killed")
    }
    return { ...base, db: { prepare: base.db.prepare, batch } as unknown as D1Database }
  }

  it("takes up after a crash between publishing and remembering, without a second article", async () => {
    await addPartner(CMS)
    const killed = pollPartner(crashing([sentItem(0), sentItem(1)], true), "cms", NOW, { jitter: 0 })
    await expect(killed).rejects.toThrow("killed")
    const later = sentItem(0, { title: "Gauges are back" })
    expect(await poll([later, sentItem(1)], NOW + HOUR)).toMatchObject({ outcome: "read", rejected: [] })
    expect((await rowsOf("house_items")).map(({ article_id }) => article_id).sort()).toEqual([
      "bridge-near-jalalabad-closed-after-flood",
      "gauges-return-to-the-kabul-river",
    ])
    expect((await article("gauges-return-to-the-kabul-river")).item.title).toBe("Gauges are back")
  })

  it("keeps nothing of a document half-way", async () => {
    await addPartner(CMS)
    const killed = pollPartner(crashing([sentItem(0), sentItem(1)], false), "cms", NOW, { jitter: 0 })
    await expect(killed).rejects.toThrow("killed")
    expect(await rowsOf("house_items")).toEqual([])
    expect((await article("gauges-return-to-the-kabul-river")).status).toBe(404)
    expect((await article("bridge-near-jalalabad-closed-after-flood")).status).toBe(404)
  })

  it("gives two posts of one document that share a title two articles", async () => {
    await addPartner(CMS)
    const posts = [sentItem(0), sentItem(1, { title: sentItem(0).title })]
    expect(await poll(posts)).toMatchObject({ created: 2, rejected: [] })
    const ids = (await rowsOf("house_items")).map(({ article_id }) => article_id).sort()
    expect(ids).toEqual([
      "gauges-return-to-the-kabul-river",
      expect.stringMatching(/^gauges-return-to-the-kabul-river-[0-9a-f]{8}$/),
    ])
  })

  it("may take a post back by its guid", async () => {
    await addPartner(CMS)
    await poll([sentItem(0)])
    const row = (await findPartner(services().db, "cms"))!
    expect(await withdrawItem(services(), row, "story-0", { who: "partner" }, NOW)).toEqual({ outcome: "withdrawn" })
    expect(await withdrawItem(services(), row, "story-9", { who: "partner" }, NOW)).toEqual({ outcome: "unknown" })
    expect((await article("gauges-return-to-the-kabul-river")).status).toBe(410)
  })
})
