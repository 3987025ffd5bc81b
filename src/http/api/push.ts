import { createRoute, z } from "@hono/zod-openapi"
import { toRfc3339 } from "../../lib/text/time.ts"
import { MAX_DOCUMENT_BYTES } from "../../model/limits.ts"
import { pingPartner } from "../../partners/pushing/ping.ts"
import { MAX_PUSH_ITEMS, pushItems } from "../../partners/pushing/push.ts"
import { withdrawItem } from "../../partners/pushing/withdraw.ts"
import { acceptTypes, maxBody } from "../kit/body.ts"
import { json, noContent } from "../kit/json.ts"
import { callerOf, needsCaller } from "../kit/partner-auth.ts"
import { noRoom, problem, problemResponses } from "../kit/problem.ts"
import { createRouter, whole } from "../kit/router.ts"
import { partnerParams } from "../kit/schemas.ts"
import { feedBody } from "./feed-examples.ts"
import { IngestCountsSchema, toCountsOut } from "./partner-schemas.ts"

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
/** The handler reads the bytes itself, without a validator, because the signature covers the bytes. */
const documents = Object.fromEntries(TYPES.map((type) => [type, feedBody(type)]))
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
    "Send JSON Feed, RSS or Atom: a feed, or a single item or entry. An item that is sent again is unchanged or updated. " +
    "With a Standard Webhooks signature, a request with a known webhook-id gets its first answer again and changes nothing.",
  security: either,
  middleware: [needsCaller("body"), acceptTypes(...TYPES), maxBody(MAX_DOCUMENT_BYTES), whole],
  request: { params: partnerParams, body: { content: documents, required: true } },
  responses: {
    200: {
      description: "The number of items created, updated, unchanged, withdrawn and rejected",
      content: { "application/json": { schema: IngestCountsSchema } },
    },
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
      return json(toCountsOut(done))
    case "not-a-feed":
      return problem("not-a-feed", `${done.detail} Send RSS, Atom or JSON Feed: a feed or a single entry.`)
    case "too-many-items":
      return problem("too-large", `The document has ${done.count} items. Send at most ${MAX_PUSH_ITEMS} at once.`)
    case "too-large":
      return problem("too-large", "The document is too large or nested too deeply. Send smaller documents.")
    case "id-taken":
      return idTaken()
    case "full":
      return noRoom()
  }
})

const withdraw = createRoute({
  method: "delete",
  path: "/partners/{id}/items/{itemId}",
  tags: ["Push"],
  summary: "Withdraw a story",
  description:
    "Name the story by our id or by its guid, percent-encoded. A story that an editor withdraws stays withdrawn. " +
    "A signed request has no body. Its signature covers `<webhook-id>.<webhook-timestamp>.DELETE <path>`.",
  security: either,
  middleware: [needsCaller("request"), maxBody(64 * 1024)],
  request: {
    params: partnerParams.extend({ itemId: z.string().min(1).max(2000).openapi({ example: "story-5" }) }),
  },
  responses: { 204: { description: "The story is withdrawn" }, ...refusals, ...problemResponses("too-large") },
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
      return problem("not-found", "No stored item of this partner has that id or guid.")
    case "id-taken":
      return idTaken()
  }
})

const ping = createRoute({
  method: "post",
  path: "/partners/{id}/ping",
  tags: ["Push"],
  summary: "Announce that the feed has changed",
  description: "A signed request has no body. Its signature covers `<webhook-id>.<webhook-timestamp>.POST <path>`.",
  security: either,
  middleware: [needsCaller("request"), maxBody(64 * 1024)],
  request: { params: partnerParams },
  responses: {
    202: {
      description: "The feed is polled at next_poll_at",
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
      return problem("conflict", "This partner has no feed to poll, or it is disabled.")
    case "id-taken":
      return idTaken()
  }
})

const idTaken = () =>
  problem("invalid-request", "This webhook-id was used for another kind of request. Send a new webhook-id.")
