import { createRoute, z } from "@hono/zod-openapi"
import { toBase64 } from "../../lib/crypto/base64.ts"
import { sha384 } from "../../lib/crypto/hash.ts"
import { parseLanguage } from "../../lib/text/language.ts"
import { fill, limit, linksAt, nothing, pageUrl } from "../api/check-also.ts"
import { CORS, FRESH_FOR_A_MINUTE, NO_PAGE } from "../kit/headers.ts"
import type { ApiResponse } from "../kit/json.ts"
import { problemResponses } from "../kit/problem.ts"
import { remembered } from "../kit/remembered.ts"
import { createRouter } from "../kit/router.ts"
import { WIDGET, WIDGET_PATH } from "./assets/widget.ts"
import { page } from "./page.ts"
import plugin from "./widget/check-also.php.txt"
import { fragment } from "./widget/fragment.tsx"
import { LAYOUTS, THEMES, widgetPage } from "./widget/page.tsx"

// What other sites take from us: the box as HTML, and the page where it is chosen.

export const widget = createRouter()

const asHtml = createRoute({
  method: "get",
  path: "/check-also.html",
  middleware: [remembered],
  tags: ["Check Also"],
  summary: "Get the box for the article at a canonical URL, as a piece of HTML for server-side includes and builds",
  request: {
    query: z.object({
      url: pageUrl,
      limit,
      fill,
      lang: z
        .string()
        .refine((tag) => parseLanguage(tag) !== null, "must be a BCP 47 tag, such as fa-AF")
        .optional()
        .openapi({ example: "fa", description: "The language of the page around it. Default: the publication's" }),
      heading: z.string().max(200).optional().openapi({ description: "The heading. Empty: none" }),
    }),
  },
  responses: {
    200: {
      description: "A section with its own style, and no script",
      content: { "text/html": { schema: z.string() } },
    },
    204: { description: "There are no links, or nobody knows the page" },
    304: { description: "The client has the current version" },
    ...problemResponses("invalid-request", "unavailable"),
  },
})

widget.openapi(asHtml, async (c) => {
  const { services } = c.var
  const { lang, heading, ...query } = c.req.valid("query")
  const found = await linksAt(services, query, (work) => c.executionCtx.waitUntil(work))
  if (!found) return nothing()
  const { publication, timeZone } = services.config
  const language = lang ?? publication.language
  const html = fragment({ links: found.links, language, heading, publisher: publication.title, timeZone })
  if (!html) return nothing()
  return new Response(html, {
    headers: { ...NO_PAGE, ...CORS, "content-type": "text/html; charset=utf-8", "cache-control": found.cacheControl },
  }) as ApiResponse
})

const ofPage = createRoute({
  method: "get",
  path: "/widget",
  tags: ["Pages"],
  summary: "The page where publishers choose how the box looks, see it live and copy it, with recipes",
  request: {
    query: z.object({
      layout: z.enum(LAYOUTS).default("list"),
      theme: z.enum(THEMES).default("auto"),
      images: z.enum(["on", "off"]).default("on"),
      limit,
      heading: z.string().max(200).optional(),
      url: z.union([z.literal(""), pageUrl]).optional(),
    }),
  },
  responses: {
    200: { description: "A page", content: { "text/html": { schema: z.string() } } },
    ...problemResponses("invalid-request"),
  },
})

widget.openapi(ofPage, async (c) => {
  const { services } = c.var
  const versioned = { path: WIDGET_PATH, integrity: `sha384-${toBase64(await sha384(WIDGET))}` }
  const html = widgetPage({ paper: services.config, choice: c.req.valid("query"), versioned })
  return page(services, html, { scripted: true })
})

// A text, so that no server runs it and browsers show it. WordPress has it as check-also.php.
widget.get("/widget/check-also.php.txt", (c) => {
  const { siteUrl } = c.var.services.config.publication
  const headers = { ...NO_PAGE, "content-type": "text/plain; charset=utf-8", "cache-control": FRESH_FOR_A_MINUTE }
  return new Response(plugin.replace("{{SERVICE}}", siteUrl), { headers })
})
