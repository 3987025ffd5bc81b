import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { expect, inject, it } from "vitest"
import { type Document, type HttpCase, mixedCases, plainCase, randomFrom, wrongCases } from "../support/http-cases.ts"
import { EDITOR, newsroom } from "../support/newsroom.ts"
import { addPartner, feedResponse, sentItem } from "../support/partners.ts"

const MIXED = 500

/** A request as a Worker gets it; null where the platform would refuse it before. */
function toRequest({ method, path, headers, body }: HttpCase): Request | null {
  const { host, ...others } = headers
  try {
    const url = host === undefined ? `https://courier.example${path}` : `https://${host}${path}`
    return new Request(url, { method, headers: others, ...(body === undefined || method === "GET" ? {} : { body }) })
  } catch {
    return null
  }
}

it("no request makes an error of ours, whatever is wrong with it", { tags: "property", timeout: 600_000 }, async () => {
  const seed = inject("seed") ?? crypto.getRandomValues(new Uint32Array(1))[0]!
  const courier = newsroom({ fetch: (async () => feedResponse([sentItem(1)])) as typeof fetch })
  await addPartner({ id: "herald" })
  await courier.put("river-gauges-return")
  await courier.render()
  const document = (await (await courier.request("/openapi.json")).json()) as Document
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, path] as const),
  )
  const single = operations.flatMap(([method, path]) => wrongCases(document, method, path, EDITOR))
  const plain = operations.map(([method, path]) => plainCase(document, method, path, EDITOR))
  const cases = [...plain, ...single, ...mixedCases(single, MIXED, randomFrom(seed))]
  const requests = cases.flatMap((each) => {
    const request = toRequest(each)
    return request ? [{ name: each.name, request }] : []
  })
  expect(requests.length).toBeGreaterThan(3000)

  const wrong: string[] = []
  for (const { name, request } of requests) {
    const context = createExecutionContext()
    const response = await courier.app.fetch(request, env, context)
    await waitOnExecutionContext(context)
    courier.queued.length = 0
    const type = response.headers.get("content-type") ?? ""
    const body = await response.text()
    if (response.status >= 500 && response.status !== 502)
      wrong.push(`${name}: ${response.status} ${body.slice(0, 200)}`)
    // A hub says what is wrong as plain text (WebSub §5.1.2).
    else if (name.startsWith("POST /websub") && type.startsWith("text/plain")) continue
    else if (response.status >= 400 && !/^(application\/problem\+json|text\/html)/.test(type))
      wrong.push(`${name}: ${response.status} as ${type}`)
    else if (response.status >= 400 && type.includes("json") && JSON.parse(body).status !== response.status)
      wrong.push(`${name}: ${response.status} says ${body.slice(0, 100)}`)
  }
  expect(wrong, `seed ${seed}`).toEqual([])
})
