import { createRoute, z } from "@hono/zod-openapi"
import { isBot } from "../../counting/agents.ts"
import { urlComparisonKey } from "../../lib/url/resolve.ts"
import { MAX_LINKS, MAX_URL_CHARACTERS } from "../../model/limits.ts"
import { readBoxAt } from "../../store/boxes.ts"
import { addEvents, listEvents, MAX_EVENT_DAYS } from "../../store/events.ts"
import { findPartner } from "../../store/partners.ts"
import { acceptTypes, maxBody } from "../kit/body.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { CORS, NO_PAGE, NOT_KEPT } from "../kit/headers.ts"
import type { ApiResponse } from "../kit/json.ts"
import { problem, problemResponses, unknownPartner } from "../kit/problem.ts"
import { createRouter, refuse } from "../kit/router.ts"
import { partnerParams } from "../kit/schemas.ts"

// What comes of the box: links that were shown and clicked, told by the widget with navigator.sendBeacon, where a page
// allows it (`count`). In: an event of one box. Out: sums per day. Only links that the box has are counted, so the sums
// are bounded by our own lists. The sender's address counts for the rate limit and is not stored.

export const events = createRouter()

const MAX_EVENT_BYTES = 32 * 1024

const address = z.string().max(MAX_URL_CHARACTERS)
const Event = z
  .object({
    event: z.enum(["shown", "click"]),
    url: z.url().max(MAX_URL_CHARACTERS).openapi({ example: "https://courier.example/articles/river-gauges-return" }),
    layout: z
      .enum(["list", "cards", "compact", "slide-in", "page"])
      .openapi({ description: "page: the box of a page of ours" }),
    links: z.array(address).min(1).max(MAX_LINKS),
  })
  .openapi("Event")

const EVENT_EXAMPLE = JSON.stringify({
  event: "shown",
  url: "https://courier.example/articles/river-gauges-return",
  layout: "list",
  links: ["https://herald.example/2026/gauges"],
})

const tell = createRoute({
  method: "post",
  path: "/events",
  tags: ["Check Also"],
  summary: "Tell that links of a box were shown or clicked. The widget does, where its page allows it",
  description: "The body is JSON, sent as text/plain, which is what navigator.sendBeacon sends without a preflight.",
  middleware: [acceptTypes("text/plain", "application/json"), maxBody(MAX_EVENT_BYTES)],
  request: {
    body: { content: { "text/plain": { schema: z.string().openapi({ example: EVENT_EXAMPLE }) } }, required: true },
  },
  responses: {
    204: { description: "It was counted, or left out: a bot's, or of a box or link that is not ours" },
    ...problemResponses("too-large", "unsupported-media-type", "invalid-body", "rate-limited", "unavailable"),
  },
})

events.openapi(tell, async (c) => {
  const { services } = c.var
  const done = () => new Response(null, { status: 204, headers: { ...NO_PAGE, ...CORS, ...NOT_KEPT } }) as ApiResponse
  if (isBot(c.req.header("user-agent") ?? "")) return done()
  const { success } = await services.limiter.limit({ key: `events/${c.req.header("cf-connecting-ip") ?? ""}` })
  if (!success)
    return problem("rate-limited", "Send at most 120 events a minute.", { headers: { "retry-after": "60" } })
  const parsed = Event.safeParse(parse(await c.req.text()))
  if (!parsed.success) return refuse("json", parsed.error)
  const { event, url, layout, links } = parsed.data
  const box = await readBoxAt(services.articles, urlComparisonKey(url))
  const told = new Set(links)
  const partnerIds = box?.links.filter((link) => told.has(link.url)).map(({ partner }) => partner) ?? []
  if (box && partnerIds.length) {
    const day = dayOf(services.now())
    services.tally.add("links", [event], partnerIds.length)
    await addEvents(services.db, { kind: event, day, articleId: box.articleId, layout, partnerIds })
    for (const partner of partnerIds) {
      services.events?.writeDataPoint({ indexes: [partner], blobs: [event, box.articleId, layout], doubles: [1] })
    }
  }
  return done()
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const dayOf = (now: number, daysBefore = 0): string =>
  new Date(now - daysBefore * 24 * 3_600_000).toISOString().slice(0, 10)

const table = createRoute({
  method: "get",
  path: "/partners/{id}/events.csv",
  tags: ["Partners"],
  summary: "Get how often a partner's links were shown and clicked, per day, article and layout, as CSV",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: { params: partnerParams },
  responses: {
    200: { description: "CSV (RFC 4180), newest day first", content: { "text/csv": { schema: z.string() } } },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

events.openapi(table, async (c) => {
  const { db, now } = c.var.services
  const { id } = c.req.valid("param")
  if (!(await findPartner(db, id))) return unknownPartner(id)
  const sums = await listEvents(db, id, dayOf(now(), MAX_EVENT_DAYS))
  const lines = sums.map(({ day, articleId, layout, shown, clicked }) =>
    [day, articleId, layout, shown, clicked].join(),
  )
  const body = ["day,article,layout,shown,clicked", ...lines, ""].join("\r\n")
  const headers = { ...NO_PAGE, ...NOT_KEPT, "content-type": "text/csv; charset=utf-8" }
  return new Response(body, { headers }) as ApiResponse
})
