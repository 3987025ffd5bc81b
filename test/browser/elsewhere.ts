import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** A publisher's own site on another origin, with the widget in its pages. */
interface Elsewhere {
  url: string
  close(): void
}

/** `/?url=…&lang=…` is a page with the widget for that article; `service` is where the widget comes from. */
export function serveElsewhere(service: string): Promise<Elsewhere> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost")
    const attribute = (name: string) =>
      (searchParams.get(name) ?? "").replaceAll("&", "&amp;").replaceAll('"', "&quot;")
    const html = searchParams.get("html")
    const from = searchParams.get("from") ?? service
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(
      html
        ? `<!doctype html><html lang="en"><title>A story</title><p>A story on another site.</p>${html}`
        : `<!doctype html>
<html lang="${attribute("lang") || "en"}">
<link rel="canonical" href="${attribute("canonical")}">
<script src="${from}/check-also.js" async></script>
<p>A story on another site.</p>
<check-also ${searchParams.has("url") ? `url="${attribute("url")}"` : ""} limit="2"></check-also>
`,
    )
  })
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () => {
          server.close()
          server.closeAllConnections()
        },
      })
    })
  })
}
