// What developers of others do with /openapi.json, with their own tools: lint it with Redocly, generate a client with
// openapi-typescript, compile it, and push with it in every format. The tools come from the registry into a folder of
// their own, since they need an older TypeScript.
//
//   node test/scripts/api-document.ts
import { strictEqual } from "node:assert"
import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { EDITOR_TOKEN, startWorker } from "../support/worker.ts"

const TOOLS = [
  "openapi-typescript@7.13.0",
  "openapi-fetch@0.17.0",
  "typescript@5.9.3",
  "@redocly/cli@2.77.0",
  "@types/node@24",
]
const run = promisify(execFile)

const CLIENT = `
import createClient from "openapi-fetch"
import type { paths } from "./api.ts"

const [, , baseUrl, token] = process.argv
const headers = { authorization: "Bearer " + token }
const client = createClient<paths>({ baseUrl, headers })

const put = await client.PUT("/articles/{id}", {
  params: { path: { id: "gauges" } },
  body: { title: "Gauges", content_text: "Twelve gauges stand again." },
})
if (put.error) throw new Error(put.error.detail)
await client.PUT("/partners/{id}", {
  params: { path: { id: "herald" } },
  body: { name: "The Herald", home_url: "https://herald.example/" },
})

const params = { path: { id: "herald" } }
const asText = { bodySerializer: (body: unknown) => body as string }
const rss = '<rss version="2.0"><channel><title>H</title><link>https://herald.example/</link><description>d</description>' +
  '<item><title>From RSS</title><link>https://herald.example/rss</link></item></channel></rss>'
const atom = '<entry xmlns="http://www.w3.org/2005/Atom"><title>From Atom</title><id>https://herald.example/atom</id>' +
  '<updated>2026-11-23T09:30:00Z</updated><link href="https://herald.example/atom"/></entry>'
const rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">' +
  '<item rdf:about="https://herald.example/rdf"><title>From RDF</title><link>https://herald.example/rdf</link></item></rdf:RDF>'
const item = (n: string) => ({ id: "https://herald.example/" + n, url: "https://herald.example/" + n, title: "From " + n })
const sent = [
  await client.POST("/partners/{id}/items", { params, body: item("JSON"), headers: { "content-type": "application/json" } }),
  await client.POST("/partners/{id}/items", {
    params,
    body: { version: "https://jsonfeed.org/version/1.1", title: "H", items: [item("a JSON Feed")] },
    headers: { "content-type": "application/feed+json" },
  }),
  await client.POST("/partners/{id}/items", { params, body: rss, ...asText, headers: { "content-type": "application/rss+xml" } }),
  await client.POST("/partners/{id}/items", { params, body: atom, ...asText, headers: { "content-type": "application/atom+xml" } }),
  await client.POST("/partners/{id}/items", { params, body: rdf, ...asText, headers: { "content-type": "application/rdf+xml" } }),
  await client.POST("/partners/{id}/items", { params, body: atom.replace("Atom<", "XML<").replaceAll("/atom", "/xml"), ...asText, headers: { "content-type": "application/xml" } }),
  await client.POST("/partners/{id}/items", { params, body: atom.replace("Atom<", "text<").replaceAll("/atom", "/text"), ...asText, headers: { "content-type": "text/xml" } }),
]
const created: number[] = sent.map(({ data, error }) => {
  if (error) throw new Error(error.detail)
  return data.created
})
const box = await client.GET("/articles/{id}/check-also", { params: { path: { id: "gauges" } } })
const titles: (string | undefined)[] = box.data!.items.map(({ title }) => title)
console.log(JSON.stringify({ created, titles: titles.length }))
`

const folder = await mkdtemp(join(tmpdir(), "check-also-client-"))
const worker = await startWorker()
try {
  const npm = (...args: string[]) => run("npm", args, { cwd: folder, maxBuffer: 1e8 })
  await writeFile(join(folder, "package.json"), '{"type":"module","private":true}')
  await npm("install", "--no-audit", "--no-fund", ...TOOLS)
  await writeFile(join(folder, "openapi.json"), await (await fetch(`${worker.url}/openapi.json`)).text())

  const linted = await npm("exec", "--", "redocly", "lint", "openapi.json", "--format=json").catch((error) => error)
  const { totals } = JSON.parse(linted.stdout.slice(linted.stdout.indexOf("{")))
  strictEqual(totals.errors, 0, linted.stdout)

  await npm("exec", "--", "openapi-typescript", "openapi.json", "-o", "api.ts")
  await writeFile(join(folder, "client.ts"), CLIENT)
  const compilerOptions = { strict: true, module: "nodenext", target: "es2024", skipLibCheck: true, types: ["node"] }
  const options = {
    compilerOptions: { ...compilerOptions, rewriteRelativeImportExtensions: true },
    files: ["client.ts"],
  }
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(options))
  await npm("exec", "--", "tsc", "-p", ".").catch((error) => {
    throw new Error(`the client does not compile: ${error.stdout}`)
  })
  const { stdout } = await run(process.execPath, [join(folder, "client.js"), worker.url, EDITOR_TOKEN])
  strictEqual(JSON.stringify(JSON.parse(stdout).created), "[1,1,1,1,1,1,1]")
  console.log(`Redocly: 0 errors, ${totals.warnings} warnings. The client compiles, and pushes in every format.`)
} finally {
  await worker.stop()
  await rm(folder, { recursive: true, force: true })
}
