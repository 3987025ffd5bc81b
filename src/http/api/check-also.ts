import { createRoute, z } from "@hono/zod-openapi"
import { linksForDraft } from "../../checkalso/compute.ts"
import { listForArticle, renewIfStale } from "../../checkalso/serve.ts"
import { log } from "../../lib/text/log.ts"
import { urlComparisonKey } from "../../lib/url/resolve.ts"
import { toDraft } from "../../model/article-draft.ts"
import { jsonFeedItemInput } from "../../model/article-input.ts"
import { ARTICLE_ID, MAX_LINKS } from "../../model/limits.ts"
import { boxOf, type Link } from "../../model/link.ts"
import type { Services } from "../../model/services.ts"
import { type ArticleRow, findArticleByUrl } from "../../store/articles.ts"
import { type Box, readBox, readBoxAt } from "../../store/boxes.ts"
import { storedLists } from "../../store/link-lists.ts"
import { readRevision } from "../../store/revisions.ts"
import { acceptJson, maxBody } from "../kit/body.ts"
import { ANYBODY, editorOnly } from "../kit/editor-auth.ts"
import { CORS, FRESH_FOR_A_MINUTE, NO_PAGE } from "../kit/headers.ts"
import type { ApiResponse } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { remembered } from "../kit/remembered.ts"
import { createRouter } from "../kit/router.ts"
import { articleExample } from "../kit/schemas.ts"
import { cacheControlOf, findReadable, MAX_ARTICLE_BYTES } from "./articles.ts"
import { checkAlsoEdits } from "./check-also-edits.ts"
import { articleParams, explainedFeed, linksBody, linksFeed } from "./links-feed.ts"

export const checkAlso = createRouter()

const wholeNumber = (least: number) => {
  const error = `must be a whole number from ${least} to ${MAX_LINKS}`
  // As a number in OpenAPI, but only decimal digits are one: not 1e1, 0x2, " 2" or nothing.
  const isGood = (text: string) => /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= MAX_LINKS
  return z
    .string(error)
    .refine(isGood, error)
    .transform(Number)
    .openapi({ type: "integer", minimum: least, maximum: MAX_LINKS })
}
export const limit = wholeNumber(1).default(3).openapi({ example: 3, description: "The most links to answer with" })
export const fill = wholeNumber(0).optional().openapi({
  example: 3,
  description: "Up to how many links near and newest stories may fill, no more than FILL. 0: related links alone",
})

export const pageUrl = z
  .url("must be an absolute address")
  .openapi({ example: "https://courier.example/articles/river-gauges-return" })

const ofArticle = createRoute({
  method: "get",
  path: "/articles/{id}/check-also",
  middleware: [remembered],
  tags: ["Check Also"],
  summary: "Get the links under an article",
  description: "Only editors get the links of a scheduled article.",
  security: ANYBODY,
  request: { params: articleParams, query: z.object({ limit, fill }) },
  responses: {
    200: { description: "A JSON Feed of links, best first", content: linksBody },
    301: { description: "The id has capital letters. Location has the address" },
    304: { description: "The client has the current version" },
    ...problemResponses("invalid-request", "not-found", "gone", "unavailable"),
  },
})

checkAlso.openapi(ofArticle, async (c) => {
  const { services } = c.var
  const { id } = c.req.valid("param")
  const bounds = boundsOf(services, c.req.valid("query"))
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const box = ARTICLE_ID.test(id) ? await findBox(() => readBox(services.articles, id)) : null
  if (box) return serve(services, fromBox(services, box, bounds, waitUntil))
  const row = await findReadable(c, id)
  if (row instanceof Response) return row
  return serve(services, await fromStores(services, row, bounds, waitUntil))
})

const ofPage = createRoute({
  method: "get",
  path: "/check-also",
  middleware: [remembered],
  tags: ["Check Also"],
  summary: "Get the links for the article at a canonical URL, on any site",
  request: {
    query: z.object({
      url: pageUrl,
      limit,
      fill,
      empty: z.literal("204", "must be 204, or absent").optional().openapi({
        description: "204: a page that nobody knows is answered with 204 instead of 404. The widget asks so",
      }),
    }),
  },
  responses: {
    200: { description: "A JSON Feed of links, best first", content: linksBody },
    204: { description: "Nobody knows the page, and the request has empty=204" },
    304: { description: "The client has the current version" },
    ...problemResponses("invalid-request", "not-found", "unavailable"),
  },
})

checkAlso.openapi(ofPage, async (c) => {
  const { services } = c.var
  const query = c.req.valid("query")
  const found = await linksAt(services, query, (work) => c.executionCtx.waitUntil(work))
  if (found) return serve(services, found)
  if (query.empty) return nothing()
  return problem("not-found", "No published article has this url. Send the article's canonical URL.", { headers: CORS })
})

/** What a box's answer has, in any format. */
interface Found {
  links: Link[]
  cacheControl: string
}

/** The links for the article at a page's address. Null when no published article has it. One read of KV, else D1. */
export async function linksAt(
  services: Services,
  query: { url: string; limit: number; fill?: number },
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Found | null> {
  const bounds = boundsOf(services, query)
  const urlKey = urlComparisonKey(query.url)
  const box = await findBox(() => readBoxAt(services.articles, urlKey))
  if (box) return fromBox(services, box, bounds, waitUntil)
  const row = await findArticleByUrl(services.db, urlKey)
  return row && fromStores(services, row, bounds, waitUntil)
}

const serve = (services: Services, { links, cacheControl }: Found): ApiResponse =>
  linksFeed(services, links, { ...CORS, "cache-control": cacheControl })

/** A browser writes each 404 to its console, which is the publisher's. */
export const nothing = (): ApiResponse =>
  new Response(null, {
    status: 204,
    headers: { ...NO_PAGE, ...CORS, "cache-control": FRESH_FOR_A_MINUTE },
  }) as ApiResponse

/** Reads a box from KV. When KV fails, D1 answers. */
async function findBox(read: () => Promise<Box | null>): Promise<Box | null> {
  try {
    return await read()
  } catch (error) {
    log("box-not-read", { error })
    return null
  }
}

function fromBox(services: Services, box: Box, bounds: Bounds, waitUntil: (work: Promise<unknown>) => void): Found {
  const now = services.now()
  if (box.renewAt <= now) waitUntil(renewIfStale(services, box.articleId, now))
  return { links: boxOf(box.links, bounds), cacheControl: FRESH_FOR_A_MINUTE }
}

interface Bounds {
  limit: number
  fill: number
}

/** `fill` of a request can lower FILL, and no more. */
const boundsOf = ({ config }: Services, { limit, fill = config.fill }: { limit: number; fill?: number }): Bounds => ({
  limit,
  fill: Math.min(fill, config.fill),
})

async function fromStores(
  services: Services,
  row: ArticleRow,
  bounds: Bounds,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Found> {
  const article = await readRevision(services, row)
  const { links, pending } = article
    ? await listForArticle(services, article, { ...bounds, now: services.now(), waitUntil })
    : await listAsStored(services.db, row.id, bounds)
  // The list is empty while the first one is being made. No cache may keep it.
  return { links, cacheControl: pending ? "no-store" : cacheControlOf(row, FRESH_FOR_A_MINUTE) }
}

/** Gives the stored list of an article whose text is lost. Without the text no new list can be made. */
async function listAsStored(db: D1Database, id: string, bounds: Bounds): Promise<{ links: Link[]; pending: boolean }> {
  const stored = (await storedLists(db, [id])).get(id)
  return { links: boxOf(stored?.links ?? [], bounds), pending: true }
}

const ofDraft = createRoute({
  method: "post",
  path: "/check-also",
  tags: ["Check Also"],
  summary: "Get the links that a draft would have. Nothing is stored",
  security: [{ editor: [] }],
  middleware: [editorOnly, acceptJson, maxBody(MAX_ARTICLE_BYTES)],
  request: {
    query: z.object({
      limit,
      fill: fill.default(0),
      explain: z.enum(["true", "false"]).default("false").openapi({
        description:
          "true: each link has `_check_also.features`, and after the links come the other candidates, with `why_not` too",
      }),
    }),
    body: { content: { "application/json": { schema: jsonFeedItemInput, example: articleExample } }, required: true },
  },
  responses: {
    200: { description: "A JSON Feed of links, with scores and reasons", content: linksBody },
    ...problemResponses(
      "invalid-request",
      "unauthorized",
      "too-large",
      "unsupported-media-type",
      "invalid-body",
      "unavailable",
    ),
  },
})

checkAlso.openapi(ofDraft, async (c) => {
  const { services } = c.var
  const draft = toDraft(c.req.valid("json"))
  const language = draft.language ?? services.config.publication.language
  const { explain, ...query } = c.req.valid("query")
  const { links, explained } = await linksForDraft(
    services,
    { ...draft, language },
    { ...boundsOf(services, query), now: services.now() },
  )
  return explain === "true" ? explainedFeed(services, explained) : linksFeed(services, links, {})
})

checkAlso.route("/", checkAlsoEdits)
