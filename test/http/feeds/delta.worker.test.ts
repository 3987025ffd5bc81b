import { describe, expect, it } from "vitest"
import { DELTA, newsroom, START } from "../../support/newsroom.ts"
import { failingStores } from "../../support/stores.ts"

const HOUR = 3_600_000
const PATHS = ["/rss.xml", "/atom.xml", "/feed.json"]
const iso = (time: number) => new Date(time).toISOString()

/** A newsroom with three stories out, all in the section Water. */
async function withStories(changes: Parameters<typeof newsroom>[0] = {}) {
  const courier = newsroom(changes)
  for (const [n, id] of ["one", "two", "three"].entries()) {
    await courier.put(id, { date_published: iso(START - n * 60_000), _check_also: { section: "Water" } })
  }
  await courier.render()
  const etagOf = async (path: string) => (await courier.request(path)).headers.get("etag")!
  const ask = (path: string, etag: string, headers: Record<string, string> = {}) =>
    courier.request(path, { headers: { ...DELTA, "if-none-match": etag, ...headers } })
  /** Something changes, and is out. */
  const later = async (change: Promise<unknown>) => {
    courier.wait()
    await change
    await courier.render()
    courier.wait()
  }
  return { courier, etagOf, ask, later }
}

describe.each(PATHS)("RFC 3229: %s", (path) => {
  it("sends only what is new since the client's version", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    const etag = await etagOf(path)
    await later(courier.put("four", { date_published: iso(START - 24 * HOUR) }))
    const delta = await ask(path, etag)
    expect([delta.status, delta.headers.get("im"), delta.headers.get("delta-base")]).toEqual([226, "feed", etag])
    expect(delta.headers.get("etag")).toBe(await etagOf(path))
    expect(delta.headers.get("cache-control")).toContain("no-store, im")
    for (const name of ["a-im", "user-agent", "if-none-match"]) expect(delta.headers.get("vary")).toContain(name)
    const text = await delta.text()
    expect(text).toContain("About four")
    expect(text).not.toContain("About one")
    expect((await ask(path, delta.headers.get("etag")!)).status).toBe(304)
    expect((await ask(path, '"long-ago"')).status).toBe(200)
  })

  it("is whole for who is not known to take 226, whatever it asks for", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    const etag = await etagOf(path)
    await later(courier.put("four"))
    const agents = [
      "feedparser/6.0.10 +https://github.com/kurtmckee/feedparser/",
      "rss2email/3.13.1",
      "",
      "newsboats/1",
    ]
    for (const agent of agents) {
      const answer = await ask(path, etag, { "user-agent": agent })
      expect([agent, answer.status]).toEqual([agent, 200])
      // A cache may give the whole feed to anybody.
      expect(answer.headers.get("vary")).toBe("accept-encoding")
      expect(await answer.text()).toContain("About one")
    }
  })

  it("honours q=0", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    const etag = await etagOf(path)
    await later(courier.put("four"))
    for (const wish of ["feed;q=0", "vcdiff, feed; q=0.0", "vcdiff", ""]) {
      expect([wish, (await ask(path, etag, { "a-im": wish })).status]).toEqual([wish, 200])
    }
    expect((await ask(path, etag, { "a-im": "vcdiff;q=0, Feed;q=0.5" })).status).toBe(226)
  })

  it("is whole for a client that comes back without the delta's ETag, and for others is not", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    const etag = await etagOf(path)
    await later(courier.put("four"))
    const from = (address: string) => ({ "cf-connecting-ip": address })
    const statuses = []
    for (const address of ["::1", "::1", "::2", "::1"]) statuses.push((await ask(path, etag, from(address))).status)
    expect(statuses).toEqual([226, 200, 226, 200])
  })

  it("is whole six hours after the client's version was replaced", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    const etag = await etagOf(path)
    await later(courier.put("four"))
    courier.wait(7 * HOUR)
    expect((await ask(path, etag)).status).toBe(200)
  })

  it("is whole while D1 fails: a delta is only a saving", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    const etag = await etagOf(path)
    await later(courier.put("four"))
    courier.services.db = failingStores().db
    expect((await ask(path, etag)).status).toBe(200)
    expect(await (await ask(path, etag)).text()).toContain("About one")
  })

  it("hides no withdrawal: Atom has the tombstone, the others are whole", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    const etag = await etagOf(path)
    await later(courier.withdraw("two"))
    const answer = await ask(path, etag)
    const text = await answer.text()
    const isAtom = path === "/atom.xml"
    expect(answer.status).toBe(isAtom ? 226 : 200)
    expect(text.includes("About one")).toBe(!isAtom)
    expect(text.includes('<at:deleted-entry ref="https://courier.example/articles/two"')).toBe(isAtom)
    // From then on there is nothing to say.
    const next = await etagOf(path)
    await later(courier.put("four"))
    expect((await ask(path, next)).status).toBe(226)
  })

  it("is whole where an entry has left the section", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    const section = `/sections/water${path}`
    const etag = await etagOf(section)
    await later(courier.put("two", { _check_also: { section: "Bread" } }))
    const answer = await ask(section, etag)
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain("About two")
  })

  it("says nothing of entries that newer ones push out", async () => {
    const { courier, etagOf, ask, later } = await withStories()
    for (let n = 0; n < 48; n++) await courier.put(`old${n}`, { date_published: iso(START - (9 + n) * HOUR) })
    await courier.render()
    courier.wait()
    const etag = await etagOf(path)
    await later(courier.put("newest", { date_published: iso(START + 1000) }))
    const delta = await ask(path, etag)
    expect(delta.status).toBe(226)
    expect(await delta.text()).not.toContain("About one")
    // What takes the place of a withdrawn story at the end is no newer one.
    const full = await etagOf(path)
    await later(courier.withdraw("old45"))
    const answer = await ask(path, full)
    expect(answer.status).toBe(path === "/atom.xml" ? 226 : 200)
    expect(await answer.text()).toContain("About old46")
  })
})

it("DELTA_CLIENTS adds a name", async () => {
  const { config } = newsroom().services
  const { courier, etagOf, ask, later } = await withStories({ config: { ...config, deltaClients: ["OurReader"] } })
  const etag = await etagOf("/feed.json")
  await later(courier.put("four"))
  expect((await ask("/feed.json", etag, { "user-agent": "ourreader/3 (x)" })).status).toBe(226)
})
