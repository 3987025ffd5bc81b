import { describe, expect, it } from "vitest"
import { newsroom } from "../../support/newsroom.ts"
import { failingStores } from "../../support/stores.ts"
import { expectGuarded } from "../guarded.ts"
import { select } from "../pages/support.ts"

// What browsers send.
const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" }

describe("a browser", () => {
  it("gets a page for every 404, 405, 410, 500 and 503, with the status and its headers", async () => {
    const courier = newsroom()
    await courier.put("back")
    await courier.withdraw("back")
    const cases: [path: string, status: number, method?: string][] = [
      ["/no/such/thing", 404],
      ["/articles/none", 404],
      ["/tags/none", 404],
      ["/tags/none/rss.xml", 404],
      ["/check-also?url=https://elsewhere.example/", 404],
      ["/articles/back", 410],
      ["/articles/back/check-also", 410],
      ["/feeds", 405, "POST"],
      ["/articles", 401],
      ["/archive/2026-11?cursor=x", 400],
    ]
    for (const [path, status, method = "GET"] of cases) {
      const answer = await courier.request(path, { method, headers: BROWSER })
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
        path,
        status,
        "text/html; charset=utf-8",
      ])
      expect(answer.headers.get("cache-control")).toBe("no-store")
      expect(answer.headers.get("vary")).toContain("accept")
      expectGuarded(answer)
      if (status === 405) expect(answer.headers.get("allow")).toBe("GET, HEAD")
      if (status === 401) expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/)
      expect(await select(await answer.text(), "main h1")).toHaveLength(1)
    }
    const now = courier.services.now
    courier.services.now = () => {
      throw new TypeError("a bug")
    }
    const bug = await courier.request("/health", { headers: BROWSER })
    expect([bug.status, (await select(await bug.text(), "h1"))[0]!.text]).toEqual([500, "Something broke here"])
    courier.services.now = now
    Object.assign(courier.services, failingStores())
    const away = await courier.request("/archive", { headers: BROWSER })
    expect([away.status, away.headers.get("retry-after")]).toEqual([503, "5"])
    expect((await select(await away.text(), "h1"))[0]!.text).toBe("This page cannot be shown just now")
  })

  it("is told so in the paper's language", async () => {
    const { publication } = newsroom().services.config
    const courier = newsroom({}, { publication: { ...publication, language: "ps" } })
    const html = await (await courier.request("/nothing", { headers: BROWSER })).text()
    expect((await select(html, "html"))[0]!.attributes).toMatchObject({ lang: "ps", dir: "rtl" })
    expect((await select(html, "h1"))[0]!.text).toBe("دلته هېڅ خبر نشته")
  })
})

it("a program gets the problem document", async () => {
  const courier = newsroom()
  for (const accept of ["*/*", "application/json", "application/problem+json"]) {
    const answer = await courier.request("/no/such/thing", { headers: { accept } })
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"])
    expect(answer.headers.get("vary")).toContain("accept")
  }
})
