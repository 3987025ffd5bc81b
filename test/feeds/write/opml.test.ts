import { describe, expect, it } from "vitest"
import { parseFeedPath } from "../../../src/feeds/catalogue/feed-key.ts"
import { toOpml } from "../../../src/feeds/write/opml.ts"
import { all, type Element, one, parseXml, textOf } from "../../support/read-feed.ts"
import { PUBLICATION } from "../../support/samples.ts"

const FACETS = [
  { kind: "section" as const, slug: "world", label: "World" },
  { kind: "tag" as const, slug: "oil-gas", label: `Oil & "Gas" <b>\u0008` },
  { kind: "author" as const, slug: "لیلا", label: "لیلا" },
]

describe("our feeds as OPML 2.0", () => {
  const opml = parseXml(toOpml({ publication: PUBLICATION, facets: FACETS }))
  const leaves = (element: Element): Element[] =>
    all(element, "outline").flatMap((each) => (all(each, "outline").length > 0 ? leaves(each) : [each]))
  const feeds = leaves(one(opml, "body")!)

  it("has a head and a version", () => {
    expect(opml.attributes.version).toBe("2.0")
    expect(textOf(one(opml, "head")!, "title")).toBe("The Kabul Courier")
  })

  it("lists each feed once, at an address that is a feed's", () => {
    const addresses = feeds.map(({ attributes }) => attributes.xmlUrl!)
    expect(new Set(addresses).size).toBe(6)
    for (const address of addresses) expect(parseFeedPath(new URL(address).pathname)?.format).toBe("rss")
    for (const { attributes } of feeds)
      expect(attributes).toMatchObject({ type: "rss", text: expect.stringContaining("Courier") })
  })

  it("carries labels clean", () => {
    expect(feeds.map(({ attributes }) => attributes.text)).toContain(`The Kabul Courier: Oil & "Gas"`)
  })

  it("groups facets, and leaves out empty groups", () => {
    const groups = all(one(opml, "body")!, "outline").filter(({ attributes }) => !attributes.xmlUrl)
    expect(groups.map(({ attributes }) => attributes.text)).toEqual(["Sections", "Tags", "Authors"])
    expect(toOpml({ publication: PUBLICATION, facets: [] })).not.toContain("Sections")
  })
})
