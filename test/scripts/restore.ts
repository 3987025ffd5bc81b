/**
 * The drill: fills a service with something of everything, backs it up, wipes KV and D1 (a new service with an empty
 * state), restores, and compares every feed, box and page byte for byte, with their ETags and Last-Modified.
 *
 *   node test/scripts/restore.ts [articles] [items]
 */
import { execFile } from "node:child_process"
import { mkdtemp, rm, stat } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { promisify } from "node:util"
import { bundleWorker, EDITOR_TOKEN, type RunningWorker, startWorker } from "../support/worker.ts"

const [articles = 120, items = 200] = process.argv.slice(2).map(Number)
const HOUR = 3_600_000
const FILES = ["rss.xml", "atom.xml", "feed.json"]
const SECTIONS = ["Environment", "Economy", "Culture"]
const TAGS = ["water", "Kabul", "bread", "snow"]

let pushKey = ""
const folder = await mkdtemp(join(tmpdir(), "check-also-restore-"))
const bundle = await bundleWorker()
const { server, feedUrl } = await servePartner()
const start = () => startWorker({ bundle, vars: { ALLOW_PRIVATE_NETWORK: "true", KEY_SECRET: "a-secret" } })
try {
  let service = await start()
  const paths = await fill(service)
  await settle(service)
  // What is asked for once is kept.
  await answersOf(service, paths)
  await settle(service)
  // A feed shows the related links of its last rendering. The service renders all once a day, and a rebuild does too.
  await script(service, "rebuild.ts")
  await settle(service)
  const before = await answersOf(service, paths)
  const held = await heldBy(service)
  const file = join(folder, "courier.jsonl.gz")
  const took: Record<string, number> = {}
  took.backup = await timed(() => script(service, "backup.ts", file, "--items"))
  await service.stop()

  service = await start()
  if ((await send(service, "GET", "/articles")).text.includes('"items":[{'))
    throw new Error("the new service is not empty")
  took.restore = await timed(() => script(service, "restore.ts", file))
  await settle(service)
  const after = await answersOf(service, paths)
  const differ = paths.filter((path) => after.get(path) !== before.get(path))
  for (const path of differ) console.log(path, ...difference(before.get(path)!, after.get(path)!))
  const nowHeld = await heldBy(service)
  const same = JSON.stringify(nowHeld) === JSON.stringify(held)
  // Again, into what is now a living service: nothing may change.
  await script(service, "restore.ts", file)
  await settle(service)
  const again = await answersOf(service, paths)
  const moved = paths.filter((path) => again.get(path) !== after.get(path))
  const key = await pushWithOldKey(service)
  await service.stop()
  const bytes = (await stat(file)).size
  console.log(
    JSON.stringify({
      articles,
      items,
      compared: paths.length,
      differ: differ.length,
      held: same ? "same" : { before: held, after: nowHeld },
      changed_by_a_second_restore: moved.length,
      push_with_a_key_from_before: key,
      bytes,
      ms: took,
    }),
  )
  if (differ.length || moved.length || !same || key !== 200) process.exitCode = 1
} finally {
  server.close()
  await rm(folder, { recursive: true })
}

/** Gives the addresses to compare. */
async function fill(service: RunningWorker): Promise<string[]> {
  const now = Math.floor(Date.now() / 1000) * 1000
  await put(service, "/partners/herald", {
    name: "The Herald",
    home_url: new URL("/", feedUrl).href,
    feed_url: feedUrl,
  })
  await put(service, "/partners/own-cms", { name: "Our CMS", home_url: "https://cms.example/", role: "house" })
  await put(service, "/partners/quiet", { name: "Quiet", home_url: "https://quiet.example/", enabled: false })
  pushKey = JSON.parse((await send(service, "POST", "/partners/herald/key")).text).key
  await send(service, "POST", "/partners/herald/poll")
  const house = [1, 2, 3].map((n) => story(`cms-${n}`, "https://cms.example/", n))
  await send(service, "POST", "/partners/own-cms/items", {
    version: "https://jsonfeed.org/version/1.1",
    title: "CMS",
    items: house,
  })
  const ids: string[] = []
  for (let n = 0; n < articles; n++) {
    const id = `story-${n}`
    ids.push(id)
    await put(service, `/articles/${id}`, {
      ...body(n),
      date_published: new Date(now - (n + 1) * 5 * HOUR).toISOString(),
      date_modified: new Date(now - (n + 1) * 5 * HOUR).toISOString(),
    })
  }
  await put(service, "/articles/later", { ...body(1), date_published: new Date(now + 48 * HOUR).toISOString() })
  await settle(service)
  for (const n of [3, 7, 40]) {
    if (n < articles)
      await put(service, `/articles/story-${n}`, { ...body(n), content_html: `<p>Corrected: it was ${n}.</p>` })
  }
  for (const n of [4, 9, 41]) if (n < articles) await send(service, "DELETE", `/articles/story-${n}`)
  const held = JSON.parse((await send(service, "GET", "/partners/herald/items")).text).items as { id: string }[]
  const edits = { pin: [held[0]!.id, { url: "https://else.example/p", title: "Elsewhere" }], exclude: [held[1]!.id] }
  await put(service, "/articles/story-0/check-also", edits)
  await send(service, "DELETE", `/partners/herald/items/${held[2]!.id}`)
  const database = await service.miniflare.getD1Database("DB", "check-also")
  await database
    .prepare(
      `INSERT INTO subscribers (feed, file, callback, protocol, host, secret, asked_at, lease_expires_at, delivered)
       VALUES ('main', 'atom.xml', 'https://reader.example/hear', 'websub', 'reader.example', 's3cret', ?1, ?2, ?1)`,
    )
    .bind(now, now + 240 * HOUR)
    .run()
  const slugs = [
    ...SECTIONS.map((each) => `/sections/${each.toLowerCase()}`),
    ...TAGS.map((each) => `/tags/${each.toLowerCase()}`),
    ...["/authors/laila-sahar", "/authors/omid-noor"],
  ]
  const months = [
    ...new Set([0, articles - 1].map((n) => new Date(now - (n + 1) * 5 * HOUR).toISOString().slice(0, 7))),
  ]
  const days = Array.from({ length: 5 }, (_, n) => new Date(now - n * 24 * HOUR).toISOString().slice(0, 10))
  const archives = [...months, ...days].map((period) => `/archive/${period}`)
  return [
    ...["", "/summary", "/with-links", ...slugs, ...archives].flatMap((at) => FILES.map((name) => `${at}/${name}`)),
    ...["/", "/feeds", "/feeds.opml", "/archive", "/sitemap.xml", "/podcast.xml", "/news-sitemap.xml", "/for/msn.xml"],
    ...["/for/smartnews.xml", "/for/flipboard.xml", "/search?q=river", "/.well-known/feed-menu.json"],
    ...slugs,
    ...months.map((month) => `/archive/${month}`),
    ...[...ids, "later", "unknown"].flatMap((id) => {
      const page = `/articles/${id}`
      return [page, `${page}.json`, `${page}/check-also`, `/check-also.html?url=https://courier.example${page}`]
    }),
  ]
}

function body(n: number) {
  const tag = TAGS[n % TAGS.length]!
  return {
    title: `Gauge ${n} of the river returns, and ${tag} is dear`,
    content_html: `<p>Story ${n} of ${tag}: gauges along the river report again, after ${n + 2} years.</p>`.repeat(3),
    authors: [{ name: n % 2 ? "Laila Sahar" : "Omid Noor" }],
    tags: [tag, TAGS[(n + 1) % TAGS.length]],
    language: n % 10 === 5 ? "ps" : "en",
    ...(n % 6 === 0
      ? { attachments: [{ url: `https://files.example/${n}.mp3`, mime_type: "audio/mpeg", size_in_bytes: 1000 + n }] }
      : {}),
    ...(n % 4 === 0 ? { image: `https://files.example/${n}.jpg` } : {}),
    _check_also: { section: SECTIONS[n % SECTIONS.length] },
  }
}

function story(id: string, base: string, n: number) {
  return {
    id,
    url: `${base}${id}`,
    title: `${TAGS[n % TAGS.length]} and river gauge ${n}, as partners tell it`,
    content_html: `<p>What others wrote of the river and of ${TAGS[n % TAGS.length]}, number ${n}.</p>`,
    date_published: new Date(Date.now() - (n + 1) * HOUR).toISOString(),
    language: "en",
  }
}

async function servePartner() {
  const made = Array.from({ length: items }, (_, n) => story(`s${n}`, "https://herald.example/", n))
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/feed+json")
    response.end(JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "Herald", items: made }))
  })
  await new Promise<void>((resolve) => server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", resolve))
  return { server, feedUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.json` }
}

async function send(service: RunningWorker, method: string, path: string, sent?: object) {
  const response = await fetch(service.url + path, {
    method,
    headers: { authorization: `Bearer ${EDITOR_TOKEN}`, ...(sent ? { "content-type": "application/json" } : {}) },
    body: sent && JSON.stringify(sent),
  })
  const text = await response.text()
  if (response.status >= 300) throw new Error(`${method} ${path} answers ${response.status}: ${text}`)
  return { status: response.status, text }
}

function put(service: RunningWorker, path: string, sent: object) {
  return send(service, "PUT", path, sent)
}

/** Ticks until every list is made, and every feed and box written. */
async function settle(service: RunningWorker): Promise<void> {
  const database = await service.miniflare.getD1Database("DB", "check-also")
  for (let quiet = 0; quiet < 3; ) {
    await service.tick(Date.now())
    await pause(3000)
    const { backlog } = (await (await fetch(`${service.url}/health`)).json()) as { backlog: { unannounced: number } }
    const waiting = await database
      .prepare("SELECT count(*) AS n FROM check_also WHERE behind > 0 OR renew_at <= ?1")
      .bind(Date.now())
      .first<number>("n")
    quiet = backlog.unannounced === 0 && waiting === 0 ? quiet + 1 : 0
  }
  // What an isolate remembers is older than that by now.
  await pause(6000)
}

/** Status, validators and bytes, by address. */
async function answersOf(service: RunningWorker, paths: string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const path of paths) {
    const response = await fetch(service.url + path)
    const { headers } = response
    const text = await response.text()
    answers.set(path, JSON.stringify([response.status, headers.get("etag"), headers.get("last-modified"), text]))
  }
  return answers
}

/** What no reader sees. */
async function heldBy(service: RunningWorker) {
  const database = await service.miniflare.getD1Database("DB", "check-also")
  const count = async (sql: string) => (await database.prepare(sql).all()).results
  return {
    articles: await count("SELECT state, count(*) AS n FROM articles GROUP BY state ORDER BY state"),
    items: await count("SELECT partner_id, state, count(*) AS n FROM items GROUP BY 1, 2 ORDER BY 1, 2"),
    house: await count("SELECT id, article_id, state FROM house_items ORDER BY id"),
    takedowns: await count("SELECT partner_id, item_id FROM takedowns ORDER BY 1, 2"),
    edits: await count("SELECT * FROM check_also_edits ORDER BY article_id"),
    partners: await count("SELECT id, name, role, enabled, etag, body_hash, created_at FROM partners ORDER BY id"),
    keys: await count("SELECT * FROM partner_keys ORDER BY hash"),
    subscribers: await count(
      "SELECT feed, file, callback, secret, lease_expires_at FROM subscribers ORDER BY callback",
    ),
  }
}

/** What is around the first difference after the validators. */
function difference(one: string, other: string): string[] {
  const at = [...one].findIndex((character, n) => n > 120 && character !== other[n])
  return [
    `\n  before ${one.slice(0, 100)} … ${one.slice(at - 60, at + 200)}`,
    `\n  after  ${other.slice(at - 60, at + 200)}`,
  ]
}

async function pushWithOldKey(service: RunningWorker): Promise<number> {
  const response = await fetch(`${service.url}/partners/herald/items`, {
    method: "POST",
    headers: { authorization: `Bearer ${pushKey}`, "content-type": "application/json" },
    body: JSON.stringify(story("pushed", "https://herald.example/", 1)),
  })
  return response.status
}

async function script(service: RunningWorker, name: string, ...args: string[]): Promise<void> {
  const path = join(import.meta.dirname, "../../src/dev", name)
  const env = { ...process.env, SITE: service.url, EDITOR_TOKEN }
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...args], { env })
  process.stdout.write(stdout)
}

async function timed(run: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await run()
  return Math.round(performance.now() - begun)
}
