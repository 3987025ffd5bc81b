import { afterEach, describe, expect, it, vi } from "vitest"
import { readFeed } from "../../src/feeds/read/read.ts"
import { secondOpinion } from "../../src/feeds/read/second-opinion.ts"

const DOCUMENTS = import.meta.glob<string>("../fixtures/partners/*.in.xml", {
  query: "?raw",
  eager: true,
  import: "default",
})

// The packages that rss-parser loads itself. They have no types.
const load = async (name: string) => (await import(name)).default
const XHTML = `<feed xmlns="http://www.w3.org/2005/Atom"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">t</div></title>
  <entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>Told</b> &amp;amp; sold</div></title>
  <link href="https://e.example/1"/><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>s</p></div></summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>c &amp;eacute;</p></div></content></entry></feed>`

afterEach(() => vi.restoreAllMocks())

describe("the second opinion goes without what the bundle leaves out of rss-parser", () => {
  it.each([...Object.entries(DOCUMENTS), ["content as XHTML", XHTML] as const])("%s", async (_, document) => {
    const { Builder } = await load("xml2js")
    const build = vi.spyOn(Builder.prototype, "buildObject")
    const bytes = new TextEncoder().encode(document)
    const read = readFeed(bytes, { now: Date.UTC(2026, 10, 23), baseUrl: "https://e.example/" })
    if (read.outcome !== "feed") throw new Error(read.outcome)
    await secondOpinion(bytes, read.feed)
    expect(build).not.toHaveBeenCalled()
  })

  it("which rss-parser by itself does not", async () => {
    const [{ Builder }, RssParser] = [await load("xml2js"), await load("rss-parser")]
    const build = vi.spyOn(Builder.prototype, "buildObject")
    await new RssParser().parseString(XHTML)
    expect(build).toHaveBeenCalled()
  })
})
