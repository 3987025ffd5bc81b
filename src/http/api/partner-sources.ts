import { createRoute, z } from "@hono/zod-openapi"
import { toPartnersOpml } from "../../feeds/write/opml.ts"
import { MAX_DOCUMENT_BYTES } from "../../model/limits.ts"
import { discoverFeeds } from "../../partners/discover.ts"
import { importOpml } from "../../partners/import-opml.ts"
import { listPartners } from "../../store/partners.ts"
import { webClient } from "../../web/client.ts"
import { acceptJson, acceptTypes, maxBody } from "../kit/body.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { NO_PAGE, NOT_KEPT } from "../kit/headers.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { webUrl } from "../kit/schemas.ts"

/** Routes that find partners: the feeds of a page, and OPML files. */
export const partnerSources = createRouter()

const editor = [{ editor: [] }]

const discover = createRoute({
  method: "post",
  path: "/partners/discover",
  tags: ["Partners"],
  summary: "Find the feeds of a page",
  security: editor,
  middleware: [editorOnly, acceptJson, maxBody(64 * 1024)],
  request: {
    body: {
      content: {
        "application/json": {
          schema: z.object({ url: webUrl }).openapi({ example: { url: "https://herald.example/" } }),
        },
      },
      required: true,
    },
  },
  responses: {
    200: {
      description: "The feeds, likeliest first. The list is empty when the page has none",
      content: {
        "application/json": {
          schema: z.object({
            feeds: z.array(
              z.object({ url: z.string(), title: z.string().optional(), type: z.string().optional() }).openapi({
                example: { url: "https://herald.example/feed.xml", title: "The Herald", type: "application/rss+xml" },
              }),
            ),
          }),
        },
      },
    },
    ...problemResponses("unauthorized", "too-large", "unsupported-media-type", "invalid-body", "bad-gateway"),
  },
})

partnerSources.openapi(discover, async (c) => {
  const { services } = c.var
  const found = await discoverFeeds(webClient(services), c.req.valid("json").url, services.now())
  switch (found.outcome) {
    case "found":
      return json({ feeds: found.feeds })
    case "none":
      return json({ feeds: [] })
    case "refused":
      return problem("invalid-body", found.detail, {
        errors: [{ pointer: "/url", detail: "must be a public address" }],
      })
    case "unreachable":
      return problem("bad-gateway", found.detail)
  }
})

const OPML_TYPES = ["text/x-opml", "text/x-opml+xml", "application/x-opml+xml", "application/xml", "text/xml"]
const OPML_EXAMPLE = `<opml version="2.0"><body><outline text="The Herat Herald" xmlUrl="https://herald.example/feed.xml"/></body></opml>`
const opmlBody = Object.fromEntries(
  OPML_TYPES.map((type) => [type, { schema: { type: "string" as const }, example: OPML_EXAMPLE }]),
)
const Imported = z
  .object({
    created: z.array(z.object({ id: z.string(), name: z.string(), feed_url: z.string() })),
    existing: z.array(z.object({ id: z.string(), feed_url: z.string() })),
    rejected: z.array(z.object({ feed_url: z.string(), reason: z.string() })),
  })
  .openapi("Imported")

const importRoute = createRoute({
  method: "post",
  path: "/partners/import",
  tags: ["Partners"],
  summary: "Add the feeds of an OPML file as partners",
  description:
    "Feeds that already belong to a partner are not changed. New partners are first polled five seconds apart.",
  security: editor,
  middleware: [editorOnly, acceptTypes(...OPML_TYPES), maxBody(MAX_DOCUMENT_BYTES)],
  request: { body: { content: opmlBody, required: true } },
  responses: {
    200: { description: "The result for each feed", content: { "application/json": { schema: Imported } } },
    ...problemResponses("unauthorized", "too-large", "unsupported-media-type", "invalid-body", "unavailable"),
  },
})

partnerSources.openapi(importRoute, async (c) => {
  const { services } = c.var
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const { guard } = webClient(services)
  const done = await importOpml(services.db, bytes, guard, services.now())
  if (done.outcome === "not-opml") return problem("invalid-body", "The body is not OPML. It has no <opml> element.")
  return json({
    created: done.created.map(({ id, name, feedUrl }) => ({ id, name, feed_url: feedUrl })),
    existing: done.existing.map(({ id, feedUrl }) => ({ id, feed_url: feedUrl })),
    rejected: done.rejected.map(({ feedUrl, reason }) => ({ feed_url: feedUrl, reason })),
  })
})

const opml = createRoute({
  method: "get",
  path: "/partners.opml",
  tags: ["Partners"],
  summary: "Export all partners' feeds as OPML",
  security: editor,
  middleware: [editorOnly],
  responses: {
    200: { description: "OPML 2.0", content: { "text/x-opml": { schema: { type: "string" } } } },
    ...problemResponses("unauthorized", "unavailable"),
  },
})

partnerSources.openapi(opml, async (c) => {
  const { db, config } = c.var.services
  const rows = await listPartners(db)
  const partners = rows.map(({ partner }) => partner)
  return new Response(toPartnersOpml(partners, `Partners of ${config.publication.title}`), {
    headers: { ...NO_PAGE, ...NOT_KEPT, "content-type": "text/x-opml; charset=utf-8" },
  }) as ApiResponse
})
