import { describe, expect, it } from "vitest"
import { operationsOf } from "../../../src/http/site/docs/operations.ts"
import { newsroom } from "../../support/newsroom.ts"

const open = async (path: string) => {
  const answer = await newsroom().request(path)
  return { answer, text: await answer.text() }
}

describe("/docs", () => {
  it("has every operation of the document, once, with a command", async () => {
    const document = JSON.parse((await open("/openapi.json")).text)
    const { answer, text } = await open("/docs")
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"])
    const operations = [...operationsOf(document, "https://courier.example").values()].flat()
    const count = Object.values(document.paths as object).flatMap(Object.keys).length
    expect(operations).toHaveLength(count)
    for (const { method, path } of operations) expect(text).toContain(`<code>${method} ${path}</code></h3>`)
    expect(new Set([...text.matchAll(/<article id="([^"]+)"/g)].map(([, id]) => id)).size).toBe(count)
  })

  it("shows a command that can be run", async () => {
    const document = JSON.parse((await open("/openapi.json")).text)
    const all = [...operationsOf(document, "https://courier.example").values()].flat()
    const of = (method: string, path: string) => all.find((each) => each.method === method && each.path === path)!
    expect(of("GET", "/check-also").curl).toMatch(/^curl 'https:\/\/courier\.example\/check-also\?url=https%3A%2F%2F/)
    expect(of("PUT", "/articles/{id}").curl).toMatch(
      /^curl -X PUT 'https:\/\/courier\.example\/articles\/[\w-]+' \\\n {2}-H "Authorization: Bearer \$TOKEN" \\\n {2}-H 'Content-Type: application\/json' \\\n {2}--data '\{"title":/,
    )
    expect(of("POST", "/websub").curl).toContain("--data-urlencode 'hub.mode=subscribe'")
    for (const { curl } of all) expect(curl).not.toMatch(/undefined|\{\w+\}'/)
  })

  it("says who may ask", async () => {
    const document = JSON.parse((await open("/openapi.json")).text)
    const all = [...operationsOf(document, "https://courier.example").values()].flat()
    const who = (path: string, method = "GET") => all.find((each) => each.path === path && each.method === method)!.who
    expect(who("/rss.xml")).toBe("anyone")
    expect(who("/subscriptions")).toBe("editor")
    expect(who("/partners/{id}/items", "POST")).toBe("partner or editor")
  })
})

it("/docs/push has a recipe in each language, for this service", async () => {
  const { answer, text } = await open("/docs/push")
  expect(answer.status).toBe(200)
  for (const name of ["curl", "JavaScript", "PHP", "Python"]) expect(text).toContain(`<h2 class="rubric">${name}</h2>`)
  expect(text).not.toContain("SERVICE_URL")
  expect(text.match(/https:\/\/courier\.example/g)!.length).toBeGreaterThan(4)
})

describe("the document", () => {
  it("has an id and the credentials of each operation, and an example of each body", async () => {
    const { paths, components } = JSON.parse((await open("/openapi.json")).text)
    const operations = Object.entries(paths as Record<string, Record<string, never>>).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, ...(operation as object) })),
    ) as { name: string; operationId: string; security: unknown; requestBody?: { content: Record<string, never> } }[]
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    expect(operations.filter(({ security }) => !Array.isArray(security))).toEqual([])
    const hasExample = ({ example, schema }: { example?: unknown; schema?: Record<string, never> }): boolean =>
      example !== undefined ||
      schema?.example !== undefined ||
      Object.values(schema?.properties ?? {}).some((each) => (each as { example?: unknown }).example !== undefined) ||
      (schema?.$ref !== undefined && hasExample({ schema: components.schemas[String(schema.$ref).split("/").at(-1)!] }))
    const without = operations.flatMap(({ name, requestBody }) =>
      Object.entries(requestBody?.content ?? {}).flatMap(([type, body]) =>
        hasExample(body) ? [] : [`${name} ${type}`],
      ),
    )
    expect(without).toEqual([])
  })
})
