import { createRoute, z } from "@hono/zod-openapi"
import { equalSecrets } from "../../lib/crypto/equal.ts"
import { readMetrics } from "../../watch/metrics.ts"
import { formatOpenMetrics, OPEN_METRICS } from "../../watch/open-metrics.ts"
import { bearerToken, isEditor, unauthorized } from "../kit/editor-auth.ts"
import { NO_PAGE, NOT_KEPT } from "../kit/headers.ts"
import type { ApiResponse } from "../kit/json.ts"
import { problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

/** Numbers for a monitoring system. */
export const metrics = createRouter()

const EXAMPLE = `# TYPE check_also_feed_requests counter
# HELP check_also_feed_requests Answers with a feed.
check_also_feed_requests_total{kind="main",format="rss",status="304"} 90210
# EOF
`

const route = createRoute({
  method: "get",
  path: "/metrics",
  tags: ["Service"],
  summary: "The service in numbers, as OpenMetrics",
  description:
    "Bearer token: METRICS_TOKEN, or the editors'. Counters are up to a minute old. They start at 0 with the database and never fall.",
  security: [{ metrics: [] }, { editor: [] }],
  responses: {
    200: {
      description: "OpenMetrics text 1.0",
      content: { "application/openmetrics-text": { schema: z.string().openapi({ example: EXAMPLE }) } },
    },
    ...problemResponses("unauthorized", "unavailable"),
  },
})

metrics.openapi(route, async (c) => {
  const { config, db, now } = c.var.services
  const token = bearerToken(c)
  const isMonitor = config.metricsToken !== "" && token !== null && (await equalSecrets(token, config.metricsToken))
  if (!isMonitor && !(await isEditor(c))) {
    return unauthorized("Send METRICS_TOKEN, or the editors' token: Authorization: Bearer <METRICS_TOKEN>.")
  }
  const body = formatOpenMetrics(await readMetrics(db, now()))
  return new Response(body, { headers: { ...NO_PAGE, ...NOT_KEPT, "content-type": OPEN_METRICS } }) as ApiResponse
})
