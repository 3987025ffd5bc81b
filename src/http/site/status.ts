import { createRoute, z } from "@hono/zod-openapi"
import { hourOf } from "../../hub/deliver.ts"
import { log } from "../../lib/text/log.ts"
import { DAY } from "../../lib/text/time.ts"
import { CELLS } from "../../model/cells.ts"
import type { Vitals } from "../../model/vitals.ts"
import { readOwnFeeds } from "../../rendering/own-feeds.ts"
import { countBacklog } from "../../store/backlog.ts"
import { sumAllEvents } from "../../store/events.ts"
import { type KnownFault, listFaults } from "../../store/faults.ts"
import { listFollowed } from "../../store/partner-hubs.ts"
import { listPartners } from "../../store/partners.ts"
import { probeSnapshots } from "../../store/snapshots.ts"
import { sumSubscribers } from "../../store/subscribers.ts"
import { readVitals } from "../../store/vitals.ts"
import { judge } from "../../watch/judge.ts"
import { describeFollowed } from "../../websub/followed.ts"
import { dayOf } from "../api/events.ts"
import { editorInBrowser } from "../kit/editor-auth.ts"
import { NOT_KEPT } from "../kit/headers.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { pageHeaders } from "./headers.ts"
import { type Damage, statusPage } from "./pages/status.tsx"

export const status = createRouter()

const Check = z.enum(["ok", "failing"]).openapi({ example: "ok" })
const Health = z
  .object({
    status: z.enum(["ok", "degraded", "down"]).openapi({ example: "ok" }),
    checks: z.object({ d1: Check, kv: Check }),
    reasons: z.array(
      z.object({
        reason: z.string().openapi({ example: "dead-letters" }),
        level: z.literal("bad"),
        detail: z.string().openapi({ example: "2 messages failed for good. GET /dead-letters shows them." }),
      }),
    ),
    last_tick_age_s: z.number().int().optional().openapi({ example: 31 }),
    oldest_unannounced_s: z.number().int().optional().openapi({ example: 0 }),
    last_backup_age_s: z
      .number()
      .int()
      .optional()
      .openapi({ example: 3600, description: "Of the last daily back-up. Absent while there is none" }),
    dead_letters: z.number().int().optional().openapi({ example: 0 }),
    partners: z.object({ enabled: z.number().int(), failing: z.number().int() }).optional(),
    backlog: z.object({
      unannounced: z
        .number()
        .int()
        .openapi({ example: 0, description: "Articles whose feeds are not up to date yet, at most 1000" }),
      overdue_polls: z
        .number()
        .int()
        .openapi({ example: 0, description: "Partners whose poll is more than ten minutes overdue, at most 1000" }),
    }),
    damaged: z
      .array(z.object({ place: z.string(), id: z.string().optional(), kind: z.string() }))
      .openapi({ description: "Damaged values in the stores. GET /status says how to repair them" }),
  })
  .openapi("Health")

const health = createRoute({
  method: "get",
  path: "/health",
  tags: ["Service"],
  summary: "Check the stores, the backlog and damaged values",
  responses: {
    200: {
      description: "ok: all is well. degraded: reasons says what is wrong, all else goes on",
      content: { "application/json": { schema: Health } },
    },
    503: { description: "down: a store does not answer", content: { "application/json": { schema: Health } } },
  },
})

const MAX_DAMAGED = 100
const DAYS_OF_EVENTS = 7
/** Feeds and hosts with the most subscribers. */
const MAX_AUDIENCE = 20

status.openapi(health, async (c) => {
  const { db, articles, now } = c.var.services
  const [backlog, faults, kv, vitals] = await Promise.allSettled([
    countBacklog(db, now()),
    listFaults(db, MAX_DAMAGED),
    probeSnapshots(articles),
    readVitals(db),
  ])
  const say = (result: PromiseSettledResult<unknown>) => (result.status === "fulfilled" ? "ok" : "failing")
  for (const result of [backlog, faults, kv]) {
    if (result.status === "rejected") {
      log("health-check-failed", { error: result.reason })
    }
  }
  const damaged = faults.status === "fulfilled" ? faults.value.map(toDamage) : []
  const up = backlog.status === "fulfilled" && kv.status === "fulfilled"
  const last = vitals.status === "fulfilled" ? vitals.value : null
  const reasons = up ? judge(last && withDamage(last.seen, damaged.length), last && now() - last.tickedAt) : []
  return json(
    {
      status: !up ? "down" : reasons.some(({ level }) => level === "bad") ? "degraded" : "ok",
      checks: { d1: say(backlog), kv: say(kv) },
      // The ids of partners are the newsroom's own business.
      reasons: reasons.filter(({ level }) => level === "bad"),
      ...(last?.seen ? vitalsOut(last.seen, now() - last.tickedAt) : {}),
      backlog: backlog.status === "fulfilled" ? backlog.value : { unannounced: 0, overdue_polls: 0 },
      damaged,
    },
    { status: up ? 200 : 503 },
  )
})

/** What was found damaged since the last tick counts too. */
const withDamage = (seen: Vitals | null, damaged: number): Vitals | null => seen && { ...seen, damaged }

const vitalsOut = (
  { oldestUnannouncedMs, deadLetters, partners, failingPartners, backupAgeMs }: Vitals,
  tickAge: number,
) => ({
  last_tick_age_s: Math.round(tickAge / 1000),
  oldest_unannounced_s: Math.round(oldestUnannouncedMs / 1000),
  ...(typeof backupAgeMs === "number" ? { last_backup_age_s: Math.round((backupAgeMs + tickAge) / 1000) } : {}),
  dead_letters: deadLetters,
  partners: { enabled: partners, failing: failingPartners },
})

/** This answer is public, so it contains only public ids. */
const toDamage = ({ place, id, kind, isPublic }: KnownFault) => ({ place, ...(isPublic ? { id } : {}), kind })

const statusRoute = createRoute({
  method: "get",
  path: "/status",
  tags: ["Service"],
  summary: "The editors' page of partners' health",
  description:
    "It also shows how rss-parser, which most JavaScript apps use, reads our own feeds. In a browser, use the editors' token as the password.",
  security: [{ editor: [] }],
  middleware: [editorInBrowser],
  responses: {
    200: { description: "A page", content: { "text/html": { schema: z.string() } } },
    ...problemResponses("unauthorized", "unavailable"),
  },
})

status.openapi(statusRoute, async (c) => {
  const { config, db, articles, now } = c.var.services
  const { publication } = config
  const [rows, events, followed, { unannounced, overdue_polls: overduePolls }, faults, ownFeeds, audience, vitals] =
    await Promise.all([
      listPartners(db),
      sumAllEvents(db, dayOf(now(), DAYS_OF_EVENTS)),
      listFollowed(db),
      countBacklog(db, now()),
      listFaults(db, MAX_DAMAGED),
      readOwnFeeds(articles, now()),
      sumSubscribers(db, hourOf(now() - DAY), MAX_AUDIENCE),
      readVitals(db),
    ])
  const partners = rows.map(({ partner, ...health }) => {
    const known = followed.get(partner.id)
    return { ...partner, ...health, events: events.get(partner.id), websub: known && describeFollowed(known, now()) }
  })
  const body = statusPage({
    paper: config,
    partners,
    backlog: { unannounced, overduePolls },
    damaged: faults.map(toRemedy),
    ownFeeds,
    reasons: judge(vitals?.seen ?? null, vitals && now() - vitals.tickedAt),
    audience,
  })
  const headers = { ...pageHeaders({ siteUrl: publication.siteUrl }), ...NOT_KEPT }
  return new Response(body, { headers }) as ApiResponse
})

function toRemedy({ place, id, kind, foundAt }: KnownFault): Damage {
  const mend = place in CELLS ? CELLS[place as keyof typeof CELLS].mend : REMEDIES[kind]
  return { place, id, kind, foundAt, mend }
}

const REMEDIES: Record<KnownFault["kind"], string> = {
  copied:
    "KV has lost this article's text. Readers get the copy in D1. The clock writes it to KV an hour after the damage was found. POST /rebuild writes it now.",
  lost: "This article's text is lost in KV and in D1. Publish it again with PUT /articles/:id, or withdraw it with DELETE /articles/:id.",
  unreadable: "Send POST /rebuild, and read the log.",
}
