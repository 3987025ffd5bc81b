import { describe, expect, it } from "vitest"
import { toBytes } from "../../../src/lib/crypto/hash.ts"
import { gunzip } from "../../../src/lib/http/gzip.ts"
import { getSnapshot, textOf } from "../../../src/store/snapshots.ts"
import { newsroom } from "../../support/newsroom.ts"

const GZIP = { "accept-encoding": "gzip, br" }

async function withStories() {
  const courier = newsroom()
  for (const id of ["one", "two", "three"]) await courier.put(id, { _check_also: { section: "Water" } })
  await courier.render()
  return courier
}

const unpacked = async (answer: Response) =>
  new TextDecoder().decode(await gunzip(new Uint8Array(await answer.arrayBuffer())))

describe.each(["/rss.xml", "/atom.xml", "/feed.json", "/sections/water/atom.xml", "/archive/2026-11/rss.xml"])(
  "%s with gzip",
  (path) => {
    it("has the same bytes as without, from KV and from memory", async () => {
      const courier = await withStories()
      // The archive is rendered for the first who asks. Then it is kept.
      await courier.request(path)
      await courier.render()
      courier.wait()
      const plain = await (await courier.request(path)).text()
      courier.wait()
      for (const from of ["KV", "memory"]) {
        const answer = await courier.request(path, { headers: GZIP })
        expect([from, answer.headers.get("content-encoding")]).toEqual([from, "gzip"])
        expect(answer.headers.get("vary")).toBe("accept-encoding")
        expect(await unpacked(answer)).toBe(plain)
        const other = await courier.request(path)
        expect([from, other.headers.get("content-encoding"), await other.text()]).toEqual([from, null, plain])
      }
    })

    it("is compressed also for who asks before it is kept", async () => {
      const courier = await withStories()
      const answer = await courier.request(path, { headers: GZIP })
      expect(await unpacked(answer)).toBe(await (await courier.request(path)).text())
    })

    it("has a strong ETag of its own, and either gives 304", async () => {
      const courier = await withStories()
      const plain = (await courier.request(path)).headers.get("etag")!
      const packed = (await courier.request(path, { headers: GZIP })).headers.get("etag")!
      expect(packed).toBe(plain.replace(/"$/, '-gzip"'))
      for (const tag of [plain, packed, `W/${plain}`, `W/${packed}`, `"x", ${packed}`]) {
        for (const accept of [{}, GZIP]) {
          const answer = await courier.request(path, { headers: { "if-none-match": tag, ...accept } })
          expect([tag, answer.status, answer.headers.get("content-encoding")]).toEqual([tag, 304, null])
          expect(answer.headers.get("etag")).toBe(accept === GZIP ? packed : plain)
          expect(answer.headers.get("vary")).toBe("accept-encoding")
        }
      }
    })

    it("answers HEAD as GET", async () => {
      const courier = await withStories()
      const get = await courier.request(path, { headers: GZIP })
      const head = await courier.request(path, { method: "HEAD", headers: GZIP })
      expect([...head.headers]).toEqual([...get.headers])
      expect(await head.text()).toBe("")
    })
  },
)

it("follows what the client sent, where the edge puts its own Accept-Encoding", async () => {
  const courier = await withStories()
  const encodingFor = async (clientAcceptEncoding: string) =>
    (await courier.request("/atom.xml", { headers: GZIP, cf: { clientAcceptEncoding } } as RequestInit)).headers.get(
      "content-encoding",
    )
  expect(await encodingFor("gzip, deflate")).toBe("gzip")
  expect(await encodingFor("")).toBeNull()
  expect(await encodingFor("zstd, gzip;q=0")).toBeNull()
})

describe("a snapshot in KV", () => {
  it("is compressed", async () => {
    const courier = await withStories()
    const value = await courier.services.articles.get("feed/main/rss.xml", "arrayBuffer")
    expect([...new Uint8Array(value!).slice(0, 2)]).toEqual([0x1f, 0x8b])
  })

  it("is read as the release before wrote it, for everybody", async () => {
    const courier = await withStories()
    const { articles } = courier.services
    const before = await courier.request("/rss.xml")
    const text = await before.text()
    const { metadata } = await articles.getWithMetadata<{ versions: unknown[] }>("feed/main/rss.xml")
    await articles.put("feed/main/rss.xml", toBytes(text), { metadata: metadata!.versions })
    courier.wait()
    const after = await courier.request("/rss.xml")
    expect([after.headers.get("etag"), await after.text()]).toEqual([before.headers.get("etag"), text])
    expect(courier.queued).toEqual([])
    expect(await unpacked(await courier.request("/rss.xml", { headers: GZIP }))).toBe(text)
  })

  it("is null when its bytes are not those that were written", async () => {
    const courier = await withStories()
    const { articles } = courier.services
    const { value, metadata } = await articles.getWithMetadata("feed/main/rss.xml", "arrayBuffer")
    const bytes = new Uint8Array(value!)
    expect(await textOf((await getSnapshot(articles, "main", "rss.xml"))!)).toContain("About one")
    bytes[bytes.length - 20]! ^= 1
    await articles.put("feed/main/rss.xml", bytes, { metadata })
    expect(await getSnapshot(articles, "main", "rss.xml")).toBeNull()
  })
})

it("one store read serves both forms to a crowd", async () => {
  const courier = await withStories()
  courier.wait()
  let reads = 0
  const { articles } = courier.services
  courier.services.articles = new Proxy(articles, {
    get(target, name) {
      reads++
      return Reflect.get(target, name).bind(target)
    },
  })
  await courier.request("/rss.xml", { headers: GZIP })
  const answers = await Promise.all([{}, GZIP, {}, GZIP].map((headers) => courier.request("/rss.xml", { headers })))
  expect(answers.map(({ headers }) => headers.get("content-encoding"))).toEqual([null, "gzip", null, "gzip"])
  expect(reads).toBe(1)
})
