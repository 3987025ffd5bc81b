import { beforeEach, describe, expect, it } from "vitest"
import { STYLE_PATH } from "../../../src/http/site/assets/style.ts"
import { DELTA, EDITOR, newsroom } from "../../support/newsroom.ts"
import { addPartner } from "../../support/partners.ts"
import { expectGuarded } from "../guarded.ts"

// statuses.test.ts holds every documented status of every route to the same.
describe("every answer is guarded", () => {
  let courier: ReturnType<typeof newsroom>
  beforeEach(async () => {
    courier = newsroom({
      fetch: async () => new Response(null, { status: 404 }),
      polls: { send: async () => {} } as unknown as Queue,
    })
    await courier.put("gauges")
    await courier.render()
    await addPartner()
  })

  it("of every route, to a stranger and to an editor, to GET and HEAD", async () => {
    const { paths } = (await (await courier.request("/openapi.json")).json()) as {
      paths: Record<string, Record<string, { security: object[] }>>
    }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { security }]) =>
        (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]).map((m) => [path, m, security] as const),
      ),
    )
    expect(operations.length).toBeGreaterThan(60)
    for (const [path, method, security] of operations) {
      const address = path
        .replace("{period}", "2026-11")
        .replace("/partners/{id}", "/partners/herald")
        .replace(/\{\w+\}/g, "gauges")
      for (const headers of [{}, EDITOR]) {
        const body = method === "PUT" || method === "POST" ? "{}" : undefined
        const answer = await courier.request(address, { method, headers, ...(body && { body }) })
        expectGuarded(answer)
        if (security.length > 0 || method === "PUT" || method === "POST" || method === "DELETE")
          expect(answer.headers.get("cache-control"), `${method} ${address}`).toBe("no-store")
      }
    }
  })

  it.each([
    "/openapi.json",
    STYLE_PATH,
    "/icon.svg",
    "/icon.png",
    "/favicon.ico",
    "/check-also.js",
    "/count.js",
    "/robots.txt",
    "/site.webmanifest",
    "/apple-touch-icon.png",
    "/icon-512.png",
    "/social-card.png",
    "/pashto.woff2",
  ])("of %s", async (path) => {
    const answer = await courier.request(path)
    expect(answer.status).toBe(200)
    expectGuarded(answer)
    expect(await answer.text()).toMatch(/\S/)
  })

  it.each(["/rss.xml", "/atom.xml", "/feed.json"])(
    "of %s, whole, unchanged, as a delta and from memory",
    async (path) => {
      const whole = await courier.request(path)
      const etag = whole.headers.get("etag")!
      const statuses = [
        whole,
        await courier.request(path),
        await courier.request(path, { headers: { "if-none-match": etag } }),
      ]
      await courier.put("bread")
      await courier.render()
      courier.wait()
      statuses.push(await courier.request(path, { headers: { ...DELTA, "if-none-match": etag } }))
      expect(statuses.map(({ status }) => status)).toEqual([200, 200, 304, 226])
      for (const answer of statuses) expectGuarded(answer)
    },
  )

  it("where there is no such address, no such method, or a mistake of ours", async () => {
    const nothing = await courier.request("/no/such/thing")
    const method = await courier.request("/articles/gauges", { method: "PATCH" })
    courier.services.now = () => {
      throw new TypeError("a bug")
    }
    const bug = await courier.request("/health")
    expect([nothing, method, bug].map(({ status }) => status)).toEqual([404, 405, 500])
    for (const answer of [nothing, method, bug]) expectGuarded(answer)
  })

  it("where an article is no page: as an item, unchanged, unknown, withdrawn", async () => {
    const get = (path: string, headers: Record<string, string> = {}) => courier.request(path, { headers })
    const asked = [
      await get("/articles/gauges.json"),
      await get("/articles/gauges.json", { "if-none-match": "*" }),
      await get("/articles/none"),
      await get("/articles/none", { accept: "text/html" }),
    ]
    await courier.withdraw("gauges")
    asked.push(await get("/articles/gauges"), await get("/articles/gauges", { accept: "text/html" }))
    expect(asked.map(({ status }) => status)).toEqual([200, 304, 404, 404, 410, 410])
    for (const answer of asked) expectGuarded(answer)
  })
})
