import { createRoute, z } from "@hono/zod-openapi"
import { jitterOf } from "../../partners/polling/jitter.ts"
import type { PollOutcome } from "../../partners/polling/outcome.ts"
import { pollPartner } from "../../partners/polling/poll.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problem, problemResponses, unknownPartner } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { partnerParams } from "../kit/schemas.ts"
import { IngestCountsSchema, toCountsOut } from "./partner-schemas.ts"

/** A poll that an editor asks for. */
export const partnerPoll = createRouter()

const editor = [{ editor: [] }]

const Polled = IngestCountsSchema.extend({
  outcome: z.enum(["read", "not-modified", "unchanged", "failed"]).openapi({
    description: "read: a new document; unchanged: the same bytes as before; failed: see error",
  }),
  error: z.object({ kind: z.string(), detail: z.string() }).optional(),
}).openapi("PollResult")

const poll = createRoute({
  method: "post",
  path: "/partners/{id}/poll",
  tags: ["Partners"],
  summary: "Poll a partner now",
  security: editor,
  middleware: [editorOnly],
  request: { params: partnerParams },
  responses: {
    200: { description: "What came of it", content: { "application/json": { schema: Polled } } },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "conflict", "unavailable"),
  },
})

partnerPoll.openapi(poll, async (c) => {
  const { services } = c.var
  const { id } = c.req.valid("param")
  const done = await pollPartner(services, id, services.now(), { jitter: jitterOf(id, services.now()), byEditor: true })
  return polled(id, done)
})

function polled(id: string, done: PollOutcome): ApiResponse {
  switch (done.outcome) {
    case "read":
    case "not-modified":
    case "unchanged":
      return json({ outcome: done.outcome, ...toCountsOut(done) })
    case "failed": {
      const { kind, detail } = done.error
      return json({ outcome: "failed", ...toCountsOut(done), error: { kind, detail } })
    }
    case "unknown":
      return unknownPartner(id)
    case "no-feed":
      return problem("conflict", "This partner has no feed_url: it pushes. PUT it with one, or with its home_url.")
    case "busy":
    case "early":
      return problem("conflict", "A poll of this partner, or of its host, is under way. Ask again in a minute.", {
        headers: { "retry-after": "60" },
      })
  }
}
