import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import readme from "../../src/http/README.md?raw"
import { heldItem, hold } from "../support/held.ts"
import { newsroom } from "../support/newsroom.ts"
import { addPartner } from "../support/partners.ts"
import { countingStores, type Price } from "../support/price.ts"

const WISH = { "hub.topic": "https://courier.example/rss.xml", "hub.callback": "https://reader.example/hear" }
const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields).toString(),
  headers: { "content-type": "application/x-www-form-urlencoded" },
})

const ASKED: Record<string, [path: string, init?: RequestInit]> = {
  "a feed that is kept": ["/rss.xml"],
  "a tag's feed that is kept": ["/tags/kept/atom.xml"],
  "an aggregator's feed, the podcast, the news sitemap": ["/for/msn.xml"],
  "an aggregator that is not there": ["/for/nothing.xml"],
  "`/.well-known/feed-menu.json`": ["/.well-known/feed-menu.json"],
  "`/`": ["/"],
  "`/feeds`": ["/feeds"],
  "`/feeds.opml`": ["/feeds.opml"],
  "`/articles/:id`": ["/articles/a50"],
  "`/articles/:id.json`": ["/articles/a50.json"],
  "`/articles/:id/check-also`": ["/articles/a50/check-also?limit=10"],
  "`/check-also?url=`": ["/check-also?url=https://courier.example/articles/a50&limit=10"],
  "`/check-also.html?url=`": ["/check-also.html?url=https://courier.example/articles/a50&limit=10"],
  "`/widget`": ["/widget"],
  "an article that is not there": ["/articles/nothing"],
  "`/check-also?url=` of an unknown page": ["/check-also?url=https://elsewhere.example/"],
  "a feed that is not there": ["/tags/nothing/rss.xml"],
  "a feed with a slug over 400 bytes": [`/tags/${"x".repeat(401)}/rss.xml`],
  "the usual address of a feed elsewhere, `/feed/`": ["/feed/"],
  "the same of a facet, `/category/:slug/feed/`": ["/category/kept/feed/"],
  "the same of a facet that is not there": ["/category/nothing/feed/"],
  "a feed in another spelling": ["/Tags/Kept/RSS.xml/"],
  "a preflight": ["/rss.xml", { method: "OPTIONS" }],
  "a push without good credentials": [
    "/partners/herald/items",
    { method: "POST", body: "{}", headers: { authorization: "Bearer whsec_AAAA", "content-type": "application/json" } },
  ],
  "a callback of a hub, `/websub/callback/:token`, guessed": [
    `/websub/callback/${"A".repeat(44)}?hub.mode=subscribe&hub.topic=x&hub.challenge=c`,
  ],
  "a subscription at our hub, `POST /websub`": ["/websub", form({ "hub.mode": "subscribe", ...WISH })],
  "a publisher's ping, `POST /websub`": [
    "/websub",
    form({ "hub.mode": "publish", "hub.url": "https://herald.example/none" }),
  ],
  "`POST /rsscloud/pleaseNotify`": [
    "/rsscloud/pleaseNotify",
    form({ port: "443", path: "/", protocol: "https-post", domain: "reader.example", url1: WISH["hub.topic"] }),
  ],
  "an editor's route without the token": ["/articles"],
  "`/health`": ["/health"],
  "`/openapi.json`": ["/openapi.json"],
  "the page of a section, tag, author or month": ["/tags/kept"],
  "the next pages of it": ["/tags/kept?cursor=1795426271000:a30"],
  "the same of a month": ["/archive/2026-11?cursor=1795426271000:a30"],
  "a page of a label that is not there": ["/tags/nothing"],
  "`/archive`, `/sitemap.xml`": ["/archive"],
  "`/robots.txt`": ["/robots.txt"],
  "`/search?q=`": ["/search?q=gauges"],
}

/** The rows of the README's table: what is asked for, the most that it costs, and whether asking again does. */
const promised = [
  ...readme.matchAll(/^\| (.+?) +\| (\d+) +\| (\d+) +\| (\d+) +\| (\d+) +\| (nothing|the same) +\|$/gm),
].map(([, name, rowsRead, rowsWritten, kvReads, kvWrites, again]) => ({
  name: name!,
  most: {
    rowsRead: Number(rowsRead),
    rowsWritten: Number(rowsWritten),
    kvReads: Number(kvReads),
    kvWrites: Number(kvWrites),
  },
  again: again!,
}))

/** A newsroom with an archive, a partner's stories and lists, whose stores count. */
async function counted(articles = 120) {
  const courier = newsroom({ fetch: async () => new Response("") })
  const stores = countingStores(courier.services)
  Object.assign(courier.services, { db: stores.db, articles: stores.articles })
  await addPartner({ id: "herald", maxLinks: 10 }, Number.MAX_SAFE_INTEGER)
  await hold(
    stores.db,
    Array.from({ length: 400 }, (_, n) =>
      heldItem(`h${n}`, {
        // Each article has stories of its own event.
        title: `Gauges return to village${n % 120} below the mill of miller${n % 120}`,
        summary: `Story ${n} of weir${n % 120}, gauges and rivers`,
      }),
    ),
  )
  for (let n = 0; n < articles; n++) {
    await courier.put(`a${n}`, {
      title: `Miller${n} welcomes the gauges of village${n}`,
      content_html: `<p>Gauges and rivers at weir${n}, as story ${n} tells.</p>`,
      tags: ["kept", `t${n}`],
      _check_also: { section: "News" },
    })
    courier.wait(1000)
  }
  await courier.render()
  for (const path of ["/tags/kept/rss.xml", "/tags/kept", "/archive", "/for/msn.xml"]) await courier.request(path)
  await courier.render()
  await tick(courier.services, courier.clock.now)
  // The tick's new lists change boxes.
  await courier.render()
  return { courier, take: () => stores.take() }
}

const within = (price: Price, most: Price) =>
  Object.entries(most).every(([name, value]) => price[name as keyof Price] <= value)

describe("the price of what anybody may ask for", () => {
  it("is written down for every case, and for no other", () => {
    expect(promised.map(({ name }) => name).sort()).toEqual(Object.keys(ASKED).sort())
  })

  it("is not above what is written down, whoever asks again", async () => {
    const { courier, take } = await counted()
    const above: unknown[] = []
    for (const { name, most, again } of promised) {
      const [path, init] = ASKED[name]!
      courier.wait(60_000)
      take()
      await courier.request(path, init)
      const first = take()
      if (!within(first, most)) above.push([name, first])
      await courier.request(path, init)
      const second = take()
      const free = Object.values(second).every((count) => count === 0)
      if (again === "nothing" ? !free : !within(second, most)) above.push([name, "again", second])
    }
    expect(above).toEqual([])
  })

  it("is one answer for a crowd", async () => {
    const { courier, take } = await counted()
    for (const path of ["/", "/feeds", "/articles/a50", "/check-also?url=https://courier.example/articles/a50"]) {
      await courier.request(path)
      courier.wait(60_000)
      take()
      await Promise.all(Array.from({ length: 50 }, () => courier.request(path)))
      const most = promised.find(({ name }) => ASKED[name]![0].split("&")[0] === path)!.most
      expect([path, within(take(), most)]).toEqual([path, true])
    }
  })

  it("is nothing for a feed that nobody has asked for in 30 days", async () => {
    const { courier } = await counted(2)
    const kept = async () => (await courier.services.articles.get("feed/tags/kept/rss.xml")) !== null
    const later = async (days: number) => {
      courier.wait(days * 24 * 3_600_000)
      await tick(courier.services, courier.clock.now)
      await courier.render()
    }
    await later(20)
    await courier.request("/tags/kept/rss.xml")
    await later(29)
    expect(await kept()).toBe(true)
    await later(2)
    expect(await kept()).toBe(false)
    await courier.put("a0", { tags: ["kept"], title: "Changed" })
    await courier.render()
    expect(await kept()).toBe(false)
    // Whoever asks then gets it, and it is kept again; what is always kept was never dropped.
    expect((await courier.feed("/tags/kept/feed.json")).items).toHaveLength(2)
    await courier.render()
    expect(await kept()).toBe(true)
    expect(await courier.services.articles.get("feed/sections/news/rss.xml")).not.toBeNull()
  })
})
