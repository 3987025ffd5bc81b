import { z } from "zod"
import { FITS, type Link } from "./link.ts"
import type { PollHistory } from "./poll-history.ts"

const texts = z.array(z.string())
const author = z.object({ name: z.string(), url: z.string().optional(), avatar: z.string().optional() })
const time = z.number()

const link: z.ZodType<Link> = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  summary: z.string().optional(),
  image: z.string().optional(),
  datePublished: z.string().optional(),
  authors: z.array(author),
  language: z.string().optional(),
  partner: z.string(),
  partnerName: z.string(),
  score: z.number(),
  reason: texts,
  pinned: z.boolean(),
  sponsored: z.boolean(),
  // Lists of releases without filling have related links alone.
  fit: z.enum(FITS).default("related"),
})

const history: z.ZodType<PollHistory> = z.object({
  arrivals: z.array(time),
  since: time.optional(),
  succeededAt: time.optional(),
  hasValidators: z.boolean().optional(),
  schedule: z
    .object({
      ttlMinutes: z.number().optional(),
      updateIntervalS: z.number().optional(),
      skipHours: z.array(z.number()),
      skipDays: z.array(z.number()),
    })
    .optional(),
  wholeAt: time.optional(),
  moved: z.object({ url: z.string(), since: time }).optional(),
})

/** An editor's pin: the id of a stored item, or a link of the editor's own. */
const pin = z.union([
  z.string(),
  z.object({
    url: z.string(),
    title: z.string(),
    partnerName: z.string().optional(),
    sponsored: z.boolean().optional(),
  }),
])

/** ETag, the time since when it is valid, and the digests of the entries. See store/snapshots.ts. */
const version = z.tuple([z.string(), time, z.array(z.number()).nullish()]).or(z.tuple([z.string(), time]))

/**
 * The JSON columns of D1. For each: its schema, the value that replaces a damaged one, and what repairs it.
 */
export const CELLS = {
  "articles.announced_feeds": { schema: texts, fallback: [], mend: "The next render of the article writes it anew." },
  "partners.offered": { schema: texts, fallback: [], mend: "The next poll that brings a document writes it anew." },
  "partners.last_error": {
    schema: z.object({ kind: z.string(), detail: z.string() }),
    fallback: { kind: "unreadable", detail: "What was wrong cannot be read any more" },
    mend: "The next poll writes it anew.",
  },
  "partners.history": { schema: history, fallback: { arrivals: [] }, mend: "The next poll writes it anew." },
  "partner_hubs.hubs": { schema: texts, fallback: [], mend: "The next poll that brings a document writes it anew." },
  "items.authors": { schema: z.array(author), fallback: [], mend: "It is emptied within the hour." },
  "items.tags": { schema: texts, fallback: [], mend: "It is emptied within the hour." },
  "check_also.links": { schema: z.array(link), fallback: [], mend: "The list is made anew when it is next asked for." },
  "check_also_edits.pins": { schema: z.array(pin), fallback: [], mend: "PUT /articles/:id/check-also sets it again." },
  "check_also_edits.excludes": { schema: texts, fallback: [], mend: "PUT /articles/:id/check-also sets it again." },
  "rebuild.done": { schema: z.record(z.string(), z.number()), fallback: {}, mend: "The next rebuild counts anew." },
  "snapshots.versions": { schema: z.array(version), fallback: [], mend: "The next render of the feed writes it anew." },
} as const satisfies Record<string, { schema: z.ZodType; fallback: unknown; mend: string }>
