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

/** null when a message of the queue `renders` is no such job. */
export const parseRenderJob = (body: unknown): RenderJob | null => renderJob.safeParse(body).data ?? null

/** null when a message of the queue `polls` is no such job. */
export const parsePollJob = (body: unknown): PollJob | null => pollJob.or(lonePollJob).safeParse(body).data ?? null
