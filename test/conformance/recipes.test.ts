import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { EDITOR_TOKEN, type RunningWorker, startWorker } from "../support/worker.ts"

// What /docs/push shows is run as it is, each file against the service: from a key to the first story.

const run = promisify(execFile)
const FOLDER = join(import.meta.dirname, "../../src/http/site/docs")
const which = (name: string) => ["/usr/bin", "/bin", "/usr/local/bin"].map((at) => join(at, name)).find(existsSync)
// Not every machine has PHP or Python. CI has both.
const LANGUAGES: [file: string, program: string | undefined][] = [
  ["push.sh.txt", which("sh")],
  ["push.mjs.txt", process.execPath],
  ["push.php.txt", which("php")],
  ["push.py.txt", which("python3")],
]

let worker: RunningWorker
beforeAll(async () => {
  worker = await startWorker()
})
afterAll(() => worker?.stop())

const editor = async (method: string, path: string, body?: object) => {
  const headers = { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" }
  const answer = await fetch(`${worker.url}${path}`, { method, headers, body: body && JSON.stringify(body) })
  return (await answer.json()) as Record<string, never>
}

describe("the recipe", () => {
  it.each(LANGUAGES)("%s pushes a story", async (file, program) => {
    if (!program && !process.env.CI) return
    const partner = `p-${file.split(".")[1]}`
    await editor("PUT", `/partners/${partner}`, { name: partner, home_url: "https://herald.example/" })
    const { key } = await editor("POST", `/partners/${partner}/key`)
    const env = { PATH: process.env.PATH, SITE: worker.url, PARTNER: partner, KEY: key }
    const path = join(FOLDER, file)
    const args = file === "push.mjs.txt" ? ["--input-type=module", "--eval", await read(path)] : [path]
    const { stdout } = await run(program!, args, { env })
    expect(JSON.parse(stdout)).toMatchObject({ created: 1, rejected: [] })
    const { items } = (await editor("GET", `/partners/${partner}/items`)) as unknown as { items: { title: string }[] }
    expect(items.map(({ title }) => title)).toEqual(["Gauges are back on the Kabul river"])
  })

  it("with a wrong key fails with the service's words", async () => {
    const env = { PATH: process.env.PATH, SITE: worker.url, PARTNER: "p-sh", KEY: "wrong" }
    const failed = await run(which("sh")!, [join(FOLDER, "push.sh.txt")], { env }).catch((error) => error)
    expect(failed.code).not.toBe(0)
    expect(JSON.parse(failed.stdout).status).toBe(401)
  })
})

const read = async (path: string) => (await import("node:fs/promises")).readFile(path, "utf8")
