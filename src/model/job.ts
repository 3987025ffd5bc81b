import { z } from "zod"

const renderJob = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("article"), articleId: z.string() }),
  z.object({ kind: z.literal("feed"), feed: z.string(), rewrite: z.boolean().optional() }),
])

/**
 * Queue `renders`: bring every feed that this article touches up to date, or this one feed. `rewrite`: KV does not
 * have the feed, so it is written also where it has not changed, and kept from then on.
 */
export type RenderJob = z.infer<typeof renderJob>

const pollJob = z.object({ partnerId: z.string() })

/** Queue `polls`: poll this partner now. */
export type PollJob = z.infer<typeof pollJob>

/** null when a message of the queue `renders` is no such job. */
export const parseRenderJob = (body: unknown): RenderJob | null => renderJob.safeParse(body).data ?? null

/** null when a message of the queue `polls` is no such job. */
export const parsePollJob = (body: unknown): PollJob | null => pollJob.safeParse(body).data ?? null
