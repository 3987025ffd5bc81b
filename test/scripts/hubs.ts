/**
 * Our subscriber at hubs that others wrote: it finds the hub in a feed, subscribes, is verified, gets what is published
 * in seconds, renews, and unsubscribes when the partner is removed. A hub that is not here is named as skipped.
 *
 *   RSSCLOUD=…/rsscloud-server FLASK_WEBSUB=…/Flask-WebSub npx node test/scripts/hubs.ts
 *
 * RSSCLOUD is a copy of the public source of rsscloud/rsscloud-server with its packages installed and built (pnpm).
 * FLASK_WEBSUB is one of marten-de-vries/Flask-WebSub; it needs Debian's python3-flask, python3-celery and
 * python3-requests.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { freePort } from "../conformance/rocks.ts"
import { EDITOR_TOKEN, type RunningWorker, startWorker } from "../support/worker.ts"

const DAY = 24 * 3600_000
/** How long a hub gets for each step. */
const MAX_STEP_MS = 15_000

interface Hub {
  name: string
  source: string | undefined
  /** Starts it. Gives its process and the address of its hub. */
  start(source: string, port: number, folder: string): { process: ChildProcess; url: string }
  lease: number
}

// As its own example, but in one process: tasks run at once, so it verifies before it answers.
const FLASK = `
import sys
sys.path.insert(0, sys.argv[1])
from flask import Flask
from celery import Celery
from flask_websub.hub import Hub, SQLite3HubStorage
app = Flask(__name__)
app.config['PUBLISH_SUPPORTED'] = True
celery = Celery('hub', broker='memory://')
celery.conf.task_always_eager = True
hub = Hub(SQLite3HubStorage(sys.argv[3]), celery, **app.config)
app.register_blueprint(hub.build_blueprint(url_prefix='/hub'))
app.run(host='127.0.0.1', port=int(sys.argv[2]), threaded=True)
`

const HUBS: Hub[] = [
  {
    name: "rsscloud-server",
    source: process.env.RSSCLOUD,
    lease: 10 * DAY,
    start(source, port, folder) {
      const url = `http://127.0.0.1:${port}/websub`
      const cidrs = "127.0.0.0/8"
      const env = {
        ...process.env,
        PORT: `${port}`,
        DOMAIN: "127.0.0.1",
        HUB_URL: url,
        WEBSUB_CALLBACK_ALLOW_CIDRS: cidrs,
        WEBSUB_FETCH_ALLOW_CIDRS: cidrs,
        DATA_FILE_PATH: `${folder}/subscriptions.json`,
        STATS_FILE_PATH: `${folder}/stats.json`,
      }
      const cwd = `${source}/apps/server`
      return { url, process: spawn(process.execPath, ["--use_strict", "app.js"], { cwd, env, stdio: "ignore" }) }
    },
  },
  {
    name: "Flask-WebSub",
    source: process.env.FLASK_WEBSUB,
    lease: 10 * DAY,
    start(source, port, folder) {
      const args = ["-c", FLASK, source, `${port}`, `${folder}/hub.sqlite3`]
      return {
        url: `http://127.0.0.1:${port}/hub`,
        process: spawn(process.env.PYTHON ?? "/usr/bin/python3", args, { stdio: "ignore" }),
      }
    },
  },
]

const port = await freePort()
const worker = await startWorker({
  port,
  vars: { ALLOW_PRIVATE_NETWORK: "true", SITE_URL: `http://127.0.0.1:${port}` },
})
let isWrong = false
try {
  for (const hub of HUBS) {
    const { name, source } = hub
    if (!source) console.log(JSON.stringify({ hub: name, outcome: "skipped: its source is not named" }))
    else {
      try {
        console.log(JSON.stringify({ hub: name, outcome: "well", ...(await tryHub(worker, hub, source)) }))
      } catch (error) {
        isWrong = true
        console.log(JSON.stringify({ hub: name, outcome: "wrong", error: String(error) }))
      }
    }
  }
} finally {
  await worker.stop()
}
process.exit(isWrong ? 1 : 0)

async function tryHub({ url, tick }: RunningWorker, hub: Hub, source: string) {
  const folder = await mkdtemp(join(tmpdir(), "check-also-hub-"))
  const started = hub.start(source, await freePort(), folder)
  const stories = ["The first story"]
  const publisher = createServer((_, response) => {
    const self = `${feedUrl}?self=1`
    const body = rss(stories)
    // Flask-WebSub repeats the topic's headers in its deliveries, so a chunked topic would break them.
    response.writeHead(200, {
      "content-type": "application/rss+xml",
      "content-length": Buffer.byteLength(body),
      link: `<${started.url}>; rel="hub", <${self}>; rel="self"`,
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => publisher.listen(0, "127.0.0.1", resolve))
  const feedUrl = `http://127.0.0.1:${(publisher.address() as AddressInfo).port}/feed`
  const id = hub.name.toLowerCase()
  const partner = async () => (await ask(url, "GET", `/partners/${id}`)) as Partner
  const publish = () =>
    fetch(started.url, {
      method: "POST",
      body: new URLSearchParams({
        "hub.mode": "publish",
        "hub.url": `${feedUrl}?self=1`,
        "hub.topic": `${feedUrl}?self=1`,
      }),
    })
  try {
    await until("the hub answers", async () => (await fetch(started.url)).status < 500)
    await ask(url, "PUT", `/partners/${id}`, { feed_url: feedUrl })
    await ask(url, "POST", `/partners/${id}/poll`)
    const now = Date.parse((await partner()).last_polled_at)
    await tick(now)
    await until("the hub verifies", async () => (await partner()).websub?.state === "active")
    const { websub } = await partner()
    const lease = Date.parse(websub!.lease_expires_at) - now
    if (Math.abs(lease - hub.lease) > 60_000) throw new Error(`the lease is ${lease / DAY} days`)

    const seconds: number[] = []
    for (const title of ["Pushed at once", "Pushed again"]) {
      const began = performance.now()
      stories.unshift(title)
      await publish()
      await until(`"${title}" arrives`, async () => (await partner()).item_count === stories.length)
      seconds.push(Math.round(performance.now() - began) / 1000)
    }
    const delivered = (await partner()).websub!.deliveries

    // A third of the lease is left: a new callback, then the end of the old one.
    await tick(now + 6.7 * DAY)
    await until("the hub renews", async () => (await partner()).websub!.lease_expires_at !== websub!.lease_expires_at)
    await tick(now + 60_000)
    stories.unshift("Pushed after the renewal")
    await publish()
    await until("the renewed subscription delivers", async () => (await partner()).item_count === stories.length)
    await pause(500)
    const once = (await partner()).websub!.deliveries - delivered
    if (once !== 1) throw new Error(`one story came ${once} times after the renewal`)

    await ask(url, "DELETE", `/partners/${id}`)
    await tick(now + 120_000)
    await until("the hub lets go", async () => (await left()) === 0)
    return { deliveries: delivered + once, seconds }
  } finally {
    publisher.close()
    started.process.kill()
    await rm(folder, { recursive: true })
  }
}

interface Partner {
  last_polled_at: string
  item_count: number
  websub: { state: string; lease_expires_at: string; deliveries: number } | null
}

/** The subscriptions that are left. */
async function left(): Promise<number> {
  const db = await worker.miniflare.getD1Database("DB", "check-also")
  return (await db.prepare("SELECT count(*) AS n FROM partner_subscriptions").first<number>("n")) ?? 0
}

async function ask(url: string, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" }
  const answer = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.status === 204 ? null : answer.json()
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + MAX_STEP_MS; performance.now() < end; await pause(100)) {
    if (await holds().catch(() => false)) return
  }
  throw new Error(`not within ${MAX_STEP_MS / 1000} s: ${what}`)
}

function rss(titles: string[]): string {
  const items = titles.map(
    (title) => `<item><title>${title}</title><link>https://herald.example/${encodeURI(title)}</link></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title><link>https://herald.example/</link>
<description>News</description>${items.join("")}</channel></rss>`
}
