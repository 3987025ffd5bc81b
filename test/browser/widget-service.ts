// A stand-in for the service, so that its failures can be had at will, and a publisher's site with the widget in it.
// In: the text of the real /check-also.js. Out: two origins on loopback. What a page has in it stands in its address.
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"

interface Origin {
  url: string
  close(): void
}

export function listen(answer: RequestListener): Promise<Origin> {
  const server = createServer(answer)
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      const close = () => {
        server.close()
        server.closeAllConnections()
      }
      resolve({ url: `http://127.0.0.1:${port}`, close })
    })
  })
}

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#2a6f6b"/><circle cx="210" cy="70" r="40" fill="#f2c14e"/></svg>`

const LINKS = [
  ["Twelve gauges on the Kabul river report again", "The Herald", false],
  [
    "How farmers in Maidan read the water, and what a dry spring takes from the fields behind the dam",
    "Radio Maidan",
    false,
  ],
  ["Saffron prices double in Herat", "Market Wire", true],
] as const

const feedOf = (origin: string) => ({
  items: LINKS.map(([title, partner_name, sponsored], n) => ({
    id: `${n}`,
    url: `${origin}/story/${n}`,
    title,
    summary: "Hydrologists said the level is back where it was four years ago, and that the next weeks decide.",
    image: n === 1 ? `${origin}/broken.jpg` : `${origin}/image.svg`,
    date_published: "2026-11-22T08:00:00Z",
    language: "en",
    _check_also: { partner: `p${n}`, partner_name, sponsored },
  })),
})

/** The service: `url`'s path says what it answers. `beacons` has what was sent to /events. */
export async function fakeService(script: string): Promise<Origin & { beacons: string[]; asked: string[] }> {
  const beacons: string[] = []
  const asked: string[] = []
  const origin = await listen((request, response) => {
    const { pathname, searchParams, origin } = new URL(request.url ?? "/", `http://${request.headers.host}`)
    const cors = { "access-control-allow-origin": "*" }
    const send = (type: string, body: string, status = 200) =>
      response.writeHead(status, { ...cors, "content-type": type }).end(body)
    if (pathname === "/check-also.js") return send("text/javascript", script)
    if (pathname === "/image.svg") return send("image/svg+xml", SVG)
    if (pathname === "/broken.jpg") return send("image/jpeg", "no picture")
    if (pathname === "/events") {
      let body = ""
      request.on("data", (chunk) => {
        body += chunk
      })
      request.on("end", () => {
        beacons.push(body)
        response.writeHead(204, cors).end()
      })
      return
    }
    if (pathname !== "/check-also") return send("text/html", "<!doctype html><title>A story</title>")
    asked.push(request.url ?? "")
    const wanted = new URL(searchParams.get("url") ?? "").pathname
    if (wanted === "/slow")
      return void setTimeout(() => response.destroyed || send("text/plain", "late"), 10_000).unref()
    if (wanted === "/down") return void request.socket.destroy()
    if (wanted === "/empty") return void response.writeHead(204, cors).end()
    const { items } = feedOf(origin)
    send("application/feed+json", JSON.stringify({ items: items.slice(0, Number(searchParams.get("limit"))) }))
  })
  return { ...origin, beacons, asked }
}

const PARAGRAPH = "<p>The gauges between Maidan and Sarobi report the level of the river again, hydrologists said.</p>"

/**
 * The publisher's site. `html` is the box, `kind` how its script is loaded, `long` a story of several screens before it,
 * `lang` and `dir` the page's. Its policy allows the service alone.
 */
export function publisher(service: string): Promise<Origin> {
  const policy = `default-src 'none'; script-src ${service}; connect-src ${service}; img-src ${service}; style-src 'self'; frame-src 'self'`
  return listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost")
    if (pathname === "/style.css")
      return response
        .writeHead(200, { "content-type": "text/css" })
        .end(
          "check-also.room{display:block;min-height:44em}:root{color-scheme:light dark}body{font:18px/1.5 sans-serif;margin:0 auto;max-width:44rem;padding:1rem}",
        )
    const kind = searchParams.get("kind") ?? "async"
    const story = PARAGRAPH.repeat(searchParams.has("long") ? 40 : 1)
    const script = kind === "none" ? "" : `<script ${kind} src="${service}/check-also.js"></script>`
    const module = kind === "module" ? `<script type="module" src="${service}/check-also.js"></script>` : script
    response
      .writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy })
      .end(`<!doctype html>
<html lang="${searchParams.get("lang") ?? "en"}" dir="${searchParams.get("dir") ?? "ltr"}">
<head><meta name="viewport" content="width=device-width"><title>A story</title>
<link rel="stylesheet" href="/style.css"><link rel="icon" href="${service}/image.svg">
<link rel="canonical" href="${service}/a-story">${module}</head>
<body><main><h1>A story on another site</h1>${story}${searchParams.get("html") ?? "<check-also></check-also>"}
<p>What comes after the box.</p></main><footer><p>The end of the page.</p></footer></body></html>`)
  })
}
