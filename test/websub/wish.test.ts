import { describe, expect, it } from "vitest"
import { readHubRequest } from "../../src/websub/wish.ts"

const SITE = "https://courier.example"
const form = (fields: Record<string, string | string[]>) =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  )
const WISH = {
  "hub.mode": "subscribe",
  "hub.topic": `${SITE}/atom.xml`,
  "hub.callback": "https://reader.example/hear?feed=7",
}

describe("a subscription request", () => {
  it("is read with its defaults, and unknown parameters are ignored (§5.1)", () => {
    const asked = form({ ...WISH, "hub.verify": "sync", foo: "bar" })
    expect(readHubRequest(asked, SITE)).toEqual({
      outcome: "wish",
      wish: {
        mode: "subscribe",
        topic: `${SITE}/atom.xml`,
        callback: "https://reader.example/hear?feed=7",
        leaseS: 864_000,
      },
    })
  })

  it.each([
    ["hub.mode", "", /hub\.mode must be/],
    ["hub.mode", "denied", /hub\.mode must be/],
    ["hub.callback", "", /hub\.callback is missing/],
    ["hub.callback", "/hear", /absolute/],
    ["hub.callback", "ftp://reader.example/", /absolute/],
    ["hub.callback", "https://reader.example/#x", /fragment/],
    ["hub.callback", `https://reader.example/${"x".repeat(2000)}`, /2000 characters/],
    ["hub.topic", "", /rel=self/],
    ["hub.topic", "https://elsewhere.example/atom.xml", /rel=self/],
    ["hub.topic", `${SITE}/atom.xml?x=1`, /rel=self/],
    ["hub.topic", `${SITE}/articles/gauges`, /rel=self/],
    ["hub.topic", `${SITE}/archive/2026-10/rss.xml`, /Archives/],
    ["hub.topic", `${SITE}/news-sitemap.xml`, /rel=self/],
    ["hub.secret", "s".repeat(200), /shorter than 200 bytes/],
    // 100 letters, 200 bytes.
    ["hub.secret", "é".repeat(100), /shorter than 200 bytes/],
    ["hub.lease_seconds", "0", /positive/],
    ["hub.lease_seconds", "-5", /positive/],
    ["hub.lease_seconds", "1.5", /positive/],
    ["hub.lease_seconds", "day", /positive/],
  ])("with %s = %j is wrong", (name, value, detail) => {
    expect(readHubRequest(form({ ...WISH, [name]: value }), SITE)).toEqual({
      outcome: "wrong",
      detail: expect.stringMatching(detail),
    })
  })

  it.each([
    ["/rss.xml"],
    ["/feed.json"],
    ["/tags/%D8%A2%D8%A8/atom.xml"],
    ["/tags/آب/atom.xml"],
    ["/for/msn.xml"],
    ["/podcast.xml"],
  ])("may name the topic %s, and keeps it as written", (path) => {
    const asked = readHubRequest(form({ ...WISH, "hub.topic": SITE + path }), SITE)
    expect(asked).toMatchObject({ outcome: "wish", wish: { topic: SITE + path } })
  })

  it("finds topics of a newsroom whose address has a path", () => {
    const at = (topic: string) => readHubRequest(form({ ...WISH, "hub.topic": topic }), `${SITE}/news`).outcome
    expect(at(`${SITE}/news/rss.xml`)).toBe("wish")
    expect(at(`${SITE}/rss.xml`)).toBe("wrong")
  })

  it("to end ignores a lease (§5.1)", () => {
    const asked = readHubRequest(form({ ...WISH, "hub.mode": "unsubscribe", "hub.lease_seconds": "none" }), SITE)
    expect(asked.outcome).toBe("wish")
  })
})

describe("a publisher's ping", () => {
  it.each([
    ["hub.url", ["https://a.example/feed"]],
    ["hub.topic", ["https://a.example/feed"]],
    ["hub.url", ["https://a.example/feed", "https://b.example/feed", "https://a.example/feed"]],
    ["hub.url[]", ["https://a.example/feed", "https://b.example/feed"]],
  ])("names its feeds by %s: %j", (name, urls) => {
    expect(readHubRequest(form({ "hub.mode": "publish", [name]: urls }), SITE)).toEqual({
      outcome: "published",
      topics: [...new Set(urls)],
    })
  })

  it("must name one, and at most 100", () => {
    expect(readHubRequest(form({ "hub.mode": "publish" }), SITE).outcome).toBe("wrong")
    const many = Array.from({ length: 101 }, (_, n) => `https://a.example/${n}`)
    expect(readHubRequest(form({ "hub.mode": "publish", "hub.url": many }), SITE).outcome).toBe("wrong")
  })
})
