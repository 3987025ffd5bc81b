import { beforeAll, describe, expect, it } from "vitest"
import { EDITOR, newsroom } from "../support/newsroom.ts"

const readmes = Object.values(
  import.meta.glob<string>(["../../README.md", "../../src/**/README.md"], {
    query: "?raw",
    eager: true,
    import: "default",
  }),
).join("\n")

interface Operation {
  summary?: string
  responses: Record<string, { description: string }>
}
let paths: Record<string, Record<string, Operation>>

beforeAll(async () => {
  paths = ((await (await newsroom().request("/openapi.json")).json()) as { paths: typeof paths }).paths
})

describe("GET /openapi.json", () => {
  it("has every route that answers, and each of them answers", async () => {
    const { app } = newsroom()
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    )
    const internal =
      /^(ALL|GET) (\/\*|\/openapi\.json|\/docs(?:\/push)?|\/style-\w+\.css|\/:(?:style|file)\{.+\}|\/(?:icon|icon-512|apple-touch-icon|social-card)\.(?:svg|png)|\/site\.webmanifest|\/robots\.txt|\/pashto\.woff2|\/favicon\.ico|\/(?:check-also(?:\.\w+)?|count)\.js|\/widget\/check-also\.php\.txt)$/
    const routes = [...new Set(app.app.routes.map(({ method, path }) => `${method} ${path}`))].filter(
      (route) => !internal.test(route),
    )
    expect(routes.sort()).toEqual(documented.sort())
  })

  it("says what each operation is for", () => {
    const silent = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { summary }]) => !summary)
        .map(([method]) => `${method} ${path}`),
    )
    expect(silent).toEqual([])
  })

  it("asks for credentials wherever 401 is documented, and only there", async () => {
    const courier = newsroom()
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { responses }] of Object.entries(operations)) {
        const address = path.replace(/\{(\w+)\}/g, "x1")
        const { status } = await courier.request(address, {
          method: method.toUpperCase(),
          ...(method === "put" || method === "post" ? { body: "{}" } : {}),
        })
        expect([path, method, status === 401]).toEqual([path, method, "401" in responses])
      }
    }
  })
})

it("a Host header that names no host is 400", async () => {
  const courier = newsroom()
  const request = new Request("https://courier.example/articles/x")
  const address = 'http://"><script>/articles/x'
  const asked = new Proxy(request, { get: (of, name) => (name === "url" ? address : Reflect.get(of, name, of)) })
  const answer = await courier.app.fetch(asked, {}, {} as ExecutionContext)
  expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/problem+json"])
})

describe("unknown addresses", () => {
  it("are 404 with a problem document, and 405 with Allow where another method would do", async () => {
    const courier = newsroom()
    const missing = await courier.request("/no/such/thing")
    expect([missing.status, missing.headers.get("content-type")]).toEqual([404, "application/problem+json"])
    const patch = await courier.request("/articles/x", { method: "PATCH", headers: EDITOR })
    expect([patch.status, patch.headers.get("allow")]).toEqual([405, "GET, HEAD, PUT, DELETE"])
  })
})

describe("the README", () => {
  it("names every route", () => {
    const unnamed = Object.keys(paths).filter((path) => {
      const family = path.replace(/\/(rss\.xml|atom\.xml|feed\.json)$/, "").replace(/\{\w+\}/g, ":") || "/rss.xml"
      return !readmes.replace(/:[\w-]+/g, ":").includes(family)
    })
    expect(unnamed).toEqual([])
  })
})
