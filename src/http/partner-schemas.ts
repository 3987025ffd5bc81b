import { z } from "@hono/zod-openapi"
import { parseLanguage } from "../lib/language.ts"
import { toRfc3339 } from "../lib/time.ts"
import { MAX_URL_CHARACTERS } from "../model/limits.ts"
import type { Counts as Counted } from "../partners/counts.ts"
import type { ListedPartner } from "../store/partners.ts"

export const PARTNER_ID = /^[a-z0-9][a-z0-9-]{0,99}$/
/** Words that stand in a partner's place in some route. */
const RESERVED = ["discover", "import"]

export const partnerParams = z.object({
  id: z
    .string()
    .regex(PARTNER_ID, "is a partner's id: a-z, 0-9 and hyphens, 100 at most, a letter or digit first")
    .refine((id) => !RESERVED.includes(id), "is a word that the routes need")
    .openapi({ example: "herald" }),
})

export const webUrl = z
  .url({ protocol: /^https?$/, error: "is an absolute http or https address" })
  .max(MAX_URL_CHARACTERS)
const language = z
  .string("is text")
  .refine((tag) => parseLanguage(tag) !== null, "is a language tag by BCP 47, such as en or ps-AF")
  .overwrite((tag) => parseLanguage(tag)!)

/** The body of PUT /partners/:id. */
export const PartnerBody = z
  .object(
    {
      name: z.string().trim().min(1, "is 1 to 200 characters long").max(200, "is 1 to 200 characters long").optional(),
      home_url: webUrl.optional(),
      feed_url: webUrl.nullish(),
      role: z.enum(["partner", "house"], "is partner or house").optional(),
      weight: z.number("is a number from 0 to 10").min(0, "is 0 to 10").max(10, "is 0 to 10").optional(),
      max_links: z.number("is a number from 1 to 10").int().min(1, "is 1 to 10").max(10, "is 1 to 10").optional(),
      enabled: z.boolean("is true or false").optional(),
      sponsored: z.boolean("is true or false").optional(),
      language: language.nullish(),
    },
    "is a JSON object",
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
    websub: z
      .object({ hub: z.string(), state: z.string(), lease_expires_at: time })
      .nullable()
      .openapi({ description: "The hub that tells us of news, where the feed names one" }),
  })
  .openapi("Partner")

export const Counts = z
  .object({
    created: z.number().int().openapi({ example: 12 }),
    updated: z.number().int().openapi({ example: 1 }),
    unchanged: z.number().int().openapi({ example: 7 }),
    withdrawn: z.number().int().openapi({ example: 0 }),
    rejected: z.array(z.object({ index: z.number().int(), guid: z.string().optional(), reason: z.string() })).openapi({
      description: "The first 100, each guid cut at 2,000 characters",
      example: [{ index: 4, guid: "story-5", reason: "has no title" }],
    }),
    rejected_total: z.number().int().openapi({ example: 1 }),
  })
  .openapi("Counts")

/** What came of a document, as its sender sees it. */
export const toCountsOut = (done: Counted): z.infer<typeof Counts> => ({
  created: done.created,
  updated: done.updated,
  unchanged: done.unchanged,
  withdrawn: done.withdrawn,
  rejected: done.rejected,
  rejected_total: done.rejectedTotal,
})

const iso = (ms: number | null) => (ms === null ? null : toRfc3339(ms))

/** A partner as editors see it. */
export function toPartnerOut(row: ListedPartner): z.infer<typeof PartnerOut> {
  const { partner } = row
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
    websub: null,
  }
}
