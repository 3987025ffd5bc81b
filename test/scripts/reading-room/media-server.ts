// Where the newsroom's pictures and sound files are. In: any path. Out: a few bytes of that kind, with their length.

import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

const TYPES: Record<string, string> = { png: "image/png", mp3: "audio/mpeg", pdf: "application/pdf" }
const FILE_BYTES = 4096

export async function startMediaServer(): Promise<{ url: string; close(): void }> {
  const server = createServer(({ method, url = "" }, answer) => {
    const type = TYPES[url.split(".").at(-1)!] ?? "application/octet-stream"
    answer.writeHead(200, { "content-type": type, "content-length": FILE_BYTES })
    answer.end(method === "HEAD" ? undefined : Buffer.alloc(FILE_BYTES))
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
