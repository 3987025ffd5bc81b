// Who reads which feed: JSON for programs, a page with plots for people.
import { createRoute, z } from "@hono/zod-openapi"
import { HOSTED_READERS } from "../../counting/agents.ts"
import { dayOf } from "../../feeds/catalogue/period.ts"
import { DAY } from "../../lib/text/time.ts"
import { sumAudience, totalAudience } from "../../store/audience.ts"
import { audienceQuery, firstDay } from "../api/audience.ts"
import { editorInBrowser } from "../kit/editor-auth.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { page } from "./page.ts"
import { audiencePage } from "./pages/audience.tsx"
import { asksForHtml } from "./problem-pages.ts"

export const audience = createRouter()

/** Feeds and readers with the most subscribers. */
const MAX_NAMED = 20

const ByDay = z.array(z.object({ day: z.string(), name: z.string(), subscribers: z.number().int() }))
const Audience = z
  .object({
    since: z.string().openapi({ example: "2026-10-25" }),
    feed: z.string().optional(),
    days: z
      .array(
        z.object({
          day: z.string().openapi({ example: "2026-11-23" }),
          subscribers: z.number().int().openapi({ description: "hosted and single together", example: 540 }),
          hosted: z.number().int().openapi({ description: "As hosted readers say", example: 457 }),
          single: z.number().int().openapi({ description: "Readers of their own that came this day", example: 83 }),
          websub: z.number().int().openapi({ description: "Of our hub. Hosted readers are among them", example: 4 }),
          rsscloud: z.number().int().openapi({ example: 0 }),
          requests: z.number().int().openapi({ example: 2210 }),
          bot_requests: z.number().int().openapi({ description: "Of all feeds together", example: 310 }),
        }),
      )
      .openapi({ description: "Oldest first. Today is not over" }),
    feeds: ByDay.openapi({
      description: "Subscribers by day of the 20 feeds with the most of them",
      example: [{ day: "2026-11-23", name: "main", subscribers: 540 }],
    }),
    readers: ByDay.openapi({
      description: "The same of readers: a hosted reader's name, or single",
      example: [{ day: "2026-11-23", name: "feedly", subscribers: 457 }],
    }),
  })
  .openapi("Audience")

const route = createRoute({
  method: "get",
  path: "/audience",
  tags: ["Service"],
  summary: "Who reads which feed, by day",
  description:
    "JSON, or a page with plots with Accept: text/html. In a browser, use the editors' token as the password. Sums are renewed each hour and kept for 400 days.",
  security: [{ editor: [] }],
  middleware: [editorInBrowser],
  request: { query: audienceQuery },
  responses: {
    200: {
      description: "The audience",
      content: { "application/json": { schema: Audience }, "text/html": { schema: z.string() } },
    },
    ...problemResponses("invalid-request", "unauthorized", "unavailable"),
  },
})

audience.openapi(route, async (c) => {
  const { services } = c.var
  const { db, now } = services
  const { days, feed } = c.req.valid("query")
  const since = firstDay(now(), days)
  const most = { since, feed, most: MAX_NAMED }
  const [totals, feeds, readers] = await Promise.all([
    totalAudience(db, since, feed),
    sumAudience(db, "feed", most),
    sumAudience(db, "reader", most),
  ])
  if (asksForHtml(c)) {
    const every = Array.from({ length: days }, (_, n) => dayOf(now() - (days - 1 - n) * DAY))
    const body = audiencePage({ paper: services.config, every, feed, totals, feeds, readers: readers.map(withTitle) })
    return page(services, body, { cache: "no-store" })
  }
  const answer = json({
    since,
    ...(feed === undefined ? {} : { feed }),
    days: totals.map(({ botRequests, ...total }) => ({
      ...total,
      subscribers: total.hosted + total.single,
      bot_requests: botRequests,
    })),
    feeds,
    readers,
  })
  answer.headers.set("vary", "accept")
  return answer as ApiResponse
})

/** A reader as people know it. */
function withTitle<Row extends { name: string }>(row: Row): Row {
  const title =
    row.name === "single" ? "Readers of their own" : HOSTED_READERS.find(({ name }) => name === row.name)?.title
  return { ...row, name: title ?? row.name }
}
