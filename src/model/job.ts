import { z } from "zod"

const renderJob = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("article"), articleId: z.string() }),
  z.object({ kind: z.literal("boxes"), articleIds: z.array(z.string()) }),
  z.object({ kind: z.literal("feed"), feed: z.string(), rewrite: z.boolean().optional() }),
  z.object({ kind: z.literal("page"), page: z.string() }),
])

/**
 * Queue `renders`: render all feeds of this article with its box and page, the boxes and pages of some articles, one
 * feed, or one page that lists stories (`tags/water`, or empty for the home page). `rewrite` says that the feed is
 * missing in KV, so it is written even if it has not changed, and is stored from then on. A page always is.
 */
export type RenderJob = z.infer<typeof renderJob>

const pollJob = z.object({ partnerIds: z.array(z.string()) })

/** Queue `polls`: poll these partners now, one after the other. They have the same host. */
export type PollJob = z.infer<typeof pollJob>

/** A message of an earlier release, which may still be in the queue after a deployment. */
const lonePollJob = z
  .object({ partnerId: z.string() })
  .transform(({ partnerId }): PollJob => ({ partnerIds: [partnerId] }))

const deliveryJob = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("verify"),
    mode: z.enum(["subscribe", "unsubscribe"]),
    topic: z.string(),
    callback: z.string(),
    secret: z.string().optional(),
    leaseS: z.number().int(),
    askedAt: z.number(),
  }),
  z.object({
    kind: z.literal("fan-out"),
    feed: z.string(),
    file: z.string(),
    since: z.number(),
    after: z.number().int(),
    found: z.boolean(),
  }),
  z.object({ kind: z.literal("deliver"), subscriber: z.number().int() }),
  z.object({ kind: z.literal("deny"), callback: z.string(), topic: z.string(), reason: z.string() }),
  z.object({ kind: z.literal("ping"), hub: z.string(), topic: z.string() }),
])

/**
 * Queue `deliveries`, what our hub does: verify what a subscriber asked for at `askedAt`; send a message for each
 * subscriber of a topic whose id is over `after`, for the version of `since` (`found`: a page before had some); deliver to
 * one subscriber; tell a callback that its subscription is denied; tell another hub of a change. A topic's `feed` and
 * `file` are as in the snapshots. Times are milliseconds since 1970. A subscriber's wish is only here until it is verified.
 */
export type DeliveryJob = z.infer<typeof deliveryJob>

/** The first message of a fan-out. */
export const fanOutJob = ({ feed, file, since }: { feed: string; file: string; since: number }): DeliveryJob => ({
  kind: "fan-out",
  feed,
  file,
  since,
  after: 0,
  found: false,
})

/** null when a message of the queue `renders` is no such job. */
export const parseRenderJob = (body: unknown): RenderJob | null => renderJob.safeParse(body).data ?? null

/** null when a message of the queue `polls` is no such job. */
export const parsePollJob = (body: unknown): PollJob | null => pollJob.or(lonePollJob).safeParse(body).data ?? null

/** null when a message of the queue `deliveries` is no such job. */
export const parseDeliveryJob = (body: unknown): DeliveryJob | null => deliveryJob.safeParse(body).data ?? null
