import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { FORMATS } from "../../../src/feeds/catalogue/feed-key.ts"
import { deltaAgainst, entryDigests } from "../../../src/feeds/write/delta.ts"
import { renderFeed } from "../../../src/feeds/write/render.ts"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"
import type { Article } from "../../../src/model/article.ts"
import { anyArticles } from "../../support/arbitraries.ts"
import { all, type Element, parseJson, parseXml, readAtom, readJson, readRss } from "../../support/read-feed.ts"
import { NOW, PUBLICATION } from "../../support/samples.ts"

const articles = anyArticles((html) =>
  sanitiseHtml(html, { baseUrl: "https://courier.example/articles/a", iframeHosts: [] }),
)
const render = (chosen: Article[]) =>
  renderFeed({ key: { kind: "main" }, publication: PUBLICATION, articles: chosen, now: NOW })

const ADDRESS_ATTRIBUTES = ["href", "url", "src", "domain", "scheme"]
const ADDRESS_ELEMENTS = ["link", "guid", "id", "uri", "icon", "logo", "docs"]

function* addressesOf(element: Element): Generator<string> {
  // Its domain is a host's name.
  if (element.name === "cloud") return
  for (const name of ADDRESS_ATTRIBUTES) if (element.attributes[name] !== undefined) yield element.attributes[name]
  if (ADDRESS_ELEMENTS.includes(element.name) && element.text.trim() !== "") yield element.text
  for (const child of element.children) yield* addressesOf(child)
}

const isAbsolute = (address: string) => /^https?:\/\/[^\s<>"\\^`{|}]+$/.test(address)

describe("whatever the articles are", () => {
  it("each format is well-formed, with the same ids once, in the same order", { tags: "property" }, () => {
    fc.assert(
      fc.property(articles, (chosen) => {
        const { rss, atom, json } = render(chosen)
        const ids = chosen.map(({ guid }) => guid)
        expect(readRss(rss).map(({ id }) => id)).toEqual(ids)
        expect(readAtom(atom).map(({ id }) => id)).toEqual(ids)
        expect(readJson(json).map(({ id }) => id)).toEqual(ids)
        const updates = all(parseXml(atom), "entry").map(
          (entry) => entry.children.find(({ name }) => name === "updated")!.text,
        )
        expect(new Set(updates).size).toBe(chosen.length)
      }),
    )
  })

  it("each format says the same", { tags: "property" }, () => {
    fc.assert(
      fc.property(articles, (chosen) => {
        const { rss, atom, json } = render(chosen)
        const same = ({
          title,
          url,
          authors,
          tags,
          section,
          image,
          language,
          changed,
          published,
        }: ReturnType<typeof readRss>[number]) => ({
          title,
          url,
          authors,
          tags,
          section,
          image,
          language,
          changed,
          published: Math.floor(published / 1000),
        })
        const expected = readJson(json).map(same)
        expect(readRss(rss).map(same)).toEqual(expected)
        expect(readAtom(atom).map(same)).toEqual(expected)
      }),
    )
  })

  it("every address is absolute", { tags: "property" }, () => {
    fc.assert(
      fc.property(articles, (chosen) => {
        const { rss, atom, json } = render(chosen)
        for (const document of [rss, atom]) {
          for (const address of addressesOf(parseXml(document))) expect(address).toSatisfy(isAbsolute)
        }
        for (const { url, image, authors, attachments } of parseJson(json).items) {
          const people = (authors ?? []).flatMap(({ url: page, avatar }) => [page, avatar])
          const addresses = [url, image, ...people, ...(attachments ?? []).map((each) => each.url)]
          for (const address of addresses.filter((each) => each !== undefined)) expect(address).toSatisfy(isAbsolute)
        }
      }),
    )
  })

  it("no unwanted character is left, and the bytes depend on nothing else", { tags: "property" }, () => {
    fc.assert(
      fc.property(articles, (chosen) => {
        const rendered = render(chosen)
        expect(render(structuredClone(chosen))).toEqual(rendered)
        for (const format of FORMATS) {
          expect(rendered[format]).not.toMatch(
            /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd\p{Cs}\p{Noncharacter_Code_Point}]/u,
          )
        }
      }),
    )
  })

  it("documents can be cut between any two entries", { tags: "property" }, () => {
    fc.assert(
      fc.property(articles, fc.func(fc.boolean()), (chosen, choose) => {
        const rendered = render(chosen)
        const read = { rss: readRss, atom: readAtom, json: readJson }
        for (const format of FORMATS) {
          const digests = entryDigests(rendered[format], format)
          expect(digests).toHaveLength(chosen.length)
          const kept = chosen.map((_, index) => choose(index))
          const cut = deltaAgainst(rendered[format], format, new Set(digests.filter((_, index) => !kept[index])))
          expect(read[format](cut).map(({ id }) => id)).toEqual(
            chosen.filter((_, index) => kept[index]).map(({ guid }) => guid),
          )
        }
      }),
    )
  })
})
