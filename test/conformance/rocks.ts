/**
 * A publisher and hub on sockets of their own, which behave as the public tests of WebSub subscribers do: the hub
 * verifies before it answers, signs by sha256, and calls every delivery text/html.
 */
import { createHmac } from "node:crypto"
import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"

interface Asked {
  method: string
  /** With the query. */
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Told {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** A subscription as the hub knows it. */
export interface HubSubscription {
  hub: string
  mode: string
  topic: string
  callback: string
  secret: string
  contentType: string | undefined
  form: URLSearchParams
  /** What the callback answered to the verification. */
  verified: { status: number; type: string | null; body: string } | null
}

export interface Rocks {
  url: string
  /** What the publisher answers at a path, without the query. */
  pages: Map<string, (asked: Asked) => Told>
  /** What else a hub does, by its path. */
  hubs: Map<string, { redirect?: Told; refuse?: Told; lease?: string | null; topic?: (topic: string) => string }>
  /** What the hub was asked. */
  subscriptions: HubSubscription[]
  verify(
    subscription: HubSubscription,
    query: Record<string, string>,
  ): Promise<NonNullable<HubSubscription["verified"]>>
  deliver(subscription: HubSubscription, body: string, headers?: Record<string, string>): Promise<Response>
  close(): void
}

export const sign = (secret: string, body: string, method = "sha256") =>
  `${method}=${createHmac(method, secret).update(body).digest("hex")}`

export async function startRocks(): Promise<Rocks> {
  let challenges = 0
  const rocks: Rocks = {
    url: "",
    pages: new Map(),
    hubs: new Map(),
    subscriptions: [],
    async verify({ callback, mode, topic }, query) {
      const url = new URL(callback)
      const all = { "hub.mode": mode, "hub.topic": topic, "hub.challenge": `challenge ${++challenges}`, ...query }
      for (const [name, value] of Object.entries(all)) url.searchParams.append(name, value)
      const answer = await fetch(url, { redirect: "manual" })
      return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.text() }
    },
    deliver: (subscription, body, headers = {}) =>
      fetch(subscription.callback, {
        method: "POST",
        redirect: "manual",
        body,
        headers: { "content-type": "text/html", "x-hub-signature": sign(subscription.secret, body), ...headers },
      }),
    close: () => server.close(),
  }

  async function answer(asked: Asked): Promise<Told> {
    const path = asked.path.split("?")[0]!
    if (asked.method !== "POST") return rocks.pages.get(path)?.(asked) ?? { status: 404 }
    const { redirect, refuse, lease = "86400", topic: other } = rocks.hubs.get(path) ?? {}
    if (redirect) return redirect
    const form = new URLSearchParams(asked.body)
    const subscription: HubSubscription = {
      hub: path,
      mode: form.get("hub.mode") ?? "",
      topic: form.get("hub.topic") ?? "",
      callback: form.get("hub.callback") ?? "",
      secret: form.get("hub.secret") ?? "",
      contentType: asked.headers["content-type"],
      form,
      verified: null,
    }
    rocks.subscriptions.push(subscription)
    if (refuse) return refuse
    const leased: Record<string, string> = lease === null ? {} : { "hub.lease_seconds": lease }
    const mistaken: Record<string, string> = other ? { "hub.topic": other(subscription.topic) } : {}
    subscription.verified = await rocks.verify(subscription, { ...leased, ...mistaken })
    return { status: subscription.verified.status === 200 ? 202 : 400 }
  }

  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = "", url = "", headers } = request
    const {
      status,
      headers: sent,
      body,
    } = await answer({ method, path: url, headers, body: `${Buffer.concat(chunks)}` })
    response.writeHead(status, sent).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  rocks.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return rocks
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
