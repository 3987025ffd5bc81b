import { describe, expect, it } from "vitest"
import { MAX_DOCUMENT_BYTES } from "../../src/model/limits.ts"
import { type FetchRequest, fetchDocument } from "../../src/web/fetch.ts"

const FEED = "https://herald.example/feed"
type Handler = (url: string, headers: Headers) => Response | Promise<Response>

/** Runs fetchDocument against a web that is this function; `time` ends the exchange when aborted. */
async function get(handler: Handler, request: Partial<FetchRequest> = {}, time = new AbortController()) {
  const asked: string[] = []
  const web = async (input: RequestInfo | URL, init?: RequestInit) => {
    expect(init?.redirect).toBe("manual")
    asked.push(String(input))
    return handler(String(input), new Headers(init?.headers))
  }
  const deps = {
    fetch: web as typeof fetch,
    userAgent: "CheckAlso/0 (+https://courier.example; desk@courier.example)",
    guard: { allowPrivate: false, ownHosts: ["courier.example"] },
    deadline: () => time.signal,
  }
  return { asked, done: await fetchDocument(deps, { url: FEED, ...request }) }
}

const redirect = (status: number, location: string) => new Response(null, { status, headers: { location } })
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe("the request", () => {
  it("says who we are, what we take, and sends validators back byte for byte", async () => {
    const request = { etag: 'W/"a b\\"', lastModified: "mon, 23 nov 2026" }
    const { done } = await get((_, headers) => {
      expect(headers.get("user-agent")).toMatch(
        /^CheckAlso\/\S+ \(\+https:\/\/courier\.example; desk@courier\.example\)$/,
      )
      expect(headers.get("accept")).toContain("application/feed+json")
      expect(headers.get("accept-encoding")).toBe("gzip")
      expect(headers.get("if-none-match")).toBe('W/"a b\\"')
      expect(headers.get("if-modified-since")).toBe("mon, 23 nov 2026")
      expect([...headers.keys()]).not.toContain("cookie")
      return new Response(null, { status: 304 })
    }, request)
    expect(done).toMatchObject({ outcome: "not-modified", status: 304 })
  })

  it("invents no validators, and leaves out one that would not go back as it came", async () => {
    for (const request of [{}, { etag: null, lastModified: null }, { etag: '"é"' }]) {
      await get((_, headers) => {
        expect(headers.has("if-none-match") || headers.has("if-modified-since")).toBe(false)
        return new Response("x")
      }, request)
    }
  })
})

describe("redirects", () => {
  it.each([
    [[301], "https://herald.example/1"],
    [[308], "https://herald.example/1"],
    [[301, 308], "https://herald.example/2"],
    [[301, 302], "https://herald.example/1"],
    [[302], null],
    [[303], null],
    [[307], null],
    [[302, 301], null],
    [[], null],
  ])("of %j move the feed for good to %s", async (statuses, permanentUrl) => {
    const { done } = await get((url) => {
      const hop = Number(/\/(\d)$/.exec(url)?.[1] ?? 0)
      return hop < statuses.length ? redirect(statuses[hop]!, `/${hop + 1}`) : new Response("x")
    })
    expect(done).toMatchObject({ outcome: "ok", permanentUrl })
  })

  it("are five at most", async () => {
    const { done, asked } = await get((url) => redirect(302, `${url}x`))
    expect(done).toMatchObject({ outcome: "too-many-redirects" })
    expect(asked).toHaveLength(6)
  })

  it.each([
    "http://127.0.0.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://[::1]/",
    "http://localhost/",
    "https://courier.example/rss.xml",
    "file:///etc/passwd",
    "http://user:secret@herald.example/",
    "http://herald.example:22/",
    "http://",
  ])("to %s are not followed", async (location) => {
    const { done, asked } = await get(() => redirect(301, location))
    expect(done).toMatchObject({ outcome: "refused" })
    expect(asked).toEqual([FEED])
  })

  it("without Location are an answer like any other", async () => {
    const { done } = await get(() => new Response(null, { status: 301 }))
    expect(done).toMatchObject({ outcome: "http-error", status: 301 })
  })
})

describe("the answer", () => {
  it("is the body with its headers", async () => {
    const { done } = await get(() => new Response("<rss/>", { headers: { etag: '"1"' } }))
    expect(done).toMatchObject({ outcome: "ok", status: 200, url: FEED, permanentUrl: null })
    expect(done.outcome === "ok" && [text(done.body), done.headers.get("etag")]).toEqual(["<rss/>", '"1"'])
  })

  it.each([201, 204, 400, 404, 410, 429, 500, 503])("%i is an error, whatever its body", async (status) => {
    const { done } = await get(() => new Response(status === 204 ? null : "<rss/>", { status }))
    expect(done).toMatchObject({ outcome: "http-error", status })
  })

  it("may be ten mebibytes, and not a byte more", async () => {
    let sent = 0
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          sent++
          controller.enqueue(new Uint8Array(1024 * 1024))
        },
      })
    expect((await get(() => new Response(endless()))).done).toMatchObject({ outcome: "too-large" })
    expect(sent).toBeLessThan(14)
    expect((await get(() => new Response(new Uint8Array(MAX_DOCUMENT_BYTES)))).done).toMatchObject({ outcome: "ok" })
    expect((await get(() => new Response(new Uint8Array(MAX_DOCUMENT_BYTES + 1)))).done).toMatchObject({
      outcome: "too-large",
    })
  })

  it("is cut off when the server drips, and the stream is let go", async () => {
    const time = new AbortController()
    const { promise: letGo, resolve } = Promise.withResolvers<void>()
    let sent = 0
    const drip = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array([60]))
        if (++sent === 3) time.abort()
      },
      cancel: () => resolve(),
    })
    expect((await get(() => new Response(drip), {}, time)).done).toMatchObject({ outcome: "timeout" })
    await letGo
  })

  it("is cut off when it stops half-way", async () => {
    const time = new AbortController()
    const stuck = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([60])),
      pull: () => {
        queueMicrotask(() => time.abort())
        return new Promise(() => {})
      },
    })
    expect((await get(() => new Response(stuck), {}, time)).done).toMatchObject({ outcome: "timeout" })
  })

  it("is cut off when it never begins", async () => {
    const time = new AbortController()
    const silence = () => {
      queueMicrotask(() => time.abort())
      return new Promise<Response>(() => {})
    }
    expect((await get(silence, {}, time)).done).toMatchObject({ outcome: "timeout" })
  })

  it("is a value also when the network fails", async () => {
    const { done } = await get(() => Promise.reject(new Error("connection refused")))
    expect(done).toEqual({ outcome: "unreachable", detail: "connection refused" })
  })

  it("says in plain words that there is no such host", async () => {
    const { done } = await get(() => Promise.reject(new Error("internal error; reference = 6tb5mri6h06vtu9pp35bkaeb")))
    expect(done).toEqual({ outcome: "unreachable", detail: "no host answers at this address" })
  })
})

it("asks nothing of an address that is refused", async () => {
  const { done, asked } = await get(() => new Response("x"), { url: "http://10.0.0.1/feed" })
  expect(done).toMatchObject({ outcome: "refused", url: "http://10.0.0.1/feed" })
  expect(asked).toEqual([])
})
