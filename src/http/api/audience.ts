import { createRoute, z } from "@hono/zod-openapi"
import { dayOf } from "../../feeds/catalogue/period.ts"
import { DAY } from "../../lib/text/time.ts"
import { listAudience, MAX_AUDIENCE_DAYS } from "../../store/audience.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { NO_PAGE, NOT_KEPT } from "../kit/headers.ts"
import type { ApiResponse } from "../kit/json.ts"
import { problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

/** Who reads which feed, as a table. GET /audience is in http/site, because it is a page too. */
export const audience = createRouter()

/** Rows of one table: a year of a large newsroom's feeds may be cut at its oldest end. */
const MAX_ROWS = 50_000
const DEFAULT_DAYS = 30

export const audienceQuery = z.object({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_AUDIENCE_DAYS)
    .default(DEFAULT_DAYS)
    .openapi({ description: "So many days, with today", example: 30 }),
  feed: z
    .string()
    .max(500)
    .optional()
    .openapi({ description: "Of this feed alone: main, summary, tags/water and so on", example: "main" }),
})

/** The first of so many days. */
export const firstDay = (now: number, days: number): string => dayOf(now - (days - 1) * DAY)

const table = createRoute({
  method: "get",
  path: "/audience.csv",
  tags: ["Service"],
  summary: "Who reads which feed, per day, feed and reader, as CSV",
  description:
    "reader is a hosted reader's name, single (readers of their own), bots, websub or rsscloud. Sums are renewed each hour.",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: { query: audienceQuery },
  responses: {
    200: {
      description: "CSV (RFC 4180), newest day first, at most 50,000 lines",
      content: {
        "text/csv": {
          schema: z.string().openapi({
            example: "day,feed,file,reader,subscribers,requests\r\n2026-11-23,main,rss.xml,feedly,457,24\r\n",
          }),
        },
      },
    },
    ...problemResponses("invalid-request", "unauthorized", "unavailable"),
  },
})

audience.openapi(table, async (c) => {
  const { db, now } = c.var.services
  const { days, feed } = c.req.valid("query")
  const rows = await listAudience(db, firstDay(now(), days), feed, MAX_ROWS)
  // No value has a comma: names of feeds and readers are slugs.
  const lines = rows.map((row) => [row.day, row.feed, row.file, row.reader, row.subscribers, row.requests].join())
  const body = ["day,feed,file,reader,subscribers,requests", ...lines, ""].join("\r\n")
  const headers = { ...NO_PAGE, ...NOT_KEPT, "content-type": "text/csv; charset=utf-8" }
  return new Response(body, { headers }) as ApiResponse
})
