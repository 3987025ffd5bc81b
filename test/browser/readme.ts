// Runs the READMEs' commands as they stand there, in order and in one shell, against the demo: each must end well, and
// no answer may be an error. A publisher on loopback stands in for herald.example.
import assert from "node:assert/strict"
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { Session } from "./session.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const PAGES = ["README.md", "src/partners/README.md"]
const LONGEST_MS = 300_000

/** curl fails where a server says no. A poll by the clock may be under way when one is asked for: that is asked again. */
const PRELUDE = `set -euo pipefail
curl() { command curl --silent --show-error --fail-with-body --max-time 60 --retry 3 --retry-delay 2 --retry-all-errors "$@"; }
npm() { command npm --prefix "${ROOT}" "$@"; }
`

interface Block {
  /** `README.md:45` */
  place: string
  text: string
}

/** The blocks of shell, but for the one that started the demo. */
function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), "utf8")
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .map((match) => ({ place: `${page}:${text.slice(0, match.index).split("\n").length + 1}`, text: match[1]! }))
    .filter((block) => !block.text.startsWith("npm ci"))
}

export async function checkReadmes({ checks, demo: { url, token } }: Session): Promise<void> {
  const herald = await serveHerald()
  const folder = mkdtempSync(join(tmpdir(), "check-also-readme-"))
  writeFileSync(join(folder, "feed.xml"), FEED)
  const here = (text: string) =>
    text
      .replaceAll(/http:\/\/localhost:8787|https:\/\/YOUR-WORKER/g, url)
      .replaceAll("EDITOR_TOKEN=…", `EDITOR_TOKEN=${token}`)
      .replaceAll('"https://herald.example/"', `"${herald.url}"`)
  try {
    await checks.check("the READMEs' commands do what they say", async () => {
      const blocks = PAGES.flatMap(blocksOf)
      assert.ok(blocks.length >= 10, `there are ${blocks.length} blocks`)
      const script = blocks.map((block) => `echo; echo "== ${block.place}"\n${here(block.text)}`).join("\n")
      const { code, said } = await run(PRELUDE + script, folder)
      assert.equal(code, 0, `it ended with ${code} behind:\n${said.slice(-3000)}`)
      const shown = readFileSync(join(ROOT, PAGES[1]!), "utf8").match(/`(\{"created".*\})`/)?.[1]
      assert.ok(shown && said.includes(shown), `no push answers ${shown}`)
      assert.match(said, /"outcome":"(read|unchanged|not-modified)"/)
    })
  } finally {
    herald.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(script: string, folder: string): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", script], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], timeout: LONGEST_MS })
    let said = ""
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk
      })
    }
    child.once("error", reject)
    child.once("close", (code) => resolve({ code, said }))
  })
}

const FEED = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Herald</title><link>https://herald.example/</link><description>News</description>
<item><guid>ferry-1</guid><title>Ferry runs again</title><link>https://herald.example/ferry</link></item>
</channel></rss>`

/** A publisher whose page names a feed. */
function serveHerald(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    if (request.url === "/feed.xml") response.writeHead(200, { "content-type": "application/rss+xml" }).end(FEED)
    else
      response
        .writeHead(200, { "content-type": "text/html" })
        .end('<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed.xml">')
  })
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      const close = () => {
        server.close()
        server.closeAllConnections()
      }
      resolve({ url: `http://127.0.0.1:${port}/`, close })
    })
  })
}
