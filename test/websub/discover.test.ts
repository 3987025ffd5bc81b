import { describe, expect, it } from "vitest"
import { readFeed } from "../../src/feeds/read/read.ts"
import { toBytes } from "../../src/lib/crypto/hash.ts"
import { type DocumentLinks, discoverHubs } from "../../src/websub/discover.ts"

const AT = "https://herald.example/feed"
const HUB = "https://hub.example/"

/** The links in a document of any kind. */
function linksOf(document: string): DocumentLinks {
  const read = readFeed(toBytes(document), { baseUrl: AT, now: 0 })
  if (read.outcome === "feed") return read.feed
  if (read.outcome === "html") return read.links
  throw new Error(read.detail)
}

const atom = (links: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><id>x</id><updated>2026-11-23T00:00:00Z</updated>${links}</feed>`
const rss = (links: string) =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>H</title><link>/</link><description>d</description>${links}</channel></rss>`
const json = (members: object) =>
  JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "H", items: [], ...members })
const page = (head: string, body = "") =>
  `<!DOCTYPE html><html><head><title>H</title>${head}</head><body>${body}</body></html>`

describe("a feed's hubs and topic (WebSub §4)", () => {
  it.each<[string, { header?: string; document?: string; address?: string }, ReturnType<typeof discoverHubs>]>([
    [
      "in the Link header",
      { header: `<${HUB}>; rel="hub", <https://herald.example/self>; rel="self"` },
      { topic: "https://herald.example/self", hubs: [HUB] },
    ],
    [
      "in an Atom feed",
      { document: atom(`<link rel="hub" href="${HUB}"/><link rel="self" href="/self.atom"/>`) },
      { topic: "https://herald.example/self.atom", hubs: [HUB] },
    ],
    [
      "in an RSS feed",
      { document: rss(`<atom:link rel="hub" href="${HUB}"/><atom:link rel="self" href="/self.rss"/>`) },
      { topic: "https://herald.example/self.rss", hubs: [HUB] },
    ],
    [
      "in a JSON Feed",
      { document: json({ feed_url: "/self.json", hubs: [{ type: "WebSub", url: HUB }] }) },
      { topic: "https://herald.example/self.json", hubs: [HUB] },
    ],
    [
      "in a page's head",
      { document: page(`<link rel="hub" href="${HUB}"><link rel="self" href="/page">`) },
      { topic: "https://herald.example/page", hubs: [HUB] },
    ],
    [
      "not in a page's body, where a comment may have put it (§8.1)",
      { document: page("", `<p>hi</p><link rel="hub" href="https://evil.example/"><link rel="self" href="/evil">`) },
      null,
    ],
    [
      "in the header before the document, which says otherwise",
      {
        header: `<${HUB}>; rel=hub, <${AT}>; rel=self`,
        document: atom(
          '<link rel="hub" href="https://wrong.example/"/><link rel="self" href="https://wrong.example/f"/>',
        ),
      },
      { topic: AT, hubs: [HUB] },
    ],
    [
      "in the document, when the header names only the topic",
      { header: `<${AT}>; rel=self`, document: atom(`<link rel="hub" href="${HUB}"/>`) },
      { topic: AT, hubs: [HUB] },
    ],
    [
      "a topic that only the document names",
      { header: `<${HUB}>; rel=hub`, document: rss('<atom:link rel="self" href="https://herald.example/self"/>') },
      { topic: "https://herald.example/self", hubs: [HUB] },
    ],
    ["no topic: the address that answered", { header: `<${HUB}>; rel=hub` }, { topic: AT, hubs: [HUB] }],
    [
      "no topic, after a redirect: the address that answered",
      { header: `<${HUB}>; rel=hub`, address: "https://herald.example/moved" },
      { topic: "https://herald.example/moved", hubs: [HUB] },
    ],
    [
      "relative to the address",
      { header: "</hub>; rel=hub, <feed?self=other>; rel=self" },
      { topic: "https://herald.example/feed?self=other", hubs: ["https://herald.example/hub"] },
    ],
    [
      "a topic without a path stays as it is written",
      { header: `<${HUB}>; rel=hub, <https://herald.example>; rel=self` },
      { topic: "https://herald.example", hubs: [HUB] },
    ],
    [
      "several hubs, in their order, each once",
      { header: `<https://b.example/>; rel=hub, <https://a.example/>; rel=hub, <https://b.example/>; rel=hub` },
      { topic: AT, hubs: ["https://b.example/", "https://a.example/"] },
    ],
    [
      "https before http (§8.2), except on a port of its own",
      { header: "<http://hub.example/>; rel=hub, <http://hub.example:8080/>; rel=hub" },
      { topic: AT, hubs: ["https://hub.example/", "http://hub.example/", "http://hub.example:8080/"] },
    ],
    ["a hub that is no web address", { header: "<mailto:hub@hub.example>; rel=hub" }, null],
    ["a hub that is too long", { header: `<https://hub.example/${"x".repeat(2000)}>; rel=hub` }, null],
    ["none", { document: atom('<link rel="self" href="/self.atom"/>') }, null],
  ])("%s", (_, { header = null, document, address = AT }, found) => {
    expect(discoverHubs(header, document === undefined ? null : linksOf(document), address)).toEqual(found)
  })

  it("are five at most", () => {
    const header = Array.from({ length: 9 }, (_, n) => `<https://hub${n}.example/>; rel=hub`).join(", ")
    expect(discoverHubs(header, null, AT)?.hubs).toHaveLength(5)
  })
})
