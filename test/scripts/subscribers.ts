/**
 * Our hub with subscribers that others wrote: each discovers it in a feed, subscribes, is verified, gets what is published
 * in seconds with a signature that it finds right, subscribes again, and unsubscribes. One that is not here is named as
 * skipped.
 *
 *   PUBSUBHUBBUB=…/node_modules/pubsubhubbub FLASK_WEBSUB=…/Flask-WebSub RSSCLOUD=…/rsscloud-server \
 *     npx node test/scripts/subscribers.ts
 *
 * PUBSUBHUBBUB is the npm package of this name. FLASK_WEBSUB is a copy of the public source of
 * marten-de-vries/Flask-WebSub; it needs Debian's python3-flask and python3-requests. RSSCLOUD is one of
 * rsscloud/rsscloud-server with the packages of apps/client installed and built (pnpm); its client is tried by WebSub and by
 * rssCloud.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { createHmac } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Newsroom, newsroomOf, until } from "../conformance/courier.ts"
import { freePort } from "../conformance/rocks.ts"
import { startWorker } from "../support/worker.ts"

const SECRET = "a secret of this subscriber"

/** A subscriber that runs. */
interface Peer {
  subscribe(topic: string): Promise<void>
  /** Null: its protocol knows no end. */
  unsubscribe: ((topic: string) => Promise<void>) | null
  /** What it was told of, by its own account: those that it found right. */
  told(): Promise<string[]>
  /** Whether a story is in what it was told; by rssCloud it hears of an address alone. */
  isTold(told: string, title: string): boolean
  stop(): void
}

interface Kind {
  name: string
  source: string | undefined
  start(source: string, folder: string, room: Newsroom): Promise<Peer>
}

const hasTitle = (told: string, title: string) => told.includes(title)

async function startPubsubhubbub(source: string, _folder: string, room: Newsroom): Promise<Peer> {
  const port = await freePort()
  const { createServer } = createRequire(import.meta.url)(source)
  const callbackUrl = `http://127.0.0.1:${port}/callback`
  const peer = createServer({ callbackUrl, secret: SECRET })
  const told: string[] = []
  peer.on("feed", ({ feed }: { feed: Buffer }) => told.push(`${feed}`))
  await new Promise<void>((resolve) => {
    peer.on("listen", resolve)
    peer.listen(port, "127.0.0.1")
  })
  const ask = (mode: string, topic: string) =>
    new Promise<void>((resolve, reject) => {
      // It sends a secret that it makes for the topic, and then checks by the one that it was given.
      peer.secret = SECRET
      peer.setSubscription(mode, topic, room.hub, (error?: Error) => (error ? reject(error) : resolve()))
      peer.secret = createHmac("sha1", SECRET).update(topic).digest("hex")
    })
  return {
    subscribe: (topic) => ask("subscribe", topic),
    unsubscribe: (topic) => ask("unsubscribe", topic),
    told: async () => told,
    isTold: hasTitle,
    stop: () => peer.server.close(),
  }
}

// It sends secrets to https hubs alone; here it takes ours for one.
const FLASK = `
import sys
sys.path.insert(0, sys.argv[1])
from flask import Flask, request, jsonify
import flask_websub.subscriber as websub
websub.is_secure = lambda url: True
app = Flask(__name__)
store = sys.argv[3]
peer = websub.Subscriber(websub.SQLite3SubscriberStorage(store), websub.SQLite3TempSubscriberStorage(store))
app.register_blueprint(peer.build_blueprint(url_prefix='/callbacks'))
told, ids = [], {}
peer.add_listener(lambda topic, id, body: told.append(body.decode()))
@app.route('/subscribe')
def subscribe():
    found = websub.discover(request.args['topic'])
    topic = found['topic_url']
    if topic in ids:
        peer.renew(ids[topic])
    else:
        ids[topic] = peer.subscribe(secret='${SECRET}', **found)
    return jsonify(found)
@app.route('/unsubscribe')
def unsubscribe():
    peer.unsubscribe(ids[request.args['topic']])
    return ''
@app.route('/told')
def get_told():
    return jsonify(told)
app.run(host='127.0.0.1', port=int(sys.argv[2]), threaded=True)
`

async function startFlask(source: string, folder: string): Promise<Peer> {
  const port = await freePort()
  const child = spawn(
    process.env.PYTHON ?? "/usr/bin/python3",
    ["-c", FLASK, source, `${port}`, `${folder}/peer.sqlite3`],
    {
      stdio: ["ignore", "ignore", process.env.DEBUG ? "inherit" : "ignore"],
    },
  )
  const url = `http://127.0.0.1:${port}`
  await answers(url)
  return {
    subscribe: async (topic) => void (await get(`${url}/subscribe?topic=${encodeURIComponent(topic)}`)),
    unsubscribe: async (topic) => void (await get(`${url}/unsubscribe?topic=${encodeURIComponent(topic)}`)),
    told: async () => (await get(`${url}/told`)).json() as Promise<string[]>,
    isTold: hasTitle,
    stop: () => child.kill(),
  }
}

// As its own start, but on loopback alone.
const CLOUD_CLIENT = `
const { createApp } = require("./client")
const { createSessionStore } = require("./lib/session-store")
const app = createApp({ sessionStore: createSessionStore() })
app.locals.attachSessionSockets(app.listen(Number(process.env.PORT), "127.0.0.1"))
`

/** What an action of the client answers. */
interface Acted {
  webSub?: object | null
  rssCloud?: object | null
  status?: number
  body?: string
  error?: string
}

interface Logged {
  direction: string
  method: string
  url: string
  headers: Record<string, string> | null
  body: unknown
}

async function startCloudClient(source: string, protocol: "websub" | "rsscloud-rest", room: Newsroom): Promise<Peer> {
  const port = await freePort()
  const env = { ...process.env, PORT: `${port}`, DOMAIN: "127.0.0.1", CLIENT_FETCH_ALLOW_CIDRS: "127.0.0.0/8" }
  const child: ChildProcess = spawn(process.execPath, ["-e", CLOUD_CLIENT], {
    cwd: `${source}/apps/client`,
    env,
    stdio: "ignore",
  })
  const url = `http://127.0.0.1:${port}`
  await answers(url)
  const session = (await get(url)).url
  const log: Logged[] = []
  const socket = new WebSocket(`${session.replace("http", "ws")}/logs`)
  socket.addEventListener("message", ({ data }) => log.push(JSON.parse(`${data}`)))
  await new Promise((resolve) => socket.addEventListener("open", resolve))
  const act = async (action: string, more: object) => {
    const headers = { "content-type": "application/json" }
    const answer = await fetch(`${session}/actions/${action}`, { method: "POST", headers, body: JSON.stringify(more) })
    return (await answer.json()) as Acted
  }
  const server = protocol === "websub" ? room.hub : `${room.worker.url}/rsscloud`
  const posts = () => log.filter(({ direction, method }) => direction === "incoming" && method === "POST")
  return {
    async subscribe(topic) {
      const found = await act("discover", { feedUrl: topic })
      const names = JSON.stringify(found[protocol === "websub" ? "webSub" : "rssCloud"])
      const wanted = protocol === "websub" ? room.hub : "/rsscloud/pleaseNotify"
      if (!names.includes(wanted)) throw new Error(`it discovers ${JSON.stringify(found)}`)
      const done = await act("subscribe", { protocol, feedUrl: topic, server, secret: SECRET })
      if (done.error || (done.status ?? 500) >= 300 || `${done.body}`.includes('success="false"'))
        throw new Error(`not subscribed: ${JSON.stringify(done)}`)
    },
    unsubscribe:
      protocol === "websub" ? async (topic) => void (await act("unsubscribe", { feedUrl: topic, server })) : null,
    told: async () =>
      protocol === "websub"
        ? posts().flatMap(({ headers, body }) => (headers?.["X-Hub-Signature"]?.includes("(valid") ? [`${body}`] : []))
        : posts().map(({ body }) => JSON.stringify(body)),
    isTold: protocol === "websub" ? hasTitle : (told) => told.includes("/rss.xml"),
    stop: () => {
      socket.close()
      child.kill()
    },
  }
}

const KINDS: Kind[] = [
  { name: "npm pubsubhubbub", source: process.env.PUBSUBHUBBUB, start: startPubsubhubbub },
  { name: "Flask-WebSub", source: process.env.FLASK_WEBSUB, start: startFlask },
  {
    name: "rsscloud-server's client, WebSub",
    source: process.env.RSSCLOUD,
    start: (source, _, room) => startCloudClient(source, "websub", room),
  },
  {
    name: "rsscloud-server's client, rssCloud",
    source: process.env.RSSCLOUD,
    start: (source, _, room) => startCloudClient(source, "rsscloud-rest", room),
  },
]

const port = await freePort()
const worker = await startWorker({
  port,
  hasty: true,
  vars: { ALLOW_PRIVATE_NETWORK: "true", SITE_URL: `http://127.0.0.1:${port}` },
})
let isWrong = false
try {
  for (const [at, kind] of KINDS.entries()) {
    const { name: subscriber, source } = kind
    if (!source) console.log(JSON.stringify({ subscriber, outcome: "skipped: its source is not named" }))
    else {
      try {
        console.log(JSON.stringify({ subscriber, outcome: "well", ...(await tryPeer(kind, source, `peer-${at}`)) }))
      } catch (error) {
        isWrong = true
        console.log(JSON.stringify({ subscriber, outcome: "wrong", error: String(error) }))
      }
    }
  }
} finally {
  await worker.stop()
}
process.exit(isWrong ? 1 : 0)

async function tryPeer(kind: Kind, source: string, section: string) {
  const room = newsroomOf(worker)
  const folder = await mkdtemp(join(tmpdir(), "check-also-subscriber-"))
  const topic = await room.section(section)
  const listed = async () => {
    const { feeds } = await room.editor<{ feeds: { topic: string; subscribers: number }[] }>("GET", "/subscriptions")
    return feeds.find((feed) => feed.topic === topic)?.subscribers ?? 0
  }
  const peer = await kind.start(source, folder, room)
  const seconds: number[] = []
  const tell = async (title: string) => {
    const before = (await peer.told()).length
    const began = performance.now()
    await room.publish(section, title)
    await until(`it is told of "${title}"`, async () =>
      (await peer.told()).slice(before).some((told) => peer.isTold(told, title)),
    )
    seconds.push(Math.round(performance.now() - began) / 1000)
  }
  try {
    await peer.subscribe(topic)
    await until("it is subscribed", async () => (await listed()) === 1)
    await tell("Told at once")
    await peer.subscribe(topic)
    await tell("Told again")
    const deliveries = (await peer.told()).length
    await tell("Told after it subscribed twice")
    const once = (await peer.told()).length - deliveries
    if (once !== 1) throw new Error(`one story came ${once} times`)
    if (peer.unsubscribe) {
      await peer.unsubscribe(topic)
      await until("the hub lets it go", async () => (await listed()) === 0)
    }
    return { seconds, ends: peer.unsubscribe !== null }
  } finally {
    peer.stop()
    await rm(folder, { recursive: true })
  }
}

async function get(url: string): Promise<Response> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer
}

function answers(url: string): Promise<void> {
  return until(`${url} answers`, async () => {
    const answer = await fetch(url).catch(() => null)
    await answer?.body?.cancel()
    return answer !== null
  })
}
