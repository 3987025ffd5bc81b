import { createRoute, z } from "@hono/zod-openapi"
import { hourOf } from "../../hub/deliver.ts"
import { endSubscriptions } from "../../hub/end.ts"
import { urlOf } from "../../hub/fan-out.ts"
import { present } from "../../lib/text/present.ts"
import { DAY, toRfc3339 } from "../../lib/text/time.ts"
import type { Services } from "../../model/services.ts"
import { type ListedSubscriber, listSubscribers, sumSubscribers } from "../../store/subscribers.ts"
import { rowCursor, rowId } from "../kit/cursor.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { json, noContent } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

/** Who hears of our feeds, for the operator. */
export const subscriptions = createRouter()

const PAGE_SIZE = 100
/** Feeds and hosts with the most subscribers. */
const MAX_SUMS = 500

const OF = "a subscription"

const Subscription = z.object({
  id: z.string().openapi({ example: "17" }),
  topic: z.string().openapi({ example: "https://courier.example/atom.xml" }),
  callback: z.string().openapi({ example: "https://reader.example/websub/7f3a" }),
  protocol: z.enum(["websub", "rsscloud"]),
  signed: z.boolean().openapi({ description: "Whether it gave a secret" }),
  subscribed_at: z.string().openapi({ description: "The newest request", example: "2026-11-23T09:30:00Z" }),
  lease_expires_at: z.string().openapi({ example: "2026-12-03T09:30:00Z" }),
  failing_since: z.string().optional(),
  failures: z.number().int().openapi({ description: "Failed attempts to deliver the newest version" }),
  next_try_at: z.string().optional(),
  trouble: z.string().optional().openapi({ example: "answers 500" }),
})

const Subscriptions = z
  .object({
    feeds: z.array(
      z.object({
        topic: z.string().openapi({ example: "https://courier.example/atom.xml" }),
        subscribers: z.number().int(),
        delivered: z.number().int().openapi({ description: "Deliveries of the last 24 hours" }),
        failed: z.number().int().openapi({ description: "Failed attempts of the last 24 hours" }),
      }),
    ),
    hosts: z.array(
      z.object({ host: z.string().openapi({ example: "reader.example" }), subscribers: z.number().int() }),
    ),
    subscriptions: z.array(Subscription),
    next_url: z.string().optional(),
  })
  .openapi("Subscriptions")

const list = createRoute({
  method: "get",
  path: "/subscriptions",
  tags: ["WebSub"],
  summary: "Who hears of our feeds at once",
  description:
    "Subscribers of each feed with the deliveries of a day, subscribers of each host (at most 500 of both, the largest first), and the subscriptions, 100 on a page.",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: { query: rowCursor(OF) },
  responses: {
    200: { description: "The subscribers", content: { "application/json": { schema: Subscriptions } } },
    ...problemResponses("invalid-request", "unauthorized", "unavailable"),
  },
})

subscriptions.openapi(list, async (c) => {
  const { services } = c.var
  const { db, config } = services
  const sums = await sumSubscribers(db, hourOf(services.now() - DAY), MAX_SUMS)
  const page = await listSubscribers(db, Number(c.req.valid("query").cursor ?? 0), PAGE_SIZE)
  const last = page.length === PAGE_SIZE ? page.at(-1) : undefined
  const next = last && `${config.publication.siteUrl}/subscriptions?cursor=${last.id}`
  return json({
    feeds: sums.topics.map(({ feed, file, ...counts }) => ({ topic: urlOf(services, { feed, file }), ...counts })),
    hosts: sums.hosts,
    subscriptions: page.map((each) => toOut(services, each)),
    ...present({ next_url: next }),
  })
})

function toOut(services: Services, row: ListedSubscriber) {
  const { id, callback, protocol, isSigned, askedAt, leaseExpiresAt, tries, retryAt, failingSince, trouble } = row
  return {
    id: `${id}`,
    topic: urlOf(services, row),
    callback,
    protocol,
    signed: isSigned === 1,
    subscribed_at: toRfc3339(askedAt),
    lease_expires_at: toRfc3339(leaseExpiresAt),
    failures: tries,
    ...present({
      failing_since: failingSince === null ? undefined : toRfc3339(failingSince),
      next_try_at: retryAt === null ? undefined : toRfc3339(retryAt),
      trouble: trouble ?? undefined,
    }),
  }
}

const drop = createRoute({
  method: "delete",
  path: "/subscriptions",
  tags: ["WebSub"],
  summary: "Drop a subscriber",
  description: "Its callback is told with hub.mode=denied. It may subscribe again.",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: { query: z.object({ id: rowId(OF).openapi({ example: "17" }) }) },
  responses: {
    204: { description: "Dropped" },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

subscriptions.openapi(drop, async (c) => {
  const { id } = c.req.valid("query")
  const count = await endSubscriptions(c.var.services, [Number(id)], "The newsroom has ended this subscription.")
  return count ? noContent() : problem("not-found", `No subscription has the id ${id}. GET /subscriptions lists them.`)
})
