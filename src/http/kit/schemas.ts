import { z } from "@hono/zod-openapi"
import { MAX_URL_CHARACTERS } from "../../model/limits.ts"

/** The web address of a page or a feed. */
export const webUrl = z
  .url({ protocol: /^https?$/, error: "must be an absolute http or https address" })
  .max(MAX_URL_CHARACTERS, "must be at most 2,000 characters long")

const Author = z.object({ name: z.string().optional(), url: z.string().optional(), avatar: z.string().optional() })

/** An article or a link as a JSON Feed 1.1 item. */
export const JsonFeedItem = z
  .looseObject({
    id: z.string().openapi({ example: "https://courier.example/articles/river-gauges-return" }),
    url: z.string().optional().openapi({ example: "https://courier.example/articles/river-gauges-return" }),
    title: z.string().optional().openapi({ example: "River gauges return to the Kabul" }),
    summary: z.string().optional(),
    content_html: z.string().optional(),
    image: z.string().optional(),
    date_published: z.string().optional().openapi({ example: "2026-11-23T05:00:00.000Z" }),
    date_modified: z.string().optional(),
    authors: z.array(Author).optional(),
    tags: z.array(z.string()).optional(),
    language: z.string().optional().openapi({ example: "en" }),
    attachments: z.array(z.looseObject({ url: z.string(), mime_type: z.string() })).optional(),
    _check_also: z.looseObject({}).optional(),
  })
  .openapi("JsonFeedItem")

/** A list as a JSON Feed 1.1. */
export const JsonFeed = z
  .looseObject({
    version: z.string().openapi({ example: "https://jsonfeed.org/version/1.1" }),
    title: z.string().openapi({ example: "The Kabul Courier" }),
    home_page_url: z.string().optional(),
    feed_url: z.string().optional(),
    next_url: z.string().optional(),
    items: z.array(JsonFeedItem),
  })
  .openapi("JsonFeed")

/** An example body for PUT and POST /articles. */
export const articleExample = {
  title: "River gauges return to the Kabul",
  content_html: "<p>Twelve gauges along the river report again after four years of silence.</p>",
  summary: "Twelve gauges along the river report again.",
  authors: [{ name: "Laila Sahar" }],
  tags: ["water", "Kabul"],
  language: "en",
  _check_also: { section: "Environment" },
}

const PARTNER_ID = /^[a-z0-9][a-z0-9-]{0,99}$/
/** Words that are part of a route, such as POST /partners/import. They cannot be partner ids. */
const RESERVED = ["discover", "import"]

export const partnerParams = z.object({
  id: z
    .string()
    .regex(PARTNER_ID, "must be a partner's id: 1 to 100 of a-z, 0-9 and hyphens, with a letter or digit first")
    .refine((id) => !RESERVED.includes(id), "is reserved")
    .openapi({ example: "herald" }),
})
