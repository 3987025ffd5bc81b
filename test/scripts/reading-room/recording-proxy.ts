// Stands between one reader and one feed and writes down what they say to each other.
// In: requests of a reader. Out: the service's answers, and a record of each request with its validators and status.

import { once } from "node:events"
import { createServer, type IncomingHttpHeaders, request } from "node:http"
import type { AddressInfo } from "node:net"
import { URL } from "node:url"

export interface Exchange {
  path: string
  asked: IncomingHttpHeaders
  status: number
  answered: IncomingHttpHeaders
  body: Buffer
}

export interface RecordingProxy {
  url: string
  exchanges: Exchange[]
  close(): void
}

export async function startProxy(service: string): Promise<RecordingProxy> {
  const exchanges: Exchange[] = []
  const server = createServer((incoming, outgoing) => {
    const { host: _, connection: __, ...headers } = incoming.headers
    const target = new URL(incoming.url!, service)
    const passed = request(target, { method: incoming.method, headers }, async (answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      const body = Buffer.concat(chunks)
      const { statusCode: status = 0, headers: answered } = answer
      exchanges.push({ path: incoming.url!, asked: incoming.headers, status, answered, body })
      outgoing.writeHead(status, withoutFreshness(answered))
      outgoing.end(body)
    })
    passed.on("error", () => outgoing.destroy())
    passed.setTimeout(30_000, () => passed.destroy())
    incoming.pipe(passed)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A reader's visits are an hour apart, those here are not: what it holds is never fresh any more. */
function withoutFreshness(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const cache = headers["cache-control"]?.replace(/max-age=\d+/, "max-age=0").replace(/, stale-[^,]*/g, "")
  return cache === undefined ? headers : { ...headers, "cache-control": cache }
}
