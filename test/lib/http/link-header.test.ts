import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { parseLinkHeader } from "../../../src/lib/http/link-header.ts"

describe("a Link header (RFC 8288 §3)", () => {
  it.each<[string, string, [string, string[]][]]>([
    ["one link", '<https://hub.example/>; rel="hub"', [["https://hub.example/", ["hub"]]]],
    ["a token for a value", "<https://hub.example/>;rel=hub", [["https://hub.example/", ["hub"]]]],
    [
      "several, with commas in addresses and values",
      '<https://a.example/?x=1,2>; rel="self"; title="a, b; c", </hub>; rel=hub',
      [
        ["https://a.example/?x=1,2", ["self"]],
        ["/hub", ["hub"]],
      ],
    ],
    ["several relations, in any case", '<a>; REL="Hub  SELF"', [["a", ["hub", "self"]]]],
    ["other parameters first", '<a>; type="text/html"; hreflang=en; rel=hub', [["a", ["hub"]]]],
    ["the first rel alone", '<a>; rel="hub"; rel="self"', [["a", ["hub"]]]],
    ["an escaped quote", '<a>; title="say \\"rel=self\\""; rel=hub', [["a", ["hub"]]]],
    ["no rel", "<a>", [["a", []]]],
    ["another document's link", '<a>; rel=hub; anchor="https://other.example/"', []],
    ["nothing like a link", "hub https://hub.example/", []],
    ["nothing", "", []],
  ])("%s", (_, value, links) => {
    expect(parseLinkHeader(value)).toEqual(links.map(([target, rels]) => ({ target, rels })))
  })

  it("takes no more than linear time and never throws", { tags: "property" }, () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("<a>", ";", " rel", "=", '"', "\\", ",", "hub", " ")), (parts) => {
        expect(parseLinkHeader(parts.join("")).length).toBeLessThanOrEqual(50)
      }),
    )
    expect(parseLinkHeader(`<a>${"; x=1".repeat(20_000)}; rel=hub`)).toEqual([{ target: "a", rels: ["hub"] }])
    expect(parseLinkHeader("<".repeat(500_000))).toEqual([])
    expect(parseLinkHeader(`<a>${" ".repeat(50_000)}x`)).toEqual([{ target: "a", rels: [] }])
  })
})
