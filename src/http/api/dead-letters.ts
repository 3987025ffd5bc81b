import { createRoute, z } from "@hono/zod-openapi"
import { present } from "../../lib/text/present.ts"
import { toRfc3339 } from "../../lib/text/time.ts"
import { parseDeliveryJob, parsePollJob, parseRenderJob } from "../../model/job.ts"
import type { Services } from "../../model/services.ts"
import { deleteDeadLetters, findDeadLetter, type KeptDeadLetter, listDeadLetters } from "../../store/dead-letters.ts"
import { rowCursor, rowId } from "../kit/cursor.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { json, noContent } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

/** Messages that failed for good, for the operator. */
export const deadLetters = createRouter()

const PAGE_SIZE = 100
const editor = [{ editor: [] }]
const OF = "a dead letter"
const letterId = rowId(OF)
const idQuery = z.object({
  id: letterId.optional().openapi({ description: "One. All, when it is left out", example: "17" }),
})

const DeadLetter = z.object({
  id: z.string().openapi({ example: "17" }),
  queue: z.enum(["renders", "polls", "deliveries"]).optional().openapi({ description: "Left out: no queue reads it" }),
  message: z.unknown().openapi({ example: { kind: "article", articleId: "river-gauges-return" } }),
  error: z.string().openapi({ example: "StoreUnavailable: KV did not answer" }),
  died_at: z.string().openapi({ example: "2026-11-23T09:30:00Z" }),
})
const DeadLetters = z
  .object({ dead_letters: z.array(DeadLetter), next_url: z.string().optional() })
  .openapi("DeadLetters")

const list = createRoute({
  method: "get",
  path: "/dead-letters",
  tags: ["Service"],
  summary: "Messages that failed for good",
  description: "Oldest first, 100 on a page. Kept for 30 days.",
  security: editor,
  middleware: [editorOnly],
  request: { query: rowCursor(OF) },
  responses: {
    200: { description: "The dead letters", content: { "application/json": { schema: DeadLetters } } },
    ...problemResponses("invalid-request", "unauthorized", "unavailable"),
  },
})

deadLetters.openapi(list, async (c) => {
  const { db, config } = c.var.services
  const page = await listDeadLetters(db, Number(c.req.valid("query").cursor ?? 0), PAGE_SIZE)
  const last = page.length === PAGE_SIZE ? page.at(-1) : undefined
  return json({
    dead_letters: page.map(({ id, queue, body, error, diedAt }) => ({
      id: `${id}`,
      ...present({ queue: queue ?? undefined }),
      message: body,
      error,
      died_at: toRfc3339(diedAt),
    })),
    ...present({ next_url: last && `${config.publication.siteUrl}/dead-letters?cursor=${last.id}` }),
  })
})

const unknown = (id: string) => problem("not-found", `No dead letter has the id ${id}. GET /dead-letters lists them.`)

const retry = createRoute({
  method: "post",
  path: "/dead-letters/retry",
  tags: ["Service"],
  summary: "Try dead letters again",
  description: "Each goes back to its queue. One that no queue reads stays. At most 100 at once, the oldest first.",
  security: editor,
  middleware: [editorOnly],
  request: { query: idQuery },
  responses: {
    200: {
      description: "How many went back, and how many no queue reads",
      content: {
        "application/json": { schema: z.object({ retried: z.number().int(), unreadable: z.number().int() }) },
      },
    },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

deadLetters.openapi(retry, async (c) => {
  const { services } = c.var
  const { id } = c.req.valid("query")
  const one = id === undefined ? null : await findDeadLetter(services.db, Number(id))
  if (id !== undefined && !one) return unknown(id)
  const letters = one ? [one] : await listDeadLetters(services.db, 0, PAGE_SIZE)
  const retried: number[] = []
  // Sent first: what is sent twice is done once, and nothing is lost in between.
  for (const letter of letters) if (await sendAgain(services, letter)) retried.push(letter.id)
  await deleteDeadLetters(services.db, retried)
  return json({ retried: retried.length, unreadable: letters.length - retried.length })
})

/** False when no queue reads it. */
async function sendAgain({ renders, polls, deliveries }: Services, { queue, body }: KeptDeadLetter): Promise<boolean> {
  const render = queue === "renders" ? parseRenderJob(body) : null
  const poll = queue === "polls" ? parsePollJob(body) : null
  const delivery = queue === "deliveries" ? parseDeliveryJob(body) : null
  if (render) await renders.send(render)
  if (poll) await polls.send(poll)
  if (delivery) await deliveries.send(delivery)
  return Boolean(render || poll || delivery)
}

const drop = createRoute({
  method: "delete",
  path: "/dead-letters",
  tags: ["Service"],
  summary: "Drop a dead letter",
  security: editor,
  middleware: [editorOnly],
  request: { query: z.object({ id: letterId.openapi({ example: "17" }) }) },
  responses: {
    204: { description: "Dropped" },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

deadLetters.openapi(drop, async (c) => {
  const { id } = c.req.valid("query")
  const count = await deleteDeadLetters(c.var.services.db, [Number(id)])
  return count ? noContent() : unknown(id)
})
