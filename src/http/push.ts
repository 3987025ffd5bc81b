import { createRoute, z } from "@hono/zod-openapi"
import { toRfc3339 } from "../lib/time.ts"
import { pingPartner } from "../partners/ping.ts"
import { PUSH_BYTES, PUSH_ITEMS, pushItems } from "../partners/push.ts"
import { withdrawItem } from "../partners/withdraw.ts"
import { atMost, takes } from "./body.ts"
import { json, noContent } from "./json.ts"
import { callerOf, needsCaller } from "./partner-auth.ts"
import { Counts, partnerParams, toCountsOut } from "./partner-schemas.ts"
import { problem, problemResponses } from "./problem.ts"
import { createRouter, whole } from "./router.ts"

export const push = createRouter()

const either: Record<string, string[]>[] = [{ partner: [] }, { editor: [] }]
const TYPES = [
  "application/feed+json",
  "application/json",
  "application/rss+xml",
  "application/atom+xml",
  "application/rdf+xml",
  "application/xml",
  "text/xml",
]
/** Read as bytes and not by a validator: the signature is over the bytes. */
const documents = Object.fromEntries(
  TYPES.map((type) => [type, { schema: { type: type.includes("json") ? ("object" as const) : ("string" as const) } }]),
)
const refusals = problemResponses(
  "invalid-request",
  "unauthorized",
  "forbidden",
  "not-found",
  "rate-limited",
  "unavailable",
)

const items = createRoute({
  method: "post",
  path: "/partners/{id}/items",
  tags: ["Push"],
  summary: "Send stories: a feed or a single entry, in any feed format",
  description:
    "A JSON Feed or one item of it, RSS or Atom with a feed or one entry. Sent again, an item is unchanged or updated. " +
    "With a Standard Webhooks signature, a webhook-id that was taken gets the answer it got, and nothing is done again.",
  security: either,
  middleware: [needsCaller("body"), takes(...TYPES), atMost(PUSH_BYTES), whole],
  request: { params: partnerParams, body: { content: documents, required: true } },
  responses: {
    200: { description: "What came of it, item by item", content: { "application/json": { schema: Counts } } },
    ...refusals,
    ...problemResponses("too-large", "unsupported-media-type", "not-a-feed"),
  },
})

push.openapi(items, async (c) => {
  const { services } = c.var
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const caller = await callerOf(c, bytes)
  if (caller instanceof Response) return caller
  const sent = {
    bytes,
    contentType: c.req.header("content-type"),
    contentLanguage: c.req.header("content-language"),
    contentLocation: c.req.header("content-location"),
    webhookId: caller.webhookId,
  }
  const done = await pushItems(services, caller.row, sent, services.now())
  switch (done.outcome) {
    case "taken":
    case "replayed":
      return json(toCountsOut(done), { headers: { "cache-control": "no-store" } })
    case "not-a-feed":
      return problem("not-a-feed", `${done.detail} Send RSS, Atom or JSON Feed: a feed or a single entry.`)
    case "too-many-items":
      return problem("too-large", `${done.count} items are too many: send at most ${PUSH_ITEMS} at once.`)
    case "too-large":
      return problem("too-large", "The document is too large or nested too deeply. Send it in parts.")
    case "id-taken":
      return idTaken()
  }
})

const withdraw = createRoute({
  method: "delete",
  path: "/partners/{id}/items/{itemId}",
  tags: ["Push"],
  summary: "Take a story back",
  description:
    "By our id or by the guid it was sent with, percent-encoded. What an editor takes down stays down. " +
    "Signed, it has no body, and the signature is over `<webhook-id>.<webhook-timestamp>.DELETE <path>`.",
  security: either,
  middleware: [needsCaller("request"), atMost(64 * 1024)],
  request: {
    params: partnerParams.extend({ itemId: z.string().min(1).max(2000).openapi({ example: "story-5" }) }),
  },
  responses: { 204: { description: "It is withdrawn" }, ...refusals, ...problemResponses("too-large") },
})

push.openapi(withdraw, async (c) => {
  const { services } = c.var
  const caller = await callerOf(c, new Uint8Array(await c.req.arrayBuffer()))
  if (caller instanceof Response) return caller
  const done = await withdrawItem(services, caller.row, c.req.valid("param").itemId, caller, services.now())
  switch (done.outcome) {
    case "withdrawn":
      return noContent()
    case "unknown":
      return problem("not-found", "We hold no item of this partner under that id or guid.")
    case "id-taken":
      return idTaken()
  }
})

const ping = createRoute({
  method: "post",
  path: "/partners/{id}/ping",
  tags: ["Push"],
  summary: "Say that the feed has changed",
  description: "Signed, it has no body, and the signature is over `<webhook-id>.<webhook-timestamp>.POST <path>`.",
  security: either,
  middleware: [needsCaller("request"), atMost(64 * 1024)],
  request: { params: partnerParams },
  responses: {
    202: {
      description: "It will be polled at the time given",
      content: {
        "application/json": {
          schema: z.object({ next_poll_at: z.string().openapi({ example: "2026-11-23T09:31:00.000Z" }) }),
        },
      },
    },
    ...refusals,
    ...problemResponses("conflict", "too-large"),
  },
})

push.openapi(ping, async (c) => {
  const { services } = c.var
  const caller = await callerOf(c, new Uint8Array(await c.req.arrayBuffer()))
  if (caller instanceof Response) return caller
  const done = await pingPartner(services, caller.row, caller.webhookId, services.now())
  switch (done.outcome) {
    case "hastened":
      return json({ next_poll_at: toRfc3339(done.at) }, { status: 202 })
    case "no-feed":
      return problem("conflict", "There is no feed to poll: this partner pushes, or is switched off.", {
        title: "There is nothing to poll",
      })
    case "id-taken":
      return idTaken()
  }
})

const idTaken = () =>
  problem("invalid-request", "This webhook-id was used for another kind of request. Make a new one.")
