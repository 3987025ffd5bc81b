import { beforeEach, describe, expect, it } from "vitest"
import { readFeed } from "../../src/feeds/read/read.ts"
import { secondOpinion } from "../../src/feeds/read/second-opinion.ts"
import { readOwnFeeds } from "../../src/rendering/own-feeds.ts"
import { newsroom, START } from "../support/newsroom.ts"
import { HOSTILE, sampleArticles } from "../support/samples.ts"
import { failingStores } from "../support/stores.ts"

const titles = [
  ...sampleArticles(6).map(({ title }) => title),
  ...HOSTILE.flatMap(([, { title }]) => (title === undefined ? [] : [title])),
]
const PARSER = "rss-parser 3.13.0"

let courier: ReturnType<typeof newsroom>

async function publish(published: string[]): Promise<void> {
  for (const [n, title] of published.entries()) {
    const date_published = new Date(START - n * 3600_000).toISOString()
    const { status } = await courier.put(`story-${n}`, { title, date_published })
    expect([title, status]).toEqual([title, 201])
  }
  await courier.render()
}

beforeEach(() => {
  courier = newsroom()
})

/** What was published, as our JSON Feed has it, and what rss-parser reads at this path. */
async function hold(path: string) {
  const json = await (await courier.request("/feed.json")).bytes()
  const published = readFeed(json, { now: START })
  if (published.outcome !== "feed") throw new Error(published.outcome)
  const answer = await courier.request(path)
  const contentType = answer.headers.get("content-type")!
  const opinion = await secondOpinion(await answer.bytes(), { ...published.feed, format: path }, contentType)
  return { items: published.feed.items, opinion }
}

describe.each(["/rss.xml", "/atom.xml"])("what rss-parser reads of %s", (path) => {
  it("is the title, link, guid and date of every article that was published", async () => {
    const plain = titles.filter((title) => title.trim())
    expect(plain.length).toBeGreaterThan(20)
    await publish(plain)
    expect((await hold(path)).opinion).toEqual({
      parser: PARSER,
      outcome: "read",
      items: plain.length,
      differences: [],
    })
  })
})

describe("our own feeds", () => {
  it("are held against what rss-parser reads of them", async () => {
    await publish(["Gauges return", "Apricots & almonds"])
    const opinion = { parser: PARSER, outcome: "read", items: 2, differences: [] }
    expect(await readOwnFeeds(courier.services.articles, START)).toEqual([
      { path: "/rss.xml", opinion },
      { path: "/atom.xml", opinion },
    ])
  })

  it("are left alone before the first rendering, and when the store does not answer", async () => {
    expect(await readOwnFeeds(courier.services.articles, START)).toEqual([
      { path: "/rss.xml", why: "not rendered yet" },
      { path: "/atom.xml", why: "not rendered yet" },
    ])
    expect(await readOwnFeeds(failingStores().articles, START)).toEqual([
      { path: "/rss.xml", why: "it could not be read" },
      { path: "/atom.xml", why: "it could not be read" },
    ])
  })
})
