import { createRoute, z } from "@hono/zod-openapi"
import { readFeed } from "../../feeds/read/read.ts"
import { secondOpinion } from "../../feeds/read/second-opinion.ts"
import { renderPreview } from "../../feeds/write/parsed-feed.ts"
import type { Bytes } from "../../lib/crypto/hash.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"
import { MAX_DOCUMENT_BYTES } from "../../model/limits.ts"
import type { Services } from "../../model/services.ts"
import { describeFailure } from "../../partners/polling/failure.ts"
import { webClient } from "../../web/client.ts"
import { type Fetched, fetchDocument } from "../../web/fetch.ts"
import { maxBody } from "../kit/body.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { tooMany } from "../kit/partner-auth.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { JsonFeed, webUrl } from "../kit/schemas.ts"
import { feedBody } from "./feed-examples.ts"

export const preview = createRouter()

const Text = z.string().nullable().openapi({ description: "null when there is none. Cut after 200 characters" })

const Elsewhere = z
  .object({
    parser: z.string().openapi({ example: "rss-parser 3.13.0" }),
    outcome: z.enum(["read", "refused"]).openapi({ example: "read" }),
    error: z.string().optional().openapi({ description: "Why it refuses the document" }),
    items: z.number().int().openapi({ example: 20 }),
    differences: z
      .array(
        z.object({
          item: z.number().int().optional().openapi({ description: "From 0; absent for the number of items" }),
          field: z.enum(["items", "title", "link", "guid", "date"]),
          ours: Text,
          theirs: Text,
        }),
      )
      .max(50),
  })
  .openapi("Elsewhere", { description: "What the parser that most JavaScript apps use makes of the same document" })

const Preview = JsonFeed.extend({ _check_also: z.looseObject({ elsewhere: Elsewhere }) }).openapi("Preview")

const route = createRoute({
  method: "post",
  path: "/preview",
  tags: ["Partners"],
  summary: "Preview how we read a feed",
  description:
    "The body is a feed in any format, with its Content-Type. Content-Location gives its address for relative links. " +
    'Content-Language gives its language. With {"url": …} as application/json, the feed is fetched. Nothing is stored. ' +
    "_check_also.elsewhere shows how rss-parser, which most JavaScript apps use, reads the same document, entry by entry.",
  security: [{ editor: [] }],
  middleware: [editorOnly, maxBody(MAX_DOCUMENT_BYTES)],
  request: {
    body: {
      content: {
        "application/json": {
          schema: { type: "object" as const, properties: { url: { type: "string" as const } } },
          example: { url: "https://herald.example/feed.xml" },
        },
        "application/rss+xml": feedBody("application/rss+xml"),
        "application/atom+xml": feedBody("application/atom+xml"),
        "application/feed+json": feedBody("application/feed+json"),
        "application/xml": feedBody("application/xml"),
      },
      required: true,
    },
  },
  responses: {
    200: {
      description: "Every entry as a JSON Feed item, even when a poll would reject it",
      content: { "application/feed+json": { schema: Preview } },
    },
    ...problemResponses("unauthorized", "too-large", "not-a-feed", "rate-limited", "bad-gateway", "unavailable"),
  },
})

preview.openapi(route, async (c) => {
  const { services } = c.var
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const url = urlAlone(bytes)
  const source = url === null ? fromRequest(bytes, c.req.raw.headers) : await fromWeb(services, url)
  if (source instanceof Response) return source
  const read = readFeed(source.bytes, {
    ...source,
    now: services.now(),
    iframeHosts: services.config.iframeHosts,
  })
  if (read.outcome !== "feed") return problem("not-a-feed", `${describeFailure(read).detail}.`)
  const elsewhere = await secondOpinion(source.bytes, read.feed, source.contentType)
  return json(renderPreview(read.feed, elsewhere), {
    type: "application/feed+json; charset=utf-8",
  })
})

interface Source {
  bytes: Bytes
  contentType?: string
  contentLanguage?: string
  baseUrl?: string
}

function fromRequest(bytes: Bytes, headers: Headers): Source {
  return {
    bytes,
    contentType: headers.get("content-type") ?? undefined,
    contentLanguage: headers.get("content-language") ?? undefined,
    baseUrl: headers.get("content-location") ?? undefined,
  }
}

/**
 * Gives the address when the body is `{"url": …}` with no other member, whatever its Content-Type. Gives null for any
 * other body.
 */
function urlAlone(bytes: Bytes): string | null {
  if (bytes.length > 4096 || bytes[0] !== 0x7b) return null
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const entries = Object.entries(body as object)
    return entries.length === 1 && entries[0]![0] === "url" ? String(entries[0]![1]) : null
  } catch {
    return null
  }
}

async function fromWeb(services: Services, url: string): Promise<Source | ApiResponse> {
  const wrong = (detail: string) =>
    problem("invalid-body", `Send a public address: url ${detail}.`, { errors: [{ pointer: "/url", detail }] })
  if (!webUrl.safeParse(url).success) return wrong("must be an absolute http or https address")
  const { success } = await services.limiter.limit({ key: "preview" })
  if (!success) return tooMany()
  const fetched: Fetched = await fetchDocument(webClient(services), { url })
  if (fetched.outcome === "refused") return wrong(fetched.detail)
  if (fetched.outcome === "not-modified")
    return problem("bad-gateway", "The address answers 304 to a request without conditions.")
  if (fetched.outcome !== "ok") return problem("bad-gateway", `${describeFailure(fetched).detail}.`)
  const { body, headers } = fetched
  return {
    bytes: body,
    contentType: headers.get("content-type") ?? undefined,
    contentLanguage: headers.get("content-language") ?? undefined,
    baseUrl: resolveUrl(headers.get("content-location") ?? "", fetched.url) ?? fetched.url,
  }
}
