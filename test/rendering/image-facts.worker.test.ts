import { beforeEach, describe, expect, it } from "vitest"
import { toBytes } from "../../src/lib/crypto/hash.ts"
import { DAY } from "../../src/lib/text/time.ts"
import { askImages } from "../../src/rendering/image-facts.ts"
import { EDITOR, newsroom, START } from "../support/newsroom.ts"
import { freshStores } from "../support/stores.ts"

const URL_OF_IMAGE = "https://media.example/gauges"

/** The first bytes of a GIF: its signature, then width and height. */
const gif = (width: number, height: number) => {
  const bytes = new Uint8Array(200)
  bytes.set(toBytes("GIF89a"))
  new DataView(bytes.buffer).setUint16(6, width, true)
  new DataView(bytes.buffer).setUint16(8, height, true)
  return bytes
}

function setUp(answer: (request: Request) => Response) {
  const requests: string[] = []
  const courier = newsroom({
    fetch: async (input, init) => {
      const request = new Request(input as string, init)
      requests.push(`${request.method} ${request.url} ${request.headers.get("range")}`)
      return answer(request)
    },
  })
  const item = { title: "River gauges return to the Kabul", image: URL_OF_IMAGE }
  const publish = async (more: object = {}) => {
    await courier.put("gauges", { ...item, ...more })
    await courier.render()
    await courier.request("/for/msn.xml")
    await courier.render()
  }
  const msn = async () => {
    courier.wait()
    return (await courier.request("/for/msn.xml")).text()
  }
  return { ...courier, requests, publish, msn, ask: (now: number) => askImages(courier.services, now) }
}

/** A server whose pictures named small are so. It gets one request at a time. */
function setUpPictures() {
  const requests: string[] = []
  let open = 0
  const courier = newsroom({
    fetch: async (input, init) => {
      const { pathname } = new URL(new Request(input as string, init).url)
      requests.push(pathname)
      open++
      expect(open).toBe(1)
      await Promise.resolve()
      open--
      return new Response(pathname === "/small" ? gif(320, 180) : gif(1600, 900))
    },
  })
  return { courier, requests, ask: (now: number) => askImages(courier.services, now) }
}

const part = () =>
  new Response(gif(1600, 900), {
    status: 206,
    headers: { "content-range": "bytes 0-199/345678", "content-length": "200" },
  })

beforeEach(freshStores)

describe("an image", () => {
  it("is asked for once, for its first bytes, and then known to the feeds", async () => {
    const { publish, msn, ask, requests, queued, render } = setUp(part)
    await publish()
    expect(requests).toEqual([])
    await ask(START)
    expect(requests).toEqual([`GET ${URL_OF_IMAGE} bytes=0-65535`])
    expect(queued).toEqual([{ kind: "feed", feed: "for/msn" }])
    await render()
    expect(await msn()).toContain(
      `<media:content url="${URL_OF_IMAGE}" medium="image" type="image/gif" width="1600" height="900" fileSize="345678">`,
    )
    await ask(START + 400 * DAY)
    expect(requests).toHaveLength(1)
  })

  it("of a server without ranges is left after the first bytes", async () => {
    let sent = 0
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          const bytes = sent === 0 ? gif(900, 900) : new Uint8Array(10_000)
          sent += bytes.length
          controller.enqueue(bytes)
        },
      })
    const { publish, msn, ask, render } = setUp(
      () => new Response(endless(), { headers: { "content-length": "9000000" } }),
    )
    await publish()
    await ask(START)
    await render()
    expect(sent).toBeLessThan(200_000)
    expect(await msn()).toContain('width="900" height="900" fileSize="9000000"')
  })

  it("keeps the sides that the editor sent", async () => {
    const { publish, msn, ask, render } = setUp(part)
    await publish({ _check_also: { image: { width: 800, height: 600, type: "image/png" } } })
    await ask(START)
    await render()
    expect(await msn()).toContain('type="image/png" width="800" height="600" fileSize="345678"')
  })

  it("changes neither the article nor the main feeds", async () => {
    const { publish, ask, render, request, wait } = setUp(part)
    await publish()
    const tags = async () => [
      (await request("/articles/gauges.json")).headers.get("etag"),
      (await request("/rss.xml")).headers.get("etag"),
    ]
    const before = await tags()
    await ask(START)
    await render()
    wait()
    expect(await tags()).toEqual(before)
  })

  it.each([
    ["an error", () => new Response(null, { status: 503 })],
    ["a page", () => new Response("<html>")],
    ["nothing", () => new Response(null)],
    ["a cut image", () => new Response(toBytes("\u0089PNG"))],
    [
      "a failure",
      () => {
        throw new Error("reset")
      },
    ],
  ])("is asked for five times at most after %s, and stops no render", async (_, answer) => {
    const { publish, msn, ask, requests, queued } = setUp(answer)
    await publish()
    for (let hour = 0; hour < 24 * 10; hour += 6) await ask(START + (hour * DAY) / 24)
    expect(requests).toHaveLength(5)
    expect(queued).toEqual([])
    expect(await msn()).toContain("/gauges<")
  })

  it("on a private network is not asked for, and a withdrawn article's is forgotten", async () => {
    const { publish, ask, requests, withdraw, services, put, render } = setUp(part)
    await publish({ image: "http://10.0.0.1/a.jpg" })
    await ask(START)
    expect(requests).toEqual([])
    await put("gauges", { title: "River gauges return to the Kabul", image: URL_OF_IMAGE })
    await render()
    await withdraw("gauges")
    const count = await services.db.prepare("SELECT count(*) AS n FROM images").first("n")
    expect(count).toBe(0)
  })

  it("of a text is measured where a rule asks for it, behind the articles' own, ten of an article at most", async () => {
    const { courier, requests, ask } = setUpPictures()
    const picture = (n: number) => `<img src="https://media.example/text-${n}" alt="">`
    const content_html = `<p>Text.</p>${Array.from({ length: 12 }, (_, n) => picture(n)).join("")}${picture(1)}`
    await courier.put("many", { image: "https://media.example/lead", content_html })
    await courier.render()
    await courier.request("/for/flipboard.xml")
    await courier.render()
    await ask(START)
    expect(requests).toEqual(["/lead"])
    await courier.request("/for/msn.xml")
    await courier.render()
    await courier.put("bare", { content_html: picture(99), date_published: "2026-11-01T00:00:00Z" })
    await courier.render()
    await ask(START)
    expect(requests.slice(1)).toEqual(["/text-99", "/text-0", "/text-1", "/text-2", "/text-3"])
    await ask(START)
    await ask(START)
    await ask(START)
    expect(requests.slice(6)).toEqual(["/text-4", "/text-5", "/text-6", "/text-7", "/text-8", "/text-9"])
  })

  it("that is too small in a text is left out of Yahoo's feed, once it is measured, and MSN's report says it", async () => {
    const { courier, ask } = setUpPictures()
    const content_html = `${"<p>Engineers counted the gauges again and wrote it down.</p>".repeat(30)}<img src="https://media.example/small" alt="">`
    const image = { width: 1600, height: 900, type: "image/jpeg" }
    await courier.put("gauges", { image: "https://media.example/lead", content_html, _check_also: { image } })
    await courier.render()
    const feed = async (name: string) => {
      courier.wait()
      return (await courier.request(`/for/${name}.xml`)).text()
    }
    expect(await feed("yahoo")).toContain("/small")
    await feed("msn")
    await courier.render()
    await ask(START + DAY)
    await courier.render()
    expect(await feed("yahoo")).not.toContain("/small")
    const report = await (await courier.request("/for/msn/report", { headers: EDITOR })).json()
    expect(report).toMatchObject({
      articles: [{ findings: [{}, { rule: "pictures-small", found: "320×180 pixels: https://media.example/small" }] }],
    })
  })

  it("of a server that does not answer keeps the tick for one request only", async () => {
    const away: string[] = []
    const courier = newsroom({
      fetch: async (input, init) => {
        away.push(new URL(new Request(input as string, init).url).pathname)
        throw new Error("reset")
      },
    })
    const content_html = `<p>Text.</p>${[1, 2, 3].map((n) => `<img src="https://media.example/${n}" alt="">`).join("")}`
    await courier.put("many", { content_html })
    await courier.render()
    await courier.request("/for/msn.xml")
    await courier.render()
    await askImages(courier.services, START)
    expect(away).toEqual(["/1"])
    await askImages(courier.services, START)
    expect(away).toEqual(["/1", "/2"])
  })

  it("is asked for by nobody where no aggregator's feed is kept", async () => {
    const { put, render, ask, requests, request } = setUp(part)
    await put("gauges", { image: URL_OF_IMAGE })
    await render()
    await request("/rss.xml", { headers: EDITOR })
    await ask(START)
    expect(requests).toEqual([])
  })
})
