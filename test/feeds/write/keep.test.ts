import { expect, it } from "vitest"
import { findProfile } from "../../../src/feeds/profiles/index.ts"
import { renderProfile } from "../../../src/feeds/profiles/kit/render.ts"
import { keepEntries } from "../../../src/feeds/write/keep.ts"
import { renderFeed } from "../../../src/feeds/write/render.ts"
import { parseXml, readAtom, readRss } from "../../support/read-feed.ts"
import { NOW, PUBLICATION, sampleArticle } from "../../support/samples.ts"
import { factsFor, goodArticle } from "../profiles/cases.ts"

it("a kept entry brings the namespaces that it uses", () => {
  const plain = sampleArticle(0, { image: undefined, contentHtml: "" })
  const rich = sampleArticle(1)
  const render = (articles: (typeof plain)[]) =>
    renderFeed({ key: { kind: "main" }, publication: PUBLICATION, articles, now: NOW })
  const [now, before] = [render([plain]), render([plain, rich])]
  const guids = [plain.guid, rich.guid]
  expect(now.rss).not.toContain("xmlns:media")
  expect(readRss(keepEntries(now.rss, before.rss, "rss", guids))).toEqual(readRss(before.rss))
  expect(readAtom(keepEntries(now.atom, before.atom, "atom", guids))).toEqual(readAtom(before.atom))
  expect(keepEntries(now.rss, before.rss, "rss", [plain.guid])).toBe(now.rss)
})

it("an aggregator's entry is kept too", () => {
  const msn = findProfile("msn")!
  const article = goodArticle({ shortTitle: "Gauges return" })
  const before = renderProfile(msn, [article], factsFor("msn")).text
  const kept = keepEntries(renderProfile(msn, [], factsFor("msn")).text, before, "rss", [article.guid])
  expect(parseXml(kept).name).toBe("rss")
  expect(kept).toContain("<mi:shortTitle>")
})
