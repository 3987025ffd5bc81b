import { createRoute, z } from "@hono/zod-openapi"
import { rebuild as runRebuild } from "../../newsroom/rebuild.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { json } from "../kit/json.ts"
import { problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

export const rebuild = createRouter()

const Report = z
  .object({
    finished: z
      .boolean()
      .openapi({ description: "True when everything is rebuilt. If false, send the request again or wait" }),
    done: z.record(z.string(), z.number().int()).openapi({
      description: "How many of each kind were done so far",
      example: { revisions: 120, search: 2400, words: 1, directory: 1, feeds: 14 },
    }),
  })
  .openapi("Rebuild")
const content = { "application/json": { schema: Report } }

const route = createRoute({
  method: "post",
  path: "/rebuild",
  tags: ["Service"],
  summary: "Rebuild all derived data",
  description:
    "Restores revisions in KV from their copies in D1, and rebuilds the search index, its word counts, the list of feeds and every feed. " +
    "One request does one part. The clock continues with the rest. A rebuild is safe at any time.",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  responses: {
    200: { description: "The rebuild is finished. The feeds are written within seconds", content },
    202: { description: "A part is left. Send the request again, or leave it to the clock", content },
    ...problemResponses("unauthorized", "unavailable"),
  },
})

rebuild.openapi(route, async (c) => {
  const { services } = c.var
  const report = await runRebuild(services, services.now())
  return json(report, { status: report.finished ? 200 : 202 })
})
