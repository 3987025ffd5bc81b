import { createRoute, z } from "@hono/zod-openapi"
import { editLinks } from "../../checkalso/edit.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { MAX_LINKS } from "../../model/limits.ts"
import { boxOf } from "../../model/link.ts"
import { findEdits, type Pin, type StoredEdits } from "../../store/link-lists.ts"
import { readRevision } from "../../store/revisions.ts"
import { acceptJson, maxBody } from "../kit/body.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { json } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { webUrl } from "../kit/schemas.ts"
import { findReadable, unreadable } from "./articles.ts"
import { articleParams, linksBody, linksFeed } from "./links-feed.ts"

/** What editors pin under an article and keep away from it. */
export const checkAlsoEdits = createRouter()

const ownPin = z.object({
  url: webUrl,
  title: z.string().min(1).max(1000),
  partner_name: z.string().trim().min(1).max(200).optional().openapi({ description: "Left out: the host of url" }),
  sponsored: z.boolean().optional(),
})
const edits = z
  .object({
    pin: z
      .array(z.union([z.string().min(1).max(2000), ownPin]))
      .max(10)
      .default([]),
    exclude: z.array(z.string().min(1).max(2000)).max(200).default([]),
    fill: z
      .boolean()
      .default(true)
      .openapi({ description: "false: near and newest stories do not fill this box. Left out where it is true" }),
  })
  .openapi("CheckAlsoEdits", {
    example: {
      pin: ["8Jx2mQ0vT5c1LrYbWn4kZA", { url: "https://partner.example/explainer", title: "How the gauges work" }],
      exclude: ["https://herald.example/old-gauges"],
      fill: true,
    },
  })

const toPin = (sent: z.infer<typeof edits>["pin"][number]): Pin => {
  if (typeof sent === "string") return sent
  const { partner_name: partnerName, ...pin } = sent
  return { ...pin, ...(partnerName === undefined ? {} : { partnerName }) }
}

const toSent = (pin: Pin): z.infer<typeof edits>["pin"][number] => {
  if (typeof pin === "string") return pin
  const { partnerName, ...sent } = pin
  return { ...sent, ...(partnerName === undefined ? {} : { partner_name: partnerName }) }
}

const editsTag = (version: number) => `"${version}"`

const readEdits = createRoute({
  method: "get",
  path: "/articles/{id}/check-also/edits",
  tags: ["Check Also"],
  summary: "What editors pinned under an article and keep away from it",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: { params: articleParams },
  responses: {
    200: {
      description: "As it stands; the ETag is for If-Match of a PUT of /articles/{id}/check-also",
      content: { "application/json": { schema: edits } },
    },
    ...problemResponses("unauthorized", "not-found", "gone", "unavailable"),
  },
})

checkAlsoEdits.openapi(readEdits, async (c) => {
  const { services } = c.var
  const row = await findReadable(c, c.req.valid("param").id)
  if (row instanceof Response) return row
  const { pins, excludes, fill, version } = await findEdits(services.db, row.id)
  const headers = { etag: editsTag(version) }
  return json({ pin: pins.map(toSent), exclude: excludes, ...(fill ? {} : { fill }) }, { headers })
})

const edit = createRoute({
  method: "put",
  path: "/articles/{id}/check-also",
  tags: ["Check Also"],
  summary: "Pin links under an article, or keep some away from it",
  description:
    "Takes the place of all that was pinned and excluded before. A pin is a held item's id, or a page anywhere with " +
    "its title. GET /articles/{id}/check-also/edits gives what stands, with the ETag for If-Match; If-None-Match: * " +
    "lets through only the first decision about this article.",
  security: [{ editor: [] }],
  middleware: [editorOnly, acceptJson, maxBody(64 * 1024)],
  request: {
    params: articleParams,
    headers: z.object({
      "if-match": z.string().optional().openapi({ description: "The ETag of the edits you read", example: '"3"' }),
      "if-none-match": z.string().optional().openapi({ description: "* for the first decision", example: "*" }),
    }),
    body: { content: { "application/json": { schema: edits } }, required: true },
  },
  responses: {
    200: { description: "The list as it is now; the ETag is that of the edits", content: linksBody },
    ...problemResponses(
      "unauthorized",
      "not-found",
      "gone",
      "precondition-failed",
      "too-large",
      "unsupported-media-type",
      "invalid-body",
      "unavailable",
    ),
  },
})

checkAlsoEdits.openapi(edit, async (c) => {
  const { services } = c.var
  const row = await findReadable(c, c.req.valid("param").id)
  if (row instanceof Response) return row
  const article = await readRevision(services, row)
  if (!article) return unreadable()
  const { pin, exclude, fill } = c.req.valid("json")
  const sent = { pin: pin.map(toPin), exclude, fill }
  const done = await editLinks(services, article, sent, services.now(), editsCondition(c.req.raw))
  switch (done.outcome) {
    case "done":
      return linksFeed(services, boxOf(done.links, { limit: MAX_LINKS, fill: services.config.fill }), {
        etag: editsTag(done.version),
      })
    case "precondition-failed":
      return problem(
        "precondition-failed",
        `The edits stand at ${editsTag(done.version)}, which this request's conditions rule out. GET /articles/${row.id}/check-also/edits, merge, send again.`,
        { headers: { etag: editsTag(done.version) } },
      )
    case "unknown-item":
      return problem("invalid-body", `No held item has the id ${done.id}. GET /partners/:id/items lists them.`, {
        errors: [{ pointer: done.pointer, detail: "must be the id of an item that is held" }],
      })
  }
})

/** Before anything was decided there are edits to match, the empty ones that GET shows, but none to rule out by `*`. */
const editsCondition =
  ({ method, headers }: Request) =>
  ({ version }: StoredEdits): boolean => {
    const none = version === 0 && !headers.has("if-match")
    const current = none ? null : { etag: editsTag(version), lastModified: null }
    return evaluateConditions(method, headers, current) === "proceed"
  }
