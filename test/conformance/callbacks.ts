/** Subscribers on sockets of their own. Each has a path, keeps what it was asked and sent, and answers as the test says. */
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import type { Told } from "./rocks.ts"

export interface Received {
  method: string
  /** With the query, byte for byte. */
  path: string
  /** The parameters that it was asked with, decoded. */
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** Each header as it came: one line each. */
  lines: [name: string, value: string][]
  bytes: Buffer
  body: string
}

export interface Callback {
  url: string
  /** GETs: verifications and denials. */
  asked: Received[]
  /** POSTs: deliveries. */
  got: Received[]
  /** Answers a verification. It echoes the challenge at first. */
  verify: (asked: Received) => Told | Promise<Told>
  /** Answers a delivery. 204 at first. */
  take: (got: Received) => Told | Promise<Told>
}

export interface Callbacks {
  url: string
  /** The callback at a path without a query. */
  at(path: string): Callback
  close(): void
}

export const echo = ({ query }: Received): Told => ({
  status: 200,
  headers: { "content-type": "application/octet-stream" },
  body: query.get("hub.challenge") ?? query.get("challenge") ?? "",
})

export async function startCallbacks(host = "127.0.0.1"): Promise<Callbacks> {
  const all = new Map<string, Callback>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const { method = "", url: path = "", headers, rawHeaders } = request
    const question = path.indexOf("?")
    const query = new URLSearchParams(question < 0 ? "" : path.slice(question))
    const lines = rawHeaders.flatMap((name, at): [string, string][] =>
      at % 2 ? [] : [[name.toLowerCase(), rawHeaders[at + 1]!]],
    )
    const received: Received = { method, path, query, headers, lines, bytes, body: `${bytes}` }
    const callback = callbacks.at(question < 0 ? path : path.slice(0, question))
    const isDelivery = method === "POST"
    ;(isDelivery ? callback.got : callback.asked).push(received)
    const { status, headers: sent, body } = await (isDelivery ? callback.take(received) : callback.verify(received))
    response.writeHead(status, sent).end(body)
  })
  const callbacks: Callbacks = {
    url: "",
    at(path) {
      const known = all.get(path)
      if (known) return known
      const made: Callback = {
        url: callbacks.url + path,
        asked: [],
        got: [],
        verify: echo,
        take: () => ({ status: 204 }),
      }
      all.set(path, made)
      return made
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  callbacks.url = `http://${host}:${(server.address() as AddressInfo).port}`
  return callbacks
}
