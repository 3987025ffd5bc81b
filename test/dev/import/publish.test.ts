import { describe, expect, it } from "vitest"
import type { Post } from "../../../src/dev/import/post.ts"
import { type Ask, publishPost } from "../../../src/dev/import/publish.ts"

const post = (slug: string, url: string | undefined, title = "A story"): Post => ({
  slug,
  item: { title, url, content_html: "<p>x</p>" },
})

/** A service that has these articles. */
function service(articles: Record<string, { status?: number; id: string; title?: string }> = {}) {
  const put: string[] = []
  const ask: Ask = async (method, path, body) => {
    const id = /^\/articles\/([\w-]+?)(?:\.json)?$/.exec(path)![1]!
    const there = articles[id]
    if (method === "GET") return { status: there ? (there.status ?? 200) : 404, body: JSON.stringify(there ?? {}) }
    put.push(id)
    const item = body as { url?: string; title: string }
    articles[id] = { id: item.url ?? "here", title: item.title }
    return { status: there ? 200 : 201, body: "{}" }
  }
  return { ask, put }
}

describe("publishing a post", () => {
  it.each([
    ["under its slug", {}, post("gauges", "https://old.example/gauges"), "new", "gauges"],
    ["under a slug in a-z", {}, post("Gáuges & more", "https://old.example/g"), "new", "gauges-more"],
    ["of another script under a mark", {}, post("اوبه", "https://old.example/w", "اوبه"), "new", "article-1a2b"],
    [
      "whose slug another article has, under a mark",
      { gauges: { id: "https://else.example/" } },
      post("gauges", "https://old.example/gauges"),
      "new",
      "gauges-1a2b",
    ],
    [
      "that is here, not at all",
      { gauges: { id: "https://old.example/gauges" } },
      post("gauges", "https://old.example/gauges"),
      "there",
      "gauges",
    ],
    [
      "that was withdrawn here, not at all",
      { gauges: { status: 410, id: "" } },
      post("gauges", "https://old.example/gauges"),
      "refused",
      "gauges",
    ],
    [
      "without an address, by its title",
      { gauges: { id: "here", title: "A story" } },
      post("gauges", undefined),
      "there",
      "gauges",
    ],
  ] as const)("%s", async (_, articles, sent, outcome, id) => {
    const { ask } = service({ ...articles })
    expect(await publishPost(ask, sent, "1a2b", false)).toMatchObject({ outcome, id })
  })

  it("twice writes once, and with update again", async () => {
    const { ask, put } = service()
    const sent = post("gauges", "https://old.example/gauges")
    await publishPost(ask, sent, "1a2b", false)
    await publishPost(ask, sent, "1a2b", false)
    expect(put).toEqual(["gauges"])
    expect(await publishPost(ask, sent, "1a2b", true)).toEqual({ outcome: "changed", id: "gauges" })
  })

  it("that is here under another id leaves it, and with update publishes it there", async () => {
    const put: string[] = []
    const ask: Ask = async (method, path) => {
      if (method === "GET") return { status: 404, body: "" }
      put.push(path)
      if (path === "/articles/river") return { status: 200, body: "{}" }
      return { status: 409, body: '{"detail":"Article river was first published at this url. Change it."}' }
    }
    const sent = post("gauges", "https://old.example/gauges")
    expect(await publishPost(ask, sent, "1a2b", false)).toEqual({ outcome: "there", id: "river" })
    expect(await publishPost(ask, sent, "1a2b", true)).toEqual({ outcome: "changed", id: "river" })
    expect(put).toEqual(["/articles/gauges", "/articles/gauges", "/articles/river"])
  })

  it("that the service refuses says why", async () => {
    const ask: Ask = async (method) =>
      method === "GET" ? { status: 404, body: "" } : { status: 422, body: '{"detail":"Correct these fields"}' }
    expect(await publishPost(ask, post("a", undefined), "1a2b", false)).toEqual({
      outcome: "refused",
      id: "a",
      reason: "Correct these fields",
    })
  })
})
