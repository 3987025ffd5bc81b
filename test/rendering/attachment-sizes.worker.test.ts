import { beforeEach, describe, expect, it } from "vitest"
import { DAY } from "../../src/lib/text/time.ts"
import { askSizes } from "../../src/rendering/attachment-sizes.ts"
import { newsroom, START } from "../support/newsroom.ts"
import { freshStores } from "../support/stores.ts"

const TALK = "https://media.example/talk.mp3"
const withFiles = (...urls: string[]) => ({ attachments: urls.map((url) => ({ url, mime_type: "audio/mpeg" })) })

/** A newsroom, and servers that note what they are asked. */
function setUp(answer: (request: Request) => Response) {
  const requests: string[] = []
  const courier = newsroom({
    fetch: async (input, init) => {
      const request = new Request(input as string, init)
      requests.push(`${request.method} ${request.url}`)
      return answer(request)
    },
  })
  const rss = async () => {
    courier.wait()
    return (await courier.request("/rss.xml")).text()
  }
  return { ...courier, requests, rss, ask: (now: number) => askSizes(courier.services, now) }
}

const sized =
  (length: string, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { headers: { "content-length": length, ...headers } })

beforeEach(freshStores)

describe("an attachment of unknown size", () => {
  it("is asked for once, and is then the enclosure in the article's feeds", async () => {
    const { put, render, rss, ask, requests, queued } = setUp(sized("1843200"))
    await put("talk", withFiles(TALK))
    await render()
    expect(await rss()).toContain(`<media:content url="${TALK}" type="audio/mpeg" medium="audio"/>`)
    expect(requests).toEqual([])
    await ask(START)
    expect(requests).toEqual([`HEAD ${TALK}`])
    expect(queued).toEqual([{ kind: "article", articleId: "talk" }])
    await render()
    expect(await rss()).toContain(`<enclosure url="${TALK}" length="1843200" type="audio/mpeg"/>`)
    await ask(START + 400 * DAY)
    expect(requests).toHaveLength(1)
  })

  it("keeps the entry's dates and the article's revision", async () => {
    const { put, render, rss, ask, request } = setUp(sized("1843200"))
    await put("talk", withFiles(TALK))
    await render()
    const tag = (await request("/articles/talk.json")).headers.get("etag")
    const updated = (text: string) => /<atom:updated>(.*?)<\/atom:updated>/.exec(text)?.[1]
    const before = updated(await rss())
    await ask(START)
    await render()
    expect(updated(await rss())).toBe(before)
    expect((await request("/articles/talk.json")).headers.get("etag")).toBe(tag)
  })

  it("of two articles is asked for once, for both", async () => {
    const { put, render, ask, requests, queued } = setUp(sized("7"))
    for (const id of ["a", "b"]) await put(id, { ...withFiles(TALK), url: `https://site.example/${id}` })
    await render()
    await ask(START)
    expect(requests).toHaveLength(1)
    expect(queued.map((job) => job.kind === "article" && job.articleId).sort()).toEqual(["a", "b"])
  })

  it.each([
    ["an error", () => new Response(null, { status: 503 })],
    ["no length", () => new Response(null)],
    ["a length of nothing", sized("0")],
    ["a length that is none", sized("many")],
    ["the length of compressed bytes", sized("700", { "content-encoding": "gzip" })],
  ])("is asked for once a day and five times at most after %s", async (_, answer) => {
    const { put, render, rss, ask, requests, queued } = setUp(answer)
    await put("talk", withFiles(TALK))
    await render()
    for (let hour = 0; hour < 24 * 10; hour++) await ask(START + (hour * DAY) / 24)
    expect(requests).toHaveLength(5)
    expect(queued).toEqual([])
    expect(await rss()).not.toContain("<enclosure")
  })

  it("on a private network is not asked for", async () => {
    const { put, render, ask, requests, services } = setUp(sized("7"))
    await put("talk", withFiles("http://10.0.0.1/talk.mp3"))
    await render()
    for (const day of [0, 1, 2]) await ask(START + day * DAY)
    expect(requests).toEqual([])
    expect(await services.db.prepare("SELECT due_at FROM attachment_sizes").first("due_at")).toBe(null)
  })

  it("is asked for one a host in a tick", async () => {
    const { put, render, ask, requests } = setUp(sized("7"))
    await put("talk", withFiles(TALK, "https://media.example/two.mp3", "https://other.example/three.mp3"))
    await render()
    await ask(START)
    expect(requests).toHaveLength(2)
    await ask(START + 60_000)
    expect(requests).toHaveLength(3)
  })

  it("is forgotten with the article", async () => {
    const { put, render, withdraw, ask, requests } = setUp(sized("7"))
    await put("talk", withFiles(TALK))
    await render()
    await withdraw("talk")
    await ask(START)
    expect(requests).toEqual([])
  })

  it("that the editor names is not asked for", async () => {
    const { put, render, ask, requests } = setUp(sized("7"))
    await put("talk", { attachments: [{ url: TALK, mime_type: "audio/mpeg", size_in_bytes: 9 }] })
    await render()
    await ask(START)
    expect(requests).toEqual([])
  })
})
