import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { type Document, documentOf, escapeXml, storyPage } from "./documents.ts"
import { radio } from "./radio.ts"
import type { SamplePartner } from "./story.ts"
import { weather } from "./weather.ts"
import { wire } from "./wire.ts"

export const partners: SamplePartner[] = [weather, wire, radio]

const FILES = { rss: "rss.xml", atom: "atom.xml", json: "feed.json" }

/** A running server with all partners' feeds and stories, and the newsroom's own images. */
export interface PartnerServer {
  origin: string
  port: number
  feedUrl(partner: SamplePartner): string
  homeUrl(partner: SamplePartner): string
  close(): Promise<void>
}

/**
 * Serves `/<partner>/`, the partner's feed, its stories and `/images/` on loopback. `base` is the demo's first start,
 * in milliseconds. It uses another port when `wanted` is taken.
 */
export async function servePartners(wanted: number, base: number): Promise<PartnerServer> {
  const server = createServer((request, response) => {
    answer(request, response, base).catch((error) => {
      response.writeHead(500).end(String(error))
    })
  })
  const port = await listen(server, wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error
    return listen(server, 0)
  })
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    port,
    homeUrl: ({ id }) => `${origin}/${id}/`,
    feedUrl: ({ id, format }) => `${origin}/${id}/${FILES[format]}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

async function answer(request: IncomingMessage, response: ServerResponse, base: number): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1")
  const origin = `http://${request.headers.host}`
  const [, folder, name = ""] = pathname.split("/")
  // Browsers always request it, and log a 404 in their console.
  if (folder === "favicon.ico") return void response.writeHead(204).end()
  const image = folder === "images" && /^[a-z]+\.jpg$/.test(name)
  if (image) {
    const bytes = await readFile(new URL(`../images/${name}`, import.meta.url)).catch(() => null)
    if (bytes) return void response.writeHead(200, { "content-type": "image/jpeg" }).end(bytes)
  }
  const partner = partners.find(({ id }) => id === folder)
  const found = partner && page(partner, name, `${origin}/${partner.id}/`, base)
  if (!found) return void response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n")
  send(request, response, found, base)
}

function page(partner: SamplePartner, name: string, home: string, base: number): Document | null {
  if (name === FILES[partner.format]) return documentOf(partner, home, base)
  const story = partner.stories.find(({ slug }) => slug === name)
  if (story) return { type: "text/html; charset=utf-8", body: storyPage(partner, story) }
  if (name !== "") return null
  const links = partner.stories.map(({ slug, title }) => `<li><a href="${slug}">${escapeXml(title)}</a>`).join("\n")
  const body = `<!doctype html>\n<meta charset="utf-8"><title>${partner.name}</title>
<link rel="alternate" type="${documentOf(partner, home, base).type.split(";")[0]}" href="${FILES[partner.format]}">
<h1>${partner.name}</h1><p>${partner.about}</p><ul>${links}</ul>\n`
  return { type: "text/html; charset=utf-8", body }
}

function send(request: IncomingMessage, response: ServerResponse, { type, body }: Document, base: number): void {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 16)}"`
  const headers = { etag, "last-modified": new Date(base).toUTCString(), "cache-control": "max-age=60" }
  const known = (request.headers["if-none-match"] ?? "").split(",").map((each) => each.trim().replace(/^W\//, ""))
  if (known.includes(etag)) return void response.writeHead(304, headers).end()
  response.writeHead(200, { ...headers, "content-type": type }).end(request.method === "HEAD" ? undefined : body)
}
