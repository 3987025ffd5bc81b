import { describe, expect, it } from "vitest"
import { FORMATS } from "../../../src/feeds/catalogue/feed-key.ts"
import { deltaAgainst, entryDigests, isTombstone, tellsAll } from "../../../src/feeds/write/delta.ts"
import { renderFeed } from "../../../src/feeds/write/render.ts"
import type { Article, Tombstone } from "../../../src/model/article.ts"
import { all, parseXml, readAtom, readJson, readRss } from "../../support/read-feed.ts"
import { HOSTILE, NOW, PUBLICATION, sampleArticle, sampleArticles, sampleTombstone } from "../../support/samples.ts"

const READ = { rss: readRss, atom: readAtom, json: readJson }
const render = (articles: Article[], tombstones: Tombstone[] = []) =>
  renderFeed({ key: { kind: "main" }, publication: PUBLICATION, articles, tombstones, now: NOW })

describe.each(FORMATS)("a delta in %s (RFC 3229)", (format) => {
  const before = sampleArticles(50)
  const changed = { ...before[30]!, title: "Changed", dateModified: new Date(NOW - 1000).toISOString() }
  const added = sampleArticle(0, {
    id: "new",
    guid: "https://courier.example/articles/new",
    dateModified: new Date(NOW - 500).toISOString(),
  })
  const after = [added, ...before.slice(0, 30), changed, ...before.slice(31, 49)]
  const [old, current] = [render(before), render(after)]

  it("holds what an earlier document did not, in the feed's order", () => {
    const delta = deltaAgainst(current[format], format, new Set(entryDigests(old[format], format)))
    expect(READ[format](delta).map(({ id }) => id)).toEqual([added.guid, changed.guid])
    expect(READ[format](current[format])).toEqual(expect.arrayContaining(READ[format](delta)))
  })

  it("is the whole document for who has seen none of it", () => {
    expect(deltaAgainst(current[format], format, new Set())).toBe(current[format])
    expect(deltaAgainst(render([])[format], format, new Set())).toBe(render([])[format])
  })

  it("is a feed without entries when nothing changed", () => {
    const nothing = deltaAgainst(current[format], format, new Set(entryDigests(current[format], format)))
    expect(READ[format](nothing)).toEqual([])
    expect(nothing.length).toBeLessThan(2000)
  })

  it("finds what came in with an old date", () => {
    const moved = sampleArticle(60, { id: "moved", guid: "https://courier.example/articles/moved" })
    const known = new Set(entryDigests(old[format], format))
    const delta = deltaAgainst(render([...before.slice(0, 49), moved])[format], format, known)
    expect(READ[format](delta).map(({ id }) => id)).toEqual([moved.guid])
  })

  it.each(HOSTILE)("is not fooled by %s", (_, part) => {
    const article = sampleArticle(1, part)
    const whole = render([article, sampleArticle(2), sampleArticle(3)])[format]
    expect(entryDigests(whole, format)).toHaveLength(3)
    const delta = deltaAgainst(whole, format, new Set(entryDigests(whole, format).slice(1)))
    expect(READ[format](delta).map(({ id }) => id)).toEqual([article.guid])
  })
})

it("holds the tombstones since, in Atom", () => {
  const before = render(sampleArticles(3), [sampleTombstone(5)])
  const after = render(sampleArticles(3).slice(0, 2), [5, 1].map(sampleTombstone))
  const delta = parseXml(deltaAgainst(after.atom, "atom", new Set(entryDigests(before.atom, "atom"))))
  expect(all(delta, "at:deleted-entry").map(({ attributes }) => attributes.ref)).toEqual([
    "https://courier.example/articles/gone-1",
  ])
  expect(all(delta, "entry")).toEqual([])
})

describe.each(FORMATS)("whether a delta in %s tells all", (format) => {
  const feed = (articles: Article[], tombstones: Tombstone[] = []) => {
    const rendered = render(articles, tombstones)
    const withdrawn = entryDigests(rendered.atom, "atom").filter(isTombstone)
    const entries = entryDigests(rendered[format], format)
    return format === "atom" ? entries : [...withdrawn, ...entries]
  }
  const tells = (before: number[], after: number[]) => tellsAll(before, after, format, "section")
  const [ten, fifty] = [sampleArticles(10), sampleArticles(50)]
  const others = Array.from({ length: 3 }, (_, n) =>
    sampleArticle(n, { id: `other-${n}`, guid: `https://courier.example/articles/other-${n}` }),
  )

  it("does, of what is new or changed", () => {
    const changed = { ...ten[4]!, title: "Changed" }
    expect(tells(feed(ten), feed([...others, ...ten.slice(0, 4), changed, ...ten.slice(5)]))).toBe(true)
    expect(tells(feed([]), feed(ten))).toBe(true)
  })

  it("does not, of what has left", () => {
    expect(tells(feed(ten), feed(ten.slice(0, 9)))).toBe(false)
    expect(tells(feed(ten), feed([...others, ...ten.slice(0, 9)]))).toBe(false)
    expect(tells(feed(fifty), feed([others[0]!, ...fifty.slice(0, 20), ...fifty.slice(21)]))).toBe(false)
  })

  it("does, of what newer ones push out of a full feed, and of no archive's", () => {
    const after = feed([...others, ...fifty.slice(0, 47)])
    expect(tells(feed(fifty), after)).toBe(true)
    expect(tellsAll(feed(fifty), after, format, "archive")).toBe(false)
    // What comes in at the end took the place of what has left.
    expect(tells(feed(fifty), feed([...fifty.slice(0, 49), sampleArticle(70, others[0])]))).toBe(false)
  })

  it("does in Atom alone, of a withdrawal", () => {
    const gone: Tombstone = { guid: ten[3]!.guid, withdrawnAt: new Date(NOW - 1000).toISOString() }
    const left = [...ten.slice(0, 3), ...ten.slice(4)]
    expect(tells(feed(ten), feed(left, [gone]))).toBe(format === "atom")
    // Who has heard of it is told all by what is new.
    expect(tells(feed(left, [gone]), feed([...others, ...left], [gone]))).toBe(true)
    // The story is back.
    expect(tells(feed(left, [gone]), feed(ten))).toBe(true)
  })
})
