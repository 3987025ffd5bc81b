import { z } from "@hono/zod-openapi"
import { parseLanguage } from "../../lib/text/language.ts"
import { toRfc3339 } from "../../lib/text/time.ts"
import type { Followed } from "../../model/followed.ts"
import type { IngestCounts } from "../../partners/ingest/counts.ts"
import type { ListedPartner } from "../../store/partners.ts"
import { describeFollowed, FOLLOWED_STATES } from "../../websub/followed.ts"
import { webUrl } from "../kit/schemas.ts"

const language = z
  .string("must be text")
  .refine((tag) => parseLanguage(tag) !== null, "must be a BCP 47 language tag, such as en or ps-AF")
  .overwrite((tag) => parseLanguage(tag)!)

const WEIGHT_ERROR = "must be a number from 0 to 10"
const LINKS_ERROR = "must be a whole number from 1 to 10"

/** The body of PUT /partners/:id. */
export const PartnerBody = z
  .object(
    {
      name: z
        .string("must be text")
        .trim()
        .min(1, "must be 1 to 200 characters long")
        .max(200, "must be 1 to 200 characters long")
        .optional(),
      home_url: webUrl.optional(),
      feed_url: webUrl.nullish(),
      role: z.enum(["partner", "house"], "must be partner or house").optional(),
      weight: z
        .number(WEIGHT_ERROR)
        .min(0, WEIGHT_ERROR)
        .max(10, WEIGHT_ERROR)
        .optional()
        .openapi({ description: "How readily its stories are linked. 0: never" }),
      max_links: z.number(LINKS_ERROR).int(LINKS_ERROR).min(1, LINKS_ERROR).max(10, LINKS_ERROR).optional(),
      enabled: z.boolean("must be true or false").optional(),
      sponsored: z.boolean("must be true or false").optional(),
      language: language.nullish(),
    },
    "must be a JSON object",
  )
  .openapi("PartnerInput", { example: { name: "The Herat Herald", home_url: "https://herald.example/" } })

const time = z.string().nullable().openapi({ example: "2026-11-23T09:30:00.000Z" })

export const PartnerOut = z
  .object({
    id: z.string().openapi({ example: "herald" }),
    name: z.string().openapi({ example: "The Herat Herald" }),
    home_url: z.string().openapi({ example: "https://herald.example/" }),
    feed_url: z.string().nullable().openapi({ example: "https://herald.example/feed.xml" }),
    role: z.enum(["partner", "house"]),
    weight: z.number().openapi({ example: 1 }),
    max_links: z.number().int().openapi({ example: 2 }),
    enabled: z.boolean(),
    sponsored: z.boolean(),
    language: z.string().nullable().openapi({ example: "en" }),
    created_at: time,
    last_polled_at: time,
    last_success_at: time,
    last_status: z.number().int().nullable().openapi({ example: 200 }),
    last_error: z.object({ kind: z.string(), detail: z.string() }).nullable(),
    next_poll_at: time,
    interval_s: z.number().int().nullable().openapi({ example: 1800 }),
    failures: z.number().int().openapi({ example: 0 }),
    item_count: z.number().int().openapi({ example: 42 }),
    last_30_days: z
      .object({ shown: z.number().int(), clicked: z.number().int(), click_through: z.number().nullable() })
      .optional()
      .openapi({
        description: "How often its links were shown and clicked where pages count it. Only for one partner",
      }),
    websub: z
      .object({
        hub: z.string().openapi({ example: "https://hub.example/" }),
        state: z.enum(FOLLOWED_STATES).openapi({
          description:
            "wanted: asked at the next tick; asked: not verified yet; active; silent: it accepted and does not deliver, so the feed is polled; denied, expired, failed: see detail",
          example: "active",
        }),
        lease_expires_at: time,
        deliveries: z.number().int().openapi({ example: 12 }),
        misses: z.number().int().openapi({
          description: "Stories since the last delivery that only a poll brought. From 3 on the hub is silent",
          example: 0,
        }),
        detail: z.string().optional(),
      })
      .nullable()
      .openapi({ description: "The WebSub hub that the feed names, and our subscription there" }),
  })
  .openapi("Partner")

export const IngestCountsSchema = z
  .object({
    created: z.number().int().openapi({ example: 12 }),
    updated: z.number().int().openapi({ example: 1 }),
    unchanged: z.number().int().openapi({ example: 7 }),
    withdrawn: z.number().int().openapi({ example: 0 }),
    rejected: z.array(z.object({ index: z.number().int(), guid: z.string().optional(), reason: z.string() })).openapi({
      description: "The first 100 rejected entries. A guid is cut after 2,000 characters",
      example: [{ index: 4, guid: "story-5", reason: "has no title" }],
    }),
    rejected_total: z.number().int().openapi({ example: 1 }),
  })
  .openapi("Counts")

/** The counts of a document, as its sender sees them. */
export const toCountsOut = (done: IngestCounts): z.infer<typeof IngestCountsSchema> => ({
  created: done.created,
  updated: done.updated,
  unchanged: done.unchanged,
  withdrawn: done.withdrawn,
  rejected: done.rejected,
  rejected_total: done.rejectedTotal,
})

const iso = (ms: number | null) => (ms === null ? null : toRfc3339(ms))

/** A partner as editors see it. `followed` is what is known of its hubs. */
export function toPartnerOut(row: ListedPartner, followed: Followed | null, now: number): z.infer<typeof PartnerOut> {
  const { partner } = row
  const view = followed && describeFollowed(followed, now)
  return {
    id: partner.id,
    name: partner.name,
    home_url: partner.homeUrl,
    feed_url: partner.feedUrl ?? null,
    role: partner.role,
    weight: partner.weight,
    max_links: partner.maxLinks,
    enabled: partner.enabled,
    sponsored: partner.sponsored,
    language: partner.language ?? null,
    created_at: iso(row.createdAt),
    last_polled_at: iso(row.lastPolledAt),
    last_success_at: iso(row.lastSuccessAt),
    last_status: row.lastStatus,
    last_error: row.lastError,
    next_poll_at: partner.enabled ? iso(row.nextPollAt) : null,
    interval_s: row.intervalS,
    failures: row.failures,
    item_count: row.itemCount,
    websub: view && {
      hub: view.hub,
      state: view.state,
      lease_expires_at: iso(view.leaseExpiresAt),
      deliveries: view.deliveries,
      misses: view.misses,
      ...(view.detail === undefined ? {} : { detail: view.detail }),
    },
  }
}
