import { describe, expect, it } from "vitest"
import { type FeedKey, facetsOf, feedName, feedsOf } from "../../../src/feeds/catalogue/feed-key.ts"
import { entryDigests } from "../../../src/feeds/write/delta.ts"
import { type RenderedFeed, renderFeed } from "../../../src/feeds/write/render.ts"
import type { Article, Tombstone } from "../../../src/model/article.ts"
import { all, parseXml, readAtom, readJson, readRss } from "../../support/read-feed.ts"
import { NOW, PUBLICATION, sampleArticle, sampleArticles } from "../../support/samples.ts"

const HOUR = 3600_000
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString()
const section = (slug: string): FeedKey => ({ kind: "section", slug })

/** The feed of a newsroom that holds these articles. */
function feed(key: FeedKey, articles: Article[], hours: number, tombstones: Tombstone[] = []): RenderedFeed {
  const name = feedName(key)
  const chosen = articles.filter((article) =>
    feedsOf(facetsOf(article), Date.parse(article.datePublished)).some((each) => feedName(each) === name),
  )
  return renderFeed({
    key,
    publication: PUBLICATION,
    articles: chosen.slice(0, 50),
    tombstones,
    now: NOW + hours * HOUR,
  })
}

const seen = ({ rss, atom, json }: RenderedFeed, id: string) =>
  [readRss(rss), readAtom(atom), readJson(json)].map((entries) => entries.filter((entry) => entry.id === id))

describe("an article's identity over its life", () => {
  const first = sampleArticle(1, { section: "City" })
  const others = sampleArticles(6).slice(2)
  const edited = { ...first, title: "A better title", dateModified: at(1) }
  const moved = { ...edited, section: "Economy", url: "https://courier.example/economy/story-1", dateModified: at(2) }
  const gone = { guid: first.guid, withdrawnAt: at(3) }
  const restored = { ...moved, dateModified: at(4) }

  const LIFE: [name: string, main: RenderedFeed, changed: string | null][] = [
    ["published", feed({ kind: "main" }, [first, ...others], 0), first.dateModified],
    ["edited", feed({ kind: "main" }, [edited, ...others], 1), at(1)],
    ["moved to another section and address", feed({ kind: "main" }, [moved, ...others], 2), at(2)],
    ["withdrawn", feed({ kind: "main" }, others, 3, [gone]), null],
    ["restored", feed({ kind: "main" }, [restored, ...others], 4, [gone]), at(4)],
  ]

  it.each(LIFE)("%s: one entry, the same id and publication date in each format", (_, main, changed) => {
    for (const entries of seen(main, first.guid)) {
      if (changed === null) {
        expect(entries).toEqual([])
        continue
      }
      expect(entries).toHaveLength(1)
      expect(entries[0]).toMatchObject({ published: Date.parse(first.datePublished), changed: Date.parse(changed) })
    }
  })

  it("moves the feed's own time at every step", () => {
    const times = LIFE.map(([, main]) => main.updated)
    expect([...times].sort()).toEqual(times)
    expect(new Set(times).size).toBe(times.length)
  })

  it("tells the withdrawal once, and takes it back with the entry", () => {
    const told = LIFE.map(([, main]) => all(parseXml(main.atom), "at:deleted-entry").length)
    expect(told).toEqual([0, 0, 0, 1, 0])
  })

  it("leaves every other entry's bytes alone, so that nothing is announced twice", () => {
    for (const format of ["rss", "atom", "json"] as const) {
      const known = new Set(entryDigests(LIFE[0]![1][format], format))
      for (const [, main] of LIFE.slice(1)) {
        const fresh = entryDigests(main[format], format).filter((digest) => !known.has(digest))
        expect(fresh.length).toBeLessThanOrEqual(1)
      }
    }
  })

  it("leaves the old section's feed and enters the new one's", () => {
    const ids = (key: FeedKey, article: Article) =>
      readJson(feed(key, [article, ...others], 2).json).map(({ id }) => id)
    expect(ids(section("city"), edited)).toContain(first.guid)
    expect(ids(section("city"), moved)).not.toContain(first.guid)
    expect(ids(section("economy"), moved)).toContain(first.guid)
  })
})

describe("where WordPress answers 304 for ever or changes too much", () => {
  const articles = sampleArticles(12)

  it("a withdrawal that is not of the newest moves the feed's time, and so does a new name of a section", () => {
    const before = feed({ kind: "main" }, articles, 0)
    const gone = { guid: articles[5]!.guid, withdrawnAt: at(1) }
    const after = feed(
      { kind: "main" },
      articles.filter(({ guid }) => guid !== gone.guid),
      1,
      [gone],
    )
    expect(after.updated).toBeGreaterThan(before.updated)
    expect(after.rss).not.toBe(before.rss)
    const renamed = articles.map((article) => (article.section === "City" ? { ...article, section: "Town" } : article))
    expect(feed({ kind: "main" }, renamed, 1).rss).not.toBe(before.rss)
  })

  it("an edit in one section leaves every other section's bytes as they were", () => {
    const sections = ["provinces", "economy", "city"].map(section)
    const edited = articles.map((article, number) =>
      number === 0 ? { ...article, title: "Edited", dateModified: at(1) } : article,
    )
    const changed = sections.filter((key) => feed(key, articles, 1).rss !== feed(key, edited, 1).rss)
    expect(changed).toEqual([section("provinces")])
  })
})
