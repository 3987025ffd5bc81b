// node test/scripts/readers.ts [http://127.0.0.1:8787]
// Real feed readers (Debian's newsboat, python3-feedparser and sfeed, those that are installed) subscribe to the running service
// and must show each entry's title, date, author and text, and be answered 304 when they come again. Prints a line of
// JSON a reader and feed; ends with 1 when one was wrong.

import { execFileSync, spawn } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { URL } from "node:url"
import { htmlToText } from "../../src/lib/html/index.ts"
import { cleanLine } from "../../src/lib/text/escape.ts"
import type { JsonDocument, JsonItem } from "../support/read-feed.ts"

/** An entry as a reader shows it; the time in seconds since 1970. */
interface Shown {
  title: string
  url: string
  authors: string
  time: number
  html: string
}

interface Visit {
  entries: Shown[]
}

type Reader = (url: string, folder: string) => Promise<Visit>

const PYTHON = "/usr/bin/python3"
const FEEDS = ["/rss.xml", "/atom.xml", "/summary/rss.xml", "/with-links/atom.xml"]

/** feedparser, told what it was told the last time, as the programs built on it do. */
const FEEDPARSER = `
import calendar, feedparser, json, os, sys
url, memory = sys.argv[1:]
old = json.load(open(memory)) if os.path.exists(memory) else {}
feed = feedparser.parse(url, etag=old.get("etag"), modified=old.get("modified"))
if feed.get("status") != 304:
    json.dump({"etag": feed.get("etag"), "modified": feed.get("modified")}, open(memory, "w"))
assert not feed.bozo, feed.bozo_exception
print(json.dumps([{
    "title": entry.title, "url": entry.link, "time": calendar.timegm(entry.published_parsed),
    "authors": ", ".join(author.get("name", "") for author in entry.get("authors", [])),
    "html": (entry.get("content") or [{"value": entry.get("summary", "")}])[-1]["value"],
} for entry in feed.entries]))
`

const READERS: Record<string, { installed: boolean; visit: Reader }> = {
  feedparser: {
    installed: runs(PYTHON, ["-c", "import feedparser"]),
    visit: async (url, folder) => {
      const output = await outputOf(PYTHON, ["-c", FEEDPARSER, url, join(folder, "memory.json")])
      return { entries: JSON.parse(output) }
    },
  },
  newsboat: {
    installed: runs("newsboat", ["--version"]),
    visit: async (url, folder) => {
      const [urls, cache, config] = ["urls", "cache.db", "config"].map((file) => join(folder, file)) as [
        string,
        string,
        string,
      ]
      writeFileSync(urls, `${url}\n`)
      writeFileSync(config, "show-read-feeds yes\n")
      await outputOf("newsboat", ["-q", "-u", urls, "-c", cache, "-C", config, "-x", "reload"])
      const database = new DatabaseSync(cache, { readOnly: true })
      const rows = database
        .prepare("SELECT title, url, author AS authors, pubDate AS time, content AS html FROM rss_item")
        .all()
      database.close()
      return { entries: rows as unknown as Shown[] }
    },
  },
  // sfeed reads from a pipe; curl keeps the ETag, as its manual's sfeedrc has it.
  sfeed: {
    installed: runs("sh", ["-c", "command -v sfeed && command -v curl"]),
    visit: async (url, folder) => {
      const etag = join(folder, "etag")
      const document = await outputOf("curl", ["-sSf", "--etag-save", etag, "--etag-compare", etag, url])
      const lines = (await outputOf("sfeed", [], document)).split("\n").filter(Boolean)
      const plain = (field = "") =>
        field.replace(/\\([nt\\])/g, (_, kind: string) => ({ n: "\n", t: "\t" })[kind] ?? "\\")
      return {
        entries: lines.map((line) => {
          const [time, title, link, content, , , authors] = line.split("\t")
          return { title: title!, url: link!, authors: authors ?? "", time: Number(time), html: plain(content) }
        }),
      }
    },
  },
}

const base = (process.argv[2] ?? "http://127.0.0.1:8787").replace(/\/$/, "")
let wrong = 0

/** Passes each request on and notes the answers' statuses: whether a reader was told that nothing is new. */
const statuses: number[] = []
const proxy = createServer((incoming, outgoing) => {
  const target = new URL(incoming.url!, base)
  const { host: _, ...headers } = incoming.headers
  const passed = request(target, { method: incoming.method, headers }, (answer) => {
    statuses.push(answer.statusCode!)
    outgoing.writeHead(answer.statusCode!, answer.headers)
    answer.pipe(outgoing)
  })
  passed.on("error", (error) => outgoing.destroy(error))
  incoming.pipe(passed)
})
await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", ready))
const through = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`

try {
  for (const [reader, { installed, visit }] of Object.entries(READERS)) {
    if (!installed) {
      console.log(JSON.stringify({ reader, installed }))
      continue
    }
    for (const path of FEEDS) await subscribe(reader, visit, path)
  }
} finally {
  proxy.close()
}
process.exitCode = wrong > 0 ? 1 : 0

async function subscribe(reader: string, visit: Reader, path: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "reader-"))
  try {
    const answer = await fetch(base + path.replace(/(?:rss|atom)\.xml$/, "feed.json"))
    const { items } = (await answer.json()) as JsonDocument
    statuses.length = 0
    const first = await visit(through + path, folder)
    await visit(through + path, folder)
    // newsboat notes a feed's validators from its second visit on.
    if (statuses.at(-1) !== 304) await visit(through + path, folder)
    const faults = items.flatMap((item) => faultsOf(item, first.entries))
    if (first.entries.length !== items.length) faults.push(`${items.length} entries, ${first.entries.length} shown`)
    if (statuses[0] !== 200 || statuses.at(-1) !== 304) faults.push(`answered ${statuses.join(", then ")}`)
    wrong += faults.length
    console.log(JSON.stringify({ reader, feed: path, entries: first.entries.length, answers: [...statuses], faults }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function faultsOf(item: JsonItem, entries: Shown[]): string[] {
  const shown = entries.find(({ url }) => url === item.url)
  if (!shown) return [`${item.url}: not shown`]
  const authors = (item.authors ?? []).map(({ name }) => name).join(", ")
  const time = Math.floor(Date.parse(item.date_published) / 1000)
  const text = item.content_html === undefined ? cleanLine(item.content_text!) : htmlToText(item.content_html)
  // Some readers keep titles as HTML and some as text.
  const checks: [string, boolean][] = [
    [`title ${shown.title}`, [shown.title, htmlToText(shown.title)].includes(item.title)],
    // Of several authors newsboat keeps the last and sfeed the first.
    [
      `authors ${shown.authors}`,
      authors === "" || authors.split(", ").includes(shown.authors) || shown.authors === authors,
    ],
    // newsboat has no time before 1970.
    [`time ${shown.time}`, shown.time === time || time < 0],
    [`text ${htmlToText(shown.html).slice(0, 200)}`, htmlToText(shown.html) === text],
  ]
  return checks.filter(([, right]) => !right).map(([what]) => `${item.url}: ${what}`)
}

function runs(command: string, argv: string[]): boolean {
  try {
    if (command.startsWith("/") && !existsSync(command)) return false
    execFileSync(command, argv, { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

/** Not synchronous: the proxy answers in this process. */
function outputOf(command: string, argv: string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { stdio: ["pipe", "pipe", "pipe"] })
    child.stdin.end(input)
    let [output, errors] = ["", ""]
    child.stdout.setEncoding("utf8")
    child.stdout.on("data", (chunk) => {
      output += chunk
    })
    child.stderr.on("data", (chunk) => {
      errors += chunk
    })
    child.on("error", reject)
    child.on("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ended with ${code}: ${errors}`)),
    )
  })
}
