import { describe, expect, it } from "vitest"
import { FORMATS } from "../../../src/feeds/catalogue/feed-key.ts"
import { deltaAgainst, entryDigests } from "../../../src/feeds/write/delta.ts"
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
