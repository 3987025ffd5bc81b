import { describe, expect, it } from "vitest"
import { keepDeadLetters, listDeadLetters } from "../../src/store/dead-letters.ts"
import { listSubscribers, saveSubscriber } from "../../src/store/subscribers.ts"
import { guardLimiter } from "../../src/store/unavailable.ts"
import { hubSubscription } from "../support/hub-subscription.ts"
import { DELTA, EDITOR, newsroom } from "../support/newsroom.ts"
import { addPartner, jsonFeed, sentItem } from "../support/partners.ts"
import { failingStores, freshStores } from "../support/stores.ts"
import { expectGuarded } from "./guarded.ts"

type Courier = ReturnType<typeof newsroom>
type Case = (courier: Courier) => Response | Promise<Response>

const JSON_TYPE = { ...EDITOR, "content-type": "application/json" }
// The header alone is enough: nobody sends these bytes.
const LARGE = { "content-length": `${10 * 1024 * 1024 + 1}` }
const ARTICLE = { title: "Gauges", content_text: "Water." }
const OPML = `<opml version="2.0"><body><outline text="H" xmlUrl="https://herald.example/feed.xml"/></body></opml>`

// It is wrong, and still a signature.
const SIGNED = { "x-hub-signature": "sha256=00" }
const delivery = (path: string, courier: Courier, body: string, headers: Record<string, string> = {}) =>
  courier.request(path, { method: "POST", body, headers })

/** The stores fail from now on. */
const fail = (courier: Courier) => Object.assign(courier.services, failingStores())

async function keyOf(courier: Courier, id: string): Promise<Record<string, string>> {
  const { key } = (await (await courier.send("POST", `/partners/${id}/key`, "")).json()) as { key: string }
  return { authorization: `Bearer ${key}`, "content-type": "application/json" }
}

const limited = (courier: Courier) => {
  courier.services.limiter = { limit: async () => ({ success: false }) }
}

const web = (courier: Courier, answer: () => Response) => {
  courier.services.fetch = async () => answer()
}

/** How to send an operation. */
interface Plan {
  method: string
  path: string
  body?: string
  type?: string
  /** Statuses besides those that every operation reaches in the same way. */
  cases: Record<number, Case>
}

const put = (courier: Courier) => courier.put("gauges")
const withdrawn = async (courier: Courier) => {
  await courier.put("gauges")
  return courier.withdraw("gauges")
}
const BOX_HTML = "/check-also.html?url=https://courier.example/articles/gauges"
const boxed = async (courier: Courier) => {
  await put(courier)
  const pin = { url: "https://herald.example/s1", title: "Gauges" }
  return courier.send("PUT", "/articles/gauges/check-also", { pin: [pin] })
}
const EVENT = JSON.stringify({
  event: "shown",
  url: "https://courier.example/articles/gauges",
  layout: "list",
  links: ["https://herald.example/s1"],
})
const tellEvent = (courier: Courier, body: string) =>
  courier.request("/events", {
    method: "POST",
    body,
    headers: { "content-type": "text/plain", "user-agent": "Mozilla/5.0 Firefox/140.0" },
  })
const FORM = "application/x-www-form-urlencoded"
const SUBSCRIBES = `${new URLSearchParams({
  "hub.mode": "subscribe",
  "hub.topic": "https://courier.example/rss.xml",
  "hub.callback": "https://reader.example/hear",
})}`
const REGISTERS = `${new URLSearchParams({
  port: "443",
  path: "/hear",
  protocol: "https-post",
  domain: "reader.example",
  url1: "https://courier.example/rss.xml",
})}`
const askHub = (courier: Courier, body: string, path = "/websub") =>
  courier.request(path, { method: "POST", body, headers: { "content-type": FORM } })
const partner = async () => {
  await addPartner()
  return new Response()
}

const BACKUP = `${JSON.stringify({ check_also_backup: 1, made_at: "", site_url: "", items: false })}\n`
const END = JSON.stringify({ end: {} })

/** Does the first thing, then the second. */
async function after(courier: Courier, first: Case, then: () => Response | Promise<Response>): Promise<Response> {
  await first(courier)
  return then()
}

const feedPlans = (folder: string, slug: string): Plan[] =>
  ["rss.xml", "atom.xml", "feed.json"].map((file) => {
    const path = `${folder.replace(/\{\w+\}/, slug)}/${file}`
    const prepare = async (courier: Courier) => {
      const answer = await courier.put("gauges", {
        tags: ["x"],
        authors: [{ name: "x" }],
        _check_also: { section: "x" },
      })
      await courier.render()
      return answer
    }
    const other = path.replace(slug, slug === "x" ? "none" : "2020-01")
    const spelt: Record<number, Case> =
      slug === "x" ? { 301: (courier) => courier.request(path.replace("/x/", "/X/")) } : {}
    const missing: Record<number, Case> = slug ? { 404: (courier) => courier.request(other) } : {}
    const get = (courier: Courier, headers: Record<string, string>) => courier.request(path, { headers })
    return {
      method: "get",
      path: `${folder}/${file}`,
      cases: {
        200: (courier) => after(courier, prepare, () => courier.request(path)),
        226: async (courier) => {
          await prepare(courier)
          await courier.request(path)
          await courier.render()
          const tag = (await courier.request(path)).headers.get("etag")!
          await courier.put("bread", { tags: ["x"], authors: [{ name: "x" }], _check_also: { section: "x" } })
          await courier.render()
          courier.wait()
          return get(courier, { ...DELTA, "if-none-match": tag })
        },
        ...spelt,
        304: (courier) => after(courier, prepare, () => get(courier, { "if-none-match": "*" })),
        ...missing,
        412: (courier) => after(courier, prepare, () => get(courier, { "if-match": '"other"' })),
      },
    }
  })

/** Where another system's feed stood. */
function movedPlan(path: string, address: string, other?: string): Plan {
  const missing: Record<number, Case> = other ? { 404: (courier) => courier.request(other) } : {}
  const failing: Record<number, Case> = path.includes("{slug}")
    ? {
        503: (courier) => {
          fail(courier)
          return courier.request(address)
        },
      }
    : {}
  const moves: Case = async (courier) => {
    await courier.put("gauges", { tags: ["x"], authors: [{ name: "x" }], _check_also: { section: "x" } })
    return courier.request(address)
  }
  return { method: "get", path, cases: { 301: moves, ...missing, ...failing } }
}

/** What is remembered answers 304 to who has it. */
const pagePlan = (path: string): Plan => ({
  method: "get",
  path,
  cases: {
    200: (courier) => courier.request(path),
    304: (courier) => courier.request(path, { headers: { "if-none-match": "*" } }),
  },
})

/** A page that lists stories. `others`: what leads to other statuses. */
function listPlan(path: string, address: string, others: Record<number, string>): Plan {
  const ask =
    (asked: string, headers: Record<string, string> = {}) =>
    async (courier: Courier) => {
      await courier.put("gauges", { tags: ["x"], authors: [{ name: "x" }], _check_also: { section: "x" } })
      return courier.request(asked, { headers })
    }
  const rest = Object.entries(others).map(([status, other]) => [status, ask(other)])
  const failing: Case = (courier) => {
    fail(courier)
    return courier.request(address)
  }
  return {
    method: "get",
    path,
    cases: {
      200: ask(address),
      304: ask(address, { "if-none-match": "*" }),
      503: failing,
      ...Object.fromEntries(rest),
    },
  }
}

/** What an aggregator gets. */
function profilePlan(path: string, address: string, others: Record<number, string> = {}): Plan {
  const ask =
    (asked: string, headers: Record<string, string> = {}): Case =>
    (courier) =>
      after(courier, put, () => courier.request(asked, { headers }))
  return {
    method: "get",
    path,
    cases: {
      200: ask(address),
      304: ask(address, { "if-none-match": "*" }),
      412: ask(address, { "if-match": '"other"' }),
      503: (courier) => {
        fail(courier)
        return courier.request(address)
      },
      ...Object.fromEntries(Object.entries(others).map(([status, other]) => [status, ask(other)])),
    },
  }
}

const PLANS: Plan[] = [
  profilePlan("/for/{file}", "/for/msn.xml", { 301: "/for/MSN.xml", 404: "/for/none.xml" }),
  profilePlan("/podcast.xml", "/podcast.xml"),
  profilePlan("/news-sitemap.xml", "/news-sitemap.xml"),
  {
    method: "get",
    path: "/for/{aggregator}/report",
    cases: {
      200: (courier) => courier.request("/for/msn/report", { headers: EDITOR }),
      400: (courier) => courier.request("/for/msn/report?language=english", { headers: EDITOR }),
      404: (courier) => courier.request("/for/none/report", { headers: EDITOR }),
      503: (courier) => {
        fail(courier)
        return courier.request("/for/msn/report", { headers: EDITOR })
      },
    },
  },
  {
    method: "get",
    path: "/.well-known/feed-menu.json",
    cases: {
      200: (courier) => courier.request("/.well-known/feed-menu.json"),
      304: (courier) => courier.request("/.well-known/feed-menu.json", { headers: { "if-none-match": "*" } }),
      503: (courier) => {
        fail(courier)
        return courier.request("/.well-known/feed-menu.json")
      },
    },
  },
  ...["/feed", "/rss", "/atom", "/index.xml", "/feed.xml"].map((path) => movedPlan(path, path)),
  movedPlan("/feed/{format}", "/feed/atom", "/feed/none"),
  ...["/category/{slug}/feed", "/tag/{slug}/feed", "/tag/{slug}/rss", "/author/{slug}/feed", "/author/{slug}/rss"].map(
    (path) => movedPlan(path, path.replace("{slug}", "x"), path.replace("{slug}", "none")),
  ),
  ...feedPlans("", ""),
  ...feedPlans("/summary", ""),
  ...feedPlans("/with-links", ""),
  ...feedPlans("/sections/{slug}", "x"),
  ...feedPlans("/tags/{slug}", "x"),
  ...feedPlans("/authors/{slug}", "x"),
  ...feedPlans("/archive/{period}", "2026-11"),
  {
    method: "put",
    path: "/articles/{id}",
    body: JSON.stringify(ARTICLE),
    cases: {
      200: (courier) => after(courier, put, () => put(courier)),
      201: put,
      400: (courier) => courier.put("NO"),
      409: async (courier) => {
        await courier.put("a", { url: "https://site.example/a" })
        return courier.put("b", { url: "https://site.example/a" })
      },
      412: (courier) => courier.put("gauges", {}, { "if-match": "*" }),
    },
  },
  {
    method: "delete",
    path: "/articles/{id}",
    cases: {
      204: withdrawn,
      400: (courier) => courier.withdraw("NO"),
      404: (courier) => courier.withdraw("none"),
      412: async (courier) => {
        await put(courier)
        return courier.request("/articles/gauges", { method: "DELETE", headers: { ...EDITOR, "if-match": '"other"' } })
      },
    },
  },
  {
    method: "get",
    path: "/articles/{id}",
    cases: {
      200: (courier) => after(courier, put, () => courier.request("/articles/gauges")),
      301: (courier) => courier.request("/articles/Gauges"),
      304: async (courier) => {
        await put(courier)
        return courier.request("/articles/gauges.json", { headers: { "if-none-match": "*" } })
      },
      404: (courier) => courier.request("/articles/none"),
      410: (courier) => after(courier, withdrawn, () => courier.request("/articles/gauges")),
    },
  },
  {
    method: "post",
    path: "/articles",
    body: JSON.stringify(ARTICLE),
    cases: {
      200: async (courier) => {
        await courier.send("POST", "/articles", ARTICLE)
        return courier.send("POST", "/articles", ARTICLE)
      },
      201: (courier) => courier.send("POST", "/articles", ARTICLE),
      409: async (courier) => {
        await courier.put("a", { url: "https://site.example/a" })
        return courier.send("POST", "/articles", { ...ARTICLE, url: "https://site.example/a" })
      },
    },
  },
  {
    method: "get",
    path: "/articles",
    cases: {
      200: (courier) => courier.request("/articles", { headers: EDITOR }),
      400: (courier) => courier.request("/articles?cursor=x", { headers: EDITOR }),
    },
  },
  {
    method: "get",
    path: "/articles/{id}/check-also",
    cases: {
      200: (courier) => after(courier, put, () => courier.request("/articles/gauges/check-also")),
      301: (courier) => courier.request("/articles/Gauges/check-also"),
      304: async (courier) => {
        await put(courier)
        await courier.render()
        return courier.request("/articles/gauges/check-also", { headers: { "if-none-match": "*" } })
      },
      400: (courier) => courier.request("/articles/gauges/check-also?limit=11"),
      404: (courier) => courier.request("/articles/none/check-also"),
      410: (courier) => after(courier, withdrawn, () => courier.request("/articles/gauges/check-also")),
    },
  },
  {
    method: "put",
    path: "/articles/{id}/check-also",
    body: "{}",
    cases: {
      200: (courier) => after(courier, put, () => courier.send("PUT", "/articles/gauges/check-also", {})),
      404: (courier) => courier.send("PUT", "/articles/none/check-also", {}),
      412: async (courier) => {
        await put(courier)
        return courier.send("PUT", "/articles/gauges/check-also", {}, { "if-match": '"other"' })
      },
      410: (courier) => after(courier, withdrawn, () => courier.send("PUT", "/articles/gauges/check-also", {})),
    },
  },
  {
    method: "get",
    path: "/articles/{id}/check-also/edits",
    cases: {
      200: (courier) =>
        after(courier, put, () => courier.request("/articles/gauges/check-also/edits", { headers: EDITOR })),
      404: (courier) => courier.request("/articles/none/check-also/edits", { headers: EDITOR }),
      410: (courier) =>
        after(courier, withdrawn, () => courier.request("/articles/gauges/check-also/edits", { headers: EDITOR })),
    },
  },
  {
    method: "get",
    path: "/check-also",
    cases: {
      200: async (courier) => {
        await put(courier)
        return courier.request("/check-also?url=https://courier.example/articles/gauges")
      },
      304: async (courier) => {
        await put(courier)
        await courier.render()
        const headers = { "if-none-match": "*" }
        return courier.request("/check-also?url=https://courier.example/articles/gauges", { headers })
      },
      204: (courier) => courier.request("/check-also?url=https://elsewhere.example/&empty=204"),
      400: (courier) => courier.request("/check-also"),
      404: (courier) => courier.request("/check-also?url=https://elsewhere.example/"),
      503: (courier) => {
        fail(courier)
        return courier.request("/check-also?url=https://courier.example/articles/gauges")
      },
    },
  },
  {
    method: "get",
    path: "/check-also.html",
    cases: {
      200: (courier) => after(courier, boxed, () => courier.request(BOX_HTML)),
      204: (courier) => courier.request(BOX_HTML),
      304: (courier) => after(courier, boxed, () => courier.request(BOX_HTML, { headers: { "if-none-match": "*" } })),
      400: (courier) => courier.request("/check-also.html"),
      503: (courier) => {
        fail(courier)
        return courier.request(BOX_HTML)
      },
    },
  },
  {
    method: "post",
    path: "/events",
    body: EVENT,
    type: "text/plain",
    cases: {
      204: (courier) => tellEvent(courier, EVENT),
      415: (courier) => courier.send("POST", "/events", EVENT, { "content-type": "image/png" }),
      422: (courier) => tellEvent(courier, "{}"),
      429: (courier) => {
        limited(courier)
        return tellEvent(courier, EVENT)
      },
      503: (courier) => {
        fail(courier)
        return tellEvent(courier, EVENT)
      },
    },
  },
  {
    method: "get",
    path: "/partners/{id}/events.csv",
    cases: {
      200: (courier) =>
        after(courier, partner, () => courier.request("/partners/herald/events.csv", { headers: EDITOR })),
      400: (courier) => courier.request("/partners/NO!/events.csv", { headers: EDITOR }),
      404: (courier) => courier.request("/partners/none/events.csv", { headers: EDITOR }),
    },
  },
  {
    method: "get",
    path: "/widget",
    cases: {
      200: (courier) => courier.request("/widget"),
      400: (courier) => courier.request("/widget?layout=none"),
    },
  },
  {
    method: "post",
    path: "/check-also",
    body: JSON.stringify(ARTICLE),
    cases: {
      200: (courier) => courier.send("POST", "/check-also", ARTICLE),
      400: (courier) => courier.send("POST", "/check-also?limit=0", ARTICLE),
    },
  },
  {
    method: "post",
    path: "/partners/{id}/items",
    body: jsonFeed([sentItem(0)]),
    cases: {
      200: (courier) =>
        after(courier, partner, () => courier.send("POST", "/partners/herald/items", jsonFeed([sentItem(0)]))),
      400: (courier) => courier.send("POST", "/partners/NO/items", jsonFeed([sentItem(0)])),
      403: async (courier) => {
        await partner()
        await addPartner({ id: "other" })
        return courier.send("POST", "/partners/herald/items", "{}", await keyOf(courier, "other"))
      },
      404: (courier) => courier.send("POST", "/partners/none/items", jsonFeed([sentItem(0)])),
      422: (courier) => after(courier, partner, () => courier.send("POST", "/partners/herald/items", "no feed")),
      429: async (courier) => {
        await partner()
        const headers = await keyOf(courier, "herald")
        limited(courier)
        return courier.send("POST", "/partners/herald/items", jsonFeed([sentItem(0)]), headers)
      },
    },
  },
  {
    method: "get",
    path: "/partners/{id}/items",
    cases: {
      200: (courier) => after(courier, partner, () => courier.request("/partners/herald/items", { headers: EDITOR })),
      400: (courier) =>
        after(courier, partner, () => courier.request("/partners/herald/items?cursor=x", { headers: EDITOR })),
      404: (courier) => courier.request("/partners/none/items", { headers: EDITOR }),
    },
  },
  {
    method: "delete",
    path: "/partners/{id}/items/{itemId}",
    cases: {
      204: async (courier) => {
        await partner()
        await courier.send("POST", "/partners/herald/items", jsonFeed([sentItem(0)]))
        const held = await courier.request("/partners/herald/items", { headers: EDITOR })
        const { items } = (await held.json()) as { items: { id: string }[] }
        return courier.request(`/partners/herald/items/${items[0]?.id}`, { method: "DELETE", headers: EDITOR })
      },
      400: (courier) => courier.request("/partners/NO/items/x", { method: "DELETE", headers: EDITOR }),
      403: async (courier) => {
        await partner()
        await addPartner({ id: "other" })
        const headers = await keyOf(courier, "other")
        return courier.request("/partners/herald/items/x", { method: "DELETE", headers })
      },
      404: async (courier) => {
        await partner()
        return courier.request("/partners/herald/items/none", { method: "DELETE", headers: EDITOR })
      },
      429: async (courier) => {
        await partner()
        limited(courier)
        return courier.request("/partners/herald/items/x", { method: "DELETE", headers: EDITOR })
      },
    },
  },
  {
    method: "post",
    path: "/partners/{id}/ping",
    cases: {
      202: (courier) => after(courier, partner, () => courier.send("POST", "/partners/herald/ping", "")),
      400: (courier) => courier.send("POST", "/partners/NO/ping", ""),
      403: async (courier) => {
        await partner()
        await addPartner({ id: "other" })
        return courier.send("POST", "/partners/herald/ping", "", await keyOf(courier, "other"))
      },
      404: (courier) => courier.send("POST", "/partners/none/ping", ""),
      409: async (courier) => {
        await addPartner({ feedUrl: undefined })
        return courier.send("POST", "/partners/herald/ping", "")
      },
      429: async (courier) => {
        await partner()
        limited(courier)
        return courier.send("POST", "/partners/herald/ping", "")
      },
    },
  },
  {
    method: "post",
    path: "/partners/discover",
    body: JSON.stringify({ url: "https://herald.example/" }),
    cases: {
      200: (courier) => {
        web(courier, () => new Response("<html></html>", { headers: { "content-type": "text/html" } }))
        return courier.send("POST", "/partners/discover", { url: "https://herald.example/" })
      },
      502: (courier) => {
        web(courier, () => new Response("", { status: 500 }))
        return courier.send("POST", "/partners/discover", { url: "https://herald.example/" })
      },
    },
  },
  {
    method: "post",
    path: "/partners/import",
    body: OPML,
    type: "text/x-opml",
    cases: {
      200: (courier) => courier.send("POST", "/partners/import", OPML, { "content-type": "text/x-opml" }),
      422: (courier) => courier.send("POST", "/partners/import", "no", { "content-type": "text/x-opml" }),
    },
  },
  {
    method: "get",
    path: "/partners.opml",
    cases: { 200: (courier) => courier.request("/partners.opml", { headers: EDITOR }) },
  },
  {
    method: "put",
    path: "/partners/{id}",
    body: JSON.stringify({ name: "H", home_url: "https://herald.example/", feed_url: "https://herald.example/f" }),
    cases: {
      200: (courier) => after(courier, partner, () => courier.send("PUT", "/partners/herald", { weight: 2 })),
      201: (courier) => courier.send("PUT", "/partners/herald", { name: "H", feed_url: "https://herald.example/f" }),
      400: (courier) => courier.send("PUT", "/partners/NO", { name: "H", feed_url: "https://herald.example/f" }),
    },
  },
  {
    method: "get",
    path: "/partners/{id}",
    cases: {
      200: (courier) => after(courier, partner, () => courier.request("/partners/herald", { headers: EDITOR })),
      400: (courier) => courier.request("/partners/NO", { headers: EDITOR }),
      404: (courier) => courier.request("/partners/none", { headers: EDITOR }),
    },
  },
  {
    method: "delete",
    path: "/partners/{id}",
    cases: {
      204: (courier) =>
        after(courier, partner, () => courier.request("/partners/herald", { method: "DELETE", headers: EDITOR })),
      400: (courier) => courier.request("/partners/NO", { method: "DELETE", headers: EDITOR }),
      404: (courier) => courier.request("/partners/none", { method: "DELETE", headers: EDITOR }),
    },
  },
  { method: "get", path: "/partners", cases: { 200: (courier) => courier.request("/partners", { headers: EDITOR }) } },
  {
    method: "post",
    path: "/partners/{id}/key",
    cases: {
      200: (courier) => after(courier, partner, () => courier.send("POST", "/partners/herald/key", "")),
      400: (courier) => courier.send("POST", "/partners/NO/key", ""),
      404: (courier) => courier.send("POST", "/partners/none/key", ""),
    },
  },
  {
    method: "delete",
    path: "/partners/{id}/key",
    cases: {
      204: (courier) =>
        after(courier, partner, () => courier.request("/partners/herald/key", { method: "DELETE", headers: EDITOR })),
      400: (courier) => courier.request("/partners/NO/key", { method: "DELETE", headers: EDITOR }),
      404: (courier) => courier.request("/partners/none/key", { method: "DELETE", headers: EDITOR }),
    },
  },
  {
    method: "post",
    path: "/partners/{id}/poll",
    cases: {
      200: async (courier) => {
        await partner()
        web(
          courier,
          () => new Response(jsonFeed([sentItem(0)]), { headers: { "content-type": "application/feed+json" } }),
        )
        return courier.send("POST", "/partners/herald/poll", "")
      },
      400: (courier) => courier.send("POST", "/partners/NO/poll", ""),
      404: (courier) => courier.send("POST", "/partners/none/poll", ""),
      409: async (courier) => {
        await addPartner({ feedUrl: undefined })
        return courier.send("POST", "/partners/herald/poll", "")
      },
    },
  },
  {
    method: "post",
    path: "/preview",
    body: jsonFeed([sentItem(0)]),
    cases: {
      200: (courier) => courier.send("POST", "/preview", jsonFeed([sentItem(0)])),
      422: (courier) => courier.send("POST", "/preview", "no feed"),
      429: (courier) => {
        limited(courier)
        return courier.send("POST", "/preview", { url: "https://herald.example/feed" })
      },
      502: (courier) => {
        web(courier, () => new Response("", { status: 500 }))
        return courier.send("POST", "/preview", { url: "https://herald.example/feed" })
      },
      503: (courier) => {
        courier.services.limiter = guardLimiter({ limit: () => Promise.reject(new Error("it is away")) })
        return courier.send("POST", "/preview", { url: "https://herald.example/feed" })
      },
    },
  },
  {
    method: "get",
    path: "/websub/callback/{token}",
    cases: {
      200: async (courier) => {
        const { path, topic } = await hubSubscription(courier)
        return courier.request(`${path}?${new URLSearchParams({ "hub.mode": "denied", "hub.topic": topic })}`)
      },
      404: (courier) => courier.request("/websub/callback/x"),
      429: async (courier) => {
        limited(courier)
        return courier.request((await hubSubscription(courier)).path)
      },
      503: async (courier) => {
        const { path } = await hubSubscription(courier)
        fail(courier)
        return courier.request(path)
      },
    },
  },
  {
    method: "post",
    path: "/websub/callback/{token}",
    cases: {
      202: async (courier) => delivery((await hubSubscription(courier)).path, courier, "{}", SIGNED),
      400: async (courier) => delivery((await hubSubscription(courier)).path, courier, "{}"),
      404: (courier) => delivery("/websub/callback/x", courier, "{}", SIGNED),
      410: async (courier) => {
        const { path } = await hubSubscription(courier)
        await courier.request("/partners/herald", { method: "DELETE", headers: EDITOR })
        return delivery(path, courier, "{}", SIGNED)
      },
      413: async (courier) => delivery((await hubSubscription(courier)).path, courier, "{}", { ...SIGNED, ...LARGE }),
      429: async (courier) => {
        limited(courier)
        return delivery((await hubSubscription(courier)).path, courier, "{}", SIGNED)
      },
      503: async (courier) => {
        const { path } = await hubSubscription(courier)
        fail(courier)
        return delivery(path, courier, "{}", SIGNED)
      },
    },
  },
  {
    method: "post",
    path: "/websub",
    body: SUBSCRIBES,
    type: FORM,
    cases: {
      202: (courier) => askHub(courier, SUBSCRIBES),
      400: (courier) => askHub(courier, "hub.mode=none"),
      404: (courier) => askHub(courier, "hub.mode=publish&hub.url=https://herald.example/none"),
      429: (courier) => {
        courier.services.hubLimiter = { limit: async () => ({ success: false }) }
        return askHub(courier, SUBSCRIBES)
      },
      503: (courier) => {
        courier.services.hubLimiter = guardLimiter({ limit: () => Promise.reject(new Error("it is away")) })
        return askHub(courier, SUBSCRIBES)
      },
    },
  },
  {
    method: "post",
    path: "/rsscloud/pleaseNotify",
    body: REGISTERS,
    type: FORM,
    cases: {
      200: (courier) => askHub(courier, REGISTERS, "/rsscloud/pleaseNotify"),
      429: (courier) => {
        courier.services.hubLimiter = { limit: async () => ({ success: false }) }
        return askHub(courier, REGISTERS, "/rsscloud/pleaseNotify")
      },
      503: (courier) => {
        fail(courier)
        return askHub(courier, REGISTERS, "/rsscloud/pleaseNotify")
      },
    },
  },
  {
    method: "get",
    path: "/subscriptions",
    cases: {
      200: (courier) => courier.request("/subscriptions", { headers: EDITOR }),
      400: (courier) => courier.request("/subscriptions?cursor=x", { headers: EDITOR }),
    },
  },
  {
    method: "delete",
    path: "/subscriptions",
    cases: {
      204: async (courier) => {
        const { db, now } = courier.services
        await put(courier)
        await courier.render()
        const topic = {
          feed: "main",
          file: "rss.xml",
          callback: "https://reader.example/",
          protocol: "websub" as const,
        }
        await saveSubscriber(db, { ...topic, askedAt: now(), leaseExpiresAt: now() + 1000 })
        const [row] = await listSubscribers(db, 0, 1)
        return courier.request(`/subscriptions?id=${row?.id}`, { method: "DELETE", headers: EDITOR })
      },
      400: (courier) => courier.request("/subscriptions", { method: "DELETE", headers: EDITOR }),
      404: (courier) => courier.request("/subscriptions?id=7", { method: "DELETE", headers: EDITOR }),
      503: (courier) => {
        fail(courier)
        return courier.request("/subscriptions?id=7", { method: "DELETE", headers: EDITOR })
      },
    },
  },
  {
    method: "get",
    path: "/audience",
    cases: {
      200: (courier) => courier.request("/audience?feed=main", { headers: EDITOR }),
      400: (courier) => courier.request("/audience?days=0", { headers: EDITOR }),
      503: (courier) => {
        fail(courier)
        return courier.request("/audience", { headers: EDITOR })
      },
    },
  },
  {
    method: "get",
    path: "/audience.csv",
    cases: {
      200: (courier) => courier.request("/audience.csv", { headers: EDITOR }),
      400: (courier) => courier.request("/audience.csv?days=401", { headers: EDITOR }),
    },
  },
  {
    method: "get",
    path: "/metrics",
    cases: { 200: (courier) => courier.request("/metrics", { headers: EDITOR }) },
  },
  {
    method: "get",
    path: "/dead-letters",
    cases: {
      200: (courier) => courier.request("/dead-letters", { headers: EDITOR }),
      400: (courier) => courier.request("/dead-letters?cursor=x", { headers: EDITOR }),
    },
  },
  {
    method: "post",
    path: "/dead-letters/retry",
    cases: {
      200: (courier) => courier.request("/dead-letters/retry", { method: "POST", headers: EDITOR }),
      400: (courier) => courier.request("/dead-letters/retry?id=x", { method: "POST", headers: EDITOR }),
      404: (courier) => courier.request("/dead-letters/retry?id=7", { method: "POST", headers: EDITOR }),
    },
  },
  {
    method: "delete",
    path: "/dead-letters",
    cases: {
      204: async (courier) => {
        await keepDeadLetters(courier.services.db, [{ queue: null, body: 1, error: "odd" }], 0)
        const [letter] = await listDeadLetters(courier.services.db, 0, 1)
        return courier.request(`/dead-letters?id=${letter?.id}`, { method: "DELETE", headers: EDITOR })
      },
      400: (courier) => courier.request("/dead-letters", { method: "DELETE", headers: EDITOR }),
      404: (courier) => courier.request("/dead-letters?id=7", { method: "DELETE", headers: EDITOR }),
      503: (courier) => {
        fail(courier)
        return courier.request("/dead-letters?id=7", { method: "DELETE", headers: EDITOR })
      },
    },
  },
  {
    method: "post",
    path: "/rebuild",
    cases: {
      200: (courier) => courier.send("POST", "/rebuild", ""),
      202: async (courier) => {
        await courier.services.db.prepare("INSERT INTO rebuild VALUES (1, 'search', '', '{}', ?1)").bind(9e15).run()
        return courier.send("POST", "/rebuild", "")
      },
    },
  },
  {
    method: "get",
    path: "/backup",
    cases: {
      200: (courier) => courier.request("/backup?items=true", { headers: EDITOR }),
      400: (courier) => courier.request("/backup?from=x", { headers: EDITOR }),
    },
  },
  {
    method: "post",
    path: "/restore",
    body: BACKUP + END,
    cases: {
      200: (courier) => courier.send("POST", "/restore", BACKUP + END),
      202: (courier) => courier.send("POST", "/restore", BACKUP),
      400: (courier) => courier.send("POST", "/restore?replace=perhaps", BACKUP),
    },
  },
  ...["/", "/feeds.opml", "/archive", "/sitemap.xml"].map(pagePlan),
  listPlan("/feeds", "/feeds", { 400: `/feeds?q=${"x".repeat(201)}` }),
  listPlan("/search", "/search?q=gauges", { 400: "/search?q=gauges&cursor=x" }),
  ...["sections", "tags", "authors"].map((folder) => {
    const spelt = { 301: `/${folder}/X`, 400: `/${folder}/x?cursor=1`, 404: `/${folder}/none` }
    return listPlan(`/${folder}/{slug}`, `/${folder}/x`, spelt)
  }),
  listPlan("/archive/{month}", "/archive/2026-11", { 400: "/archive/2026-11?cursor=x", 404: "/archive/2020-01" }),
  listPlan("/sitemaps/{file}", "/sitemaps/2026-11.xml", { 404: "/sitemaps/2020-01.xml" }),
  { method: "get", path: "/status", cases: { 200: (courier) => courier.request("/status", { headers: EDITOR }) } },
  { method: "get", path: "/health", cases: { 200: (courier) => courier.request("/health") } },
]

const address = (path: string) => path.replace("{period}", "2026-11").replace(/\{\w+\}/g, "herald")

/** What is the same for all operations. */
const COMMON: Record<number, (plan: Plan) => Case> = {
  401: (plan) => (courier) =>
    courier.request(address(plan.path), {
      method: plan.method.toUpperCase(),
      ...(plan.body ? { body: plan.body } : {}),
    }),
  // Whoever calls is looked at first, and whether there is such a partner.
  413: (plan) => (courier) =>
    after(courier, partner, () =>
      courier.send(plan.method.toUpperCase(), address(plan.path), "x", {
        ...JSON_TYPE,
        ...LARGE,
        ...(plan.type ? { "content-type": plan.type } : {}),
      }),
    ),
  415: (plan) => (courier) =>
    after(courier, partner, () =>
      courier.send(plan.method.toUpperCase(), address(plan.path), plan.body ?? "", { "content-type": "text/plain" }),
    ),
  422: (plan) => (courier) => courier.send(plan.method.toUpperCase(), address(plan.path), "[]"),
  503: (plan) => (courier) => {
    fail(courier)
    return courier.request(address(plan.path), {
      method: plan.method.toUpperCase(),
      headers: plan.type ? { ...EDITOR, "content-type": plan.type } : JSON_TYPE,
      ...(plan.method === "get" ? {} : { body: plan.body ?? "" }),
    })
  },
}

describe("every documented status can be had", () => {
  it.each(PLANS.map((plan) => [plan.method, plan.path, plan] as const))("%s %s", async (method, path, plan) => {
    const answer = await newsroom().request("/openapi.json")
    const { paths } = (await answer.json()) as {
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
    }
    const documented = Object.keys(paths[path]![method]!.responses).map(Number)
    const reached: number[] = []
    for (const status of documented) {
      await freshStores()
      const courier = newsroom()
      const run = plan.cases[status] ?? COMMON[status]?.(plan)
      const response = await run?.(courier)
      if (response?.status === status) reached.push(status)
      if (response) expectGuarded(response)
      if (status >= 400 && path !== "/health") {
        // A hub says what is wrong as plain text (WebSub §5.1.2).
        const kinds =
          path === "/websub" ? /^application\/problem\+json|^text\/plain/ : /^application\/problem\+json|^text\/html/
        expect(response?.headers.get("content-type"), `${status}`).toMatch(kinds)
      }
    }
    expect(reached).toEqual(documented)
    expect(
      Object.keys(plan.cases)
        .map(Number)
        .filter((status) => !documented.includes(status)),
    ).toEqual([])
  })

  it("has a plan for every operation", async () => {
    const answer = await newsroom().request("/openapi.json")
    const { paths } = (await answer.json()) as { paths: Record<string, object> }
    const all = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((m) => `${m} ${path}`),
    )
    expect(PLANS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(all.sort())
  })
})
