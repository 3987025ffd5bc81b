import { createRoute, z } from "@hono/zod-openapi"
import { countBacklog } from "../store/health.ts"
import { listPartners } from "../store/partners.ts"
import { editorInBrowser } from "./auth.ts"
import { type Answer, json } from "./json.ts"
import { pageHeaders } from "./pages/csp.ts"
import { statusPage } from "./pages/status.tsx"
import { problemResponses } from "./problem.ts"
import { createRouter } from "./router.ts"

export const status = createRouter()

const Health = z
  .object({
    status: z.enum(["ok", "failing"]).openapi({ example: "ok" }),
    checks: z.object({
      d1: z.string().openapi({ example: "ok" }),
      kv: z.string().openapi({ example: "ok" }),
    }),
    backlog: z.object({
      unannounced: z.number().int().openapi({ example: 0, description: "Articles whose feeds are not up to date yet" }),
      overdue_polls: z.number().int().openapi({ example: 0, description: "Partners due for more than ten minutes" }),
    }),
  })
  .openapi("Health")

const health = createRoute({
  method: "get",
  path: "/health",
  tags: ["Service"],
  summary: "Whether the stores answer, and what waits",
  responses: {
    200: { description: "All is well", content: { "application/json": { schema: Health } } },
    503: { description: "A store does not answer", content: { "application/json": { schema: Health } } },
  },
})

status.openapi(health, async (c) => {
  const { db, articles, now } = c.var.services
  const [d1, kv] = await Promise.allSettled([countBacklog(db, now()), articles.get("feed/main/rss.xml", "stream")])
  if (kv.status === "fulfilled") await kv.value?.cancel()
  const say = (result: PromiseSettledResult<unknown>) => (result.status === "fulfilled" ? "ok" : String(result.reason))
  const ok = d1.status === "fulfilled" && kv.status === "fulfilled"
  return json(
    {
      status: ok ? "ok" : "failing",
      checks: { d1: say(d1), kv: say(kv) },
      backlog: d1.status === "fulfilled" ? d1.value : { unannounced: 0, overdue_polls: 0 },
    },
    { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } },
  )
})

const statusRoute = createRoute({
  method: "get",
  path: "/status",
  tags: ["Service"],
  summary: "Partners' health, as a page for editors",
  description: "A browser asks for a password: it is the editors' token.",
  security: [{ editor: [] }],
  middleware: [editorInBrowser],
  responses: {
    200: { description: "A page", content: { "text/html": { schema: z.string() } } },
    ...problemResponses("unauthorized", "unavailable"),
  },
})

status.openapi(statusRoute, async (c) => {
  const { config, db, now } = c.var.services
  const { publication } = config
  const [rows, { unannounced, overdue_polls: overduePolls }] = await Promise.all([
    listPartners(db),
    countBacklog(db, now()),
  ])
  const partners = rows.map(({ partner, ...health }) => ({ ...partner, ...health }))
  const body = statusPage({ publication, partners, backlog: { unannounced, overduePolls } })
  const headers = { ...pageHeaders({ siteUrl: publication.siteUrl }), "cache-control": "no-store" }
  return new Response(body, { headers }) as Answer
})
