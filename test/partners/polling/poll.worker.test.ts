import { describe, expect, it } from "vitest"
import { pollPartner } from "../../../src/partners/polling/poll.ts"
import { findPartner, savePartners } from "../../../src/store/partners.ts"
import {
  addPartner,
  DAY,
  feedResponse,
  HOUR,
  MINUTE,
  NOW,
  noWeb,
  rowsOf,
  type SentItem,
  sentItem,
  servicesWith,
  type Web,
} from "../../support/partners.ts"

const poll = (web: Web, now = NOW, byEditor = false) =>
  pollPartner(servicesWith(web), "herald", now, { jitter: 0, byEditor })
const pollItems = (items: SentItem[], now = NOW) => poll(() => feedResponse(items), now)
const stateOf = async (id = "herald") => (await findPartner(servicesWith(noWeb).db, id))!

describe("a poll", () => {
  it("holds what is new, and says what it did", async () => {
    await addPartner()
    const done = await pollItems([sentItem(0), sentItem(1), { ...sentItem(2), title: undefined }])
    expect(done).toEqual({
      outcome: "read",
      created: 2,
      updated: 0,
      unchanged: 0,
      withdrawn: 0,
      rejected: [{ index: 2, guid: "story-2", reason: expect.stringMatching(/title/) }],
      rejectedTotal: 1,
    })
    const items = await rowsOf("items")
    expect(items.map(({ title, url }) => [title, url]).sort()).toEqual([
      ["Bridge near Jalalabad closed after flood", "https://herald.example/stories/1"],
      ["Gauges return to the Kabul River", "https://herald.example/stories/0"],
    ])
    expect(items[0]).toMatchObject({ partner_id: "herald", state: "live", language: "en", seen_at: NOW, story: null })
    expect(await stateOf()).toMatchObject({
      lastPolledAt: NOW,
      lastSuccessAt: NOW,
      lastStatus: 200,
      lastError: null,
      failures: 0,
    })
  })

  it("sends back the validators of the last 200, and a 304 writes no item", async () => {
    await addPartner()
    await poll(() => feedResponse([sentItem(0)], { etag: 'W/"1"', "last-modified": "Mon, 23 Nov 2026 09:00:00 GMT" }))
    const before = await rowsOf("items")
    const done = await poll((request) => {
      expect(request.headers.get("if-none-match")).toBe('W/"1"')
      expect(request.headers.get("if-modified-since")).toBe("Mon, 23 Nov 2026 09:00:00 GMT")
      return new Response(null, { status: 304, headers: { etag: '"2"' } })
    }, NOW + HOUR)
    expect(done).toMatchObject({ outcome: "not-modified", created: 0, updated: 0, unchanged: 1 })
    expect(await rowsOf("items")).toEqual(before)
    expect(await stateOf()).toMatchObject({ etag: '"2"', lastModified: "Mon, 23 Nov 2026 09:00:00 GMT", version: 1 })
  })

  it("takes new validators with a body that is the same, and drops those that are gone", async () => {
    await addPartner()
    await poll(() => feedResponse([sentItem(0)], { etag: '"1"' }))
    const done = await poll(() => feedResponse([sentItem(0)], { "last-modified": "then" }), NOW + HOUR)
    expect(done).toMatchObject({ outcome: "unchanged", unchanged: 1 })
    expect(await stateOf()).toMatchObject({ etag: null, lastModified: "then", version: 1 })
  })

  it("that is answered 304 before any document came fails and says so, and never asks with conditions", async () => {
    await addPartner()
    const conditions: (string | null)[] = []
    const unasked: Web = (request) => {
      conditions.push(request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
      return new Response(null, { status: 304, headers: { etag: '"1"', "last-modified": "then" } })
    }
    const failed = {
      outcome: "failed",
      error: { kind: "not-modified-unasked", detail: expect.stringMatching(/304.*without conditions/) },
    }
    expect(await poll(unasked)).toMatchObject(failed)
    // As a version that took such a 304 for a success left it.
    await servicesWith(noWeb).db.prepare(`UPDATE partners SET etag = '"1"', last_modified = 'then'`).run()
    expect(await poll(unasked, NOW + HOUR)).toMatchObject(failed)
    expect(await stateOf()).toMatchObject({
      bodyHash: null,
      failures: 2,
      lastStatus: 304,
      lastSuccessAt: null,
      lastError: { kind: "not-modified-unasked" },
    })
    expect(conditions).toEqual([null, null, null, null])
    expect(await pollItems([sentItem(0)], NOW + DAY)).toMatchObject({ outcome: "read", created: 1 })
  })

  it("asks for the whole again after a document that could not be read", async () => {
    await addPartner()
    await poll(() => new Response("not a feed", { headers: { etag: '"1"' } }))
    expect(await stateOf()).toMatchObject({
      etag: null,
      bodyHash: null,
      failures: 1,
      lastError: { kind: "not-a-feed" },
    })
  })

  it("brings an edited story up to date under the id and date that it has", async () => {
    await addPartner()
    await pollItems([sentItem(0), sentItem(1)])
    const before = (await rowsOf("items")).find(({ guid }) => guid === "story-0")!
    const edited = sentItem(0, {
      id: "another-guid",
      url: "http://www.herald.example/stories/0/?utm_source=rss",
      title: "Gauges are back on the Kabul River",
      date_published: new Date(NOW).toISOString(),
    })
    expect(await pollItems([edited, sentItem(1)], NOW + HOUR)).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
    const after = (await rowsOf("items")).find(({ id }) => id === before.id)!
    expect(after).toMatchObject({
      title: "Gauges are back on the Kabul River",
      guid: "another-guid",
      published_at: before.published_at,
      seen_at: NOW,
      updated_at: NOW + HOUR,
    })
  })

  it.each([
    ["another guid", { id: "x" }],
    ["tracking parameters", { url: "https://herald.example/stories/0?utm_campaign=a&fbclid=b" }],
    ["http and www.", { url: "http://www.herald.example/stories/0/" }],
    [
      "a date that is said anew",
      { date_published: new Date(NOW).toISOString(), date_modified: new Date(NOW).toISOString() },
    ],
  ])("does not take %s for a change of the story's words", async (_, changes) => {
    await addPartner()
    await pollItems([sentItem(0)])
    const before = await rowsOf("items")
    expect(await pollItems([sentItem(0, changes)], NOW + HOUR)).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
    expect(await rowsOf("items")).toEqual(before)
  })

  it("keeps what leaves the feed's window", async () => {
    await addPartner()
    await pollItems([sentItem(0)])
    expect(await pollItems([sentItem(1)], NOW + HOUR)).toMatchObject({ created: 1, withdrawn: 0 })
    expect((await rowsOf("items")).map(({ state }) => state)).toEqual(["live", "live"])
  })

  it("takes back what the publisher takes back, and does not raise it from an old document", async () => {
    await addPartner()
    await pollItems([sentItem(0), sentItem(1)])
    const withdrawn = { id: "story-0", _check_also: { withdrawn: true } }
    expect(await pollItems([withdrawn, sentItem(1)], NOW + HOUR)).toMatchObject({
      withdrawn: 1,
      unchanged: 1,
      rejected: [],
    })
    expect(await pollItems([sentItem(0), sentItem(1)], NOW + 2 * HOUR)).toMatchObject({ created: 0, updated: 0 })
    const states = Object.fromEntries((await rowsOf("items")).map(({ guid, state }) => [guid, state]))
    expect(states).toEqual({ "story-0": "withdrawn", "story-1": "live" })
    expect(await pollItems([sentItem(0, { title: "Gauges, put right" })], NOW + 3 * HOUR)).toMatchObject({ updated: 1 })
  })

  it("holds a story once that stands twice in a document, and two that share an address", async () => {
    await addPartner()
    const twice = sentItem(0, { id: "other", url: "https://herald.example/stories/0?utm_source=x" })
    const done = await pollItems([
      sentItem(0),
      twice,
      sentItem(1, { url: "https://herald.example/" }),
      sentItem(2, { url: "https://herald.example/" }),
    ])
    expect(done).toMatchObject({ created: 3, rejected: [{ index: 1, guid: "other", reason: "repeats entry 0" }] })
  })

  it("knows a story that another partner told first, until that one takes it back", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    await pollItems([sentItem(0), sentItem(1)])
    const carried = [sentItem(0, { id: "t-1", url: "https://www.herald.example/stories/0?utm_source=tribune" })]
    await pollPartner(
      servicesWith(() => feedResponse(carried)),
      "tribune",
      NOW + HOUR,
      { jitter: 0 },
    )
    const [first, second] = ["herald", "tribune"].map(
      (partner) => async () =>
        (await rowsOf("items")).find((item) => item.partner_id === partner && item.title === sentItem(0).title),
    )
    expect((await second!())!.story).toBe((await first!())!.id)
    await pollItems([{ id: "story-0", _check_also: { withdrawn: true } }], NOW + 2 * HOUR)
    expect((await second!())!.story).toBeNull()
  })
})

describe("a failing feed", () => {
  it.each([
    [404, "not-found", 15 * MINUTE],
    [500, "http-error", 15 * MINUTE],
    [403, "denied", 4 * HOUR],
    [429, "busy", HOUR],
    [503, "busy", HOUR],
  ])("that answers %i is tried again later", async (status, kind, wait) => {
    await addPartner()
    await pollItems(
      Array.from({ length: 20 }, (_, n) =>
        sentItem(n, { date_published: new Date(NOW - n * MINUTE - 1).toISOString() }),
      ),
    )
    const done = await poll(() => new Response("no", { status }), NOW)
    expect(done).toMatchObject({ outcome: "failed", error: { kind }, nextPollAt: NOW + wait, created: 0 })
    expect(await stateOf()).toMatchObject({ failures: 1, lastStatus: status, lastError: { kind }, lastSuccessAt: NOW })
    expect(await rowsOf("items")).toHaveLength(20)
  })

  it("that answers 410 is left alone until an editor asks", async () => {
    await addPartner()
    const done = await poll(() => new Response(null, { status: 410 }))
    expect(done).toMatchObject({ outcome: "failed", error: { kind: "gone" }, nextPollAt: null })
    expect((await stateOf()).lastError!.detail).toMatch(/410/)
    await poll(() => feedResponse([sentItem(0)]), NOW + DAY, true)
    expect((await stateOf()).nextPollAt).toBeGreaterThan(NOW + DAY)
  })

  it("that asks for time gets it, and so does every partner of its host", async () => {
    await addPartner()
    await addPartner({ id: "tribune", feedUrl: "https://herald.example/tribune.json" })
    await addPartner({ id: "post" })
    await poll(() => new Response(null, { status: 429, headers: { "retry-after": "7200" } }))
    const next = Object.fromEntries((await rowsOf("partners")).map((row) => [row.id, row.next_poll_at]))
    expect(next).toEqual({ herald: NOW + 2 * HOUR, tribune: NOW + 2 * HOUR, post: NOW })
  })

  it("counts its failures, and forgets them with the first success", async () => {
    await addPartner()
    for (const n of [1, 2, 3]) {
      await poll(() => Promise.reject(new Error("connection refused")), NOW + n * DAY)
      expect((await stateOf()).failures).toBe(n)
    }
    await pollItems([sentItem(0)], NOW + 4 * DAY)
    expect(await stateOf()).toMatchObject({ failures: 0, lastError: null })
  })

  it.each([
    [
      "a web page",
      () =>
        new Response("<!doctype html><html><body>Hello</body></html>", { headers: { "content-type": "text/html" } }),
      "not-a-feed",
    ],
    ["a redirect into the private network", () => Response.redirect("http://10.0.0.1/"), "refused"],
    ["an endless chain", (request: Request) => Response.redirect(`${request.url}x`), "too-many-redirects"],
  ])("that is %s says so", async (_, web, kind) => {
    await addPartner()
    expect(await poll(web)).toMatchObject({ outcome: "failed", error: { kind } })
  })
})

describe("a feed that moves", () => {
  const move =
    (status: number, to: string): Web =>
    (request) =>
      request.url === to ? feedResponse([sentItem(0)]) : new Response(null, { status, headers: { location: to } })
  const MOVED = "https://herald.example/new.json"
  const feedUrl = async () => (await stateOf()).partner.feedUrl

  it("for good is followed once that has held for a week", async () => {
    const { feedUrl: old } = await addPartner()
    await poll(move(301, MOVED))
    await poll(move(301, MOVED), NOW + 6 * DAY)
    expect(await feedUrl()).toBe(old)
    await poll(move(301, MOVED), NOW + 7 * DAY)
    expect(await feedUrl()).toBe(MOVED)
  })

  it("for good, then elsewhere, begins its week anew", async () => {
    const { feedUrl: old } = await addPartner()
    await poll(move(301, MOVED))
    await poll(move(301, "https://herald.example/newer.json"), NOW + 6 * DAY)
    await poll(move(301, MOVED), NOW + 8 * DAY)
    expect(await feedUrl()).toBe(old)
  })

  it("for good is followed at once by an editor's poll, or when it only becomes https", async () => {
    await addPartner()
    await poll(move(308, MOVED), NOW, true)
    expect(await feedUrl()).toBe(MOVED)
    await addPartner({ id: "herald", feedUrl: "http://herald.example/feed.json" })
    await poll(move(301, "https://herald.example/feed.json"))
    expect(await feedUrl()).toBe("https://herald.example/feed.json")
  })

  it.each([302, 303, 307])("for now (%i) is never taken for moved", async (status) => {
    const { feedUrl: old } = await addPartner()
    await poll(move(status, MOVED), NOW, true)
    expect(await feedUrl()).toBe(old)
  })
})

describe("one request at a time", () => {
  it("goes to a partner, and to a host that several share", async () => {
    await addPartner()
    await addPartner({ id: "tribune", feedUrl: "https://herald.example/tribune.json" })
    await addPartner({ id: "post" })
    let within: unknown[] = []
    await poll(async () => {
      const others = servicesWith(() => feedResponse([]))
      within = await Promise.all(
        ["herald", "tribune", "post"].map(async (id) => (await pollPartner(others, id, NOW, { jitter: 0 })).outcome),
      )
      return feedResponse([])
    })
    expect(within).toEqual(["busy", "busy", "read"])
    expect(
      await pollPartner(
        servicesWith(() => feedResponse([])),
        "tribune",
        NOW,
        { jitter: 0 },
      ),
    ).toMatchObject({ outcome: "read" })
  })

  it("and a poll that a crash left under way is forgotten after a minute", async () => {
    await addPartner()
    await servicesWith(noWeb)
      .db.prepare("UPDATE partners SET lease_until = ?1")
      .bind(NOW + MINUTE)
      .run()
    expect(await pollItems([])).toEqual({ outcome: "busy" })
    expect(await pollItems([], NOW + MINUTE)).toMatchObject({ outcome: "read" })
  })
})

it("knows no partner of another name, and fetches nothing of one without a feed", async () => {
  await addPartner({ feedUrl: undefined })
  expect(await poll(noWeb)).toEqual({ outcome: "no-feed" })
  expect(await pollPartner(servicesWith(noWeb), "nobody", NOW, { jitter: 0 })).toEqual({ outcome: "unknown" })
})

it("forgets what it learned of a feed whose address an editor changes, even during a poll", async () => {
  const partner = await addPartner()
  const { db } = servicesWith(noWeb)
  const moved = { ...partner, feedUrl: "https://herald.example/other.json" }
  await poll(async () => {
    await savePartners(db, [moved], [NOW + 5], NOW)
    return feedResponse([sentItem(0)], { etag: '"old"' })
  })
  expect(await stateOf()).toMatchObject({ etag: null, bodyHash: null, nextPollAt: NOW + 5, partner: moved })
})
