import { createRoute, z } from "@hono/zod-openapi"
import type { Services } from "../../model/services.ts"
import { nudgeOutbox } from "../../outbox/outbox.ts"
import { completePartner, type PartnerInput } from "../../partners/complete.ts"
import { removePartner } from "../../partners/remove.ts"
import { sumEvents } from "../../store/events.ts"
import { findFollowed, listFollowed } from "../../store/partner-hubs.ts"
import { findPartner, findPartnerCounted, listPartners, savePartners } from "../../store/partners.ts"
import { webClient } from "../../web/client.ts"
import { checkUrl } from "../../web/guard.ts"
import { acceptJson, maxBody } from "../kit/body.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { type ApiResponse, json, noContent } from "../kit/json.ts"
import { problem, problemResponses, unknownPartner } from "../kit/problem.ts"
import { createRouter, whole } from "../kit/router.ts"
import { partnerParams } from "../kit/schemas.ts"
import { dayOf } from "./events.ts"
import { partnerItems } from "./partner-items.ts"
import { partnerKeys } from "./partner-keys.ts"
import { partnerPoll } from "./partner-poll.ts"
import { PartnerBody, PartnerOut, toPartnerOut } from "./partner-schemas.ts"
import { partnerSources } from "./partner-sources.ts"

export const partners = createRouter()
partners.route("/", partnerSources)
partners.route("/", partnerItems)

const editor = [{ editor: [] }]
const partner = { "application/json": { schema: PartnerOut } }

const put = createRoute({
  method: "put",
  path: "/partners/{id}",
  tags: ["Partners"],
  summary: "Add a partner, or change it",
  description:
    "Without feed_url, the feed is searched on the home page. Send feed_url: null for a partner that only pushes.",
  security: editor,
  middleware: [editorOnly, acceptJson, maxBody(64 * 1024), whole],
  request: {
    params: partnerParams,
    body: { content: { "application/json": { schema: PartnerBody } }, required: true },
  },
  responses: {
    201: { description: "The partner was added. It is polled within a minute", content: partner },
    200: { description: "The partner was changed, or is the same as before", content: partner },
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

partners.openapi(put, async (c) => {
  const { services } = c.var
  const { id } = c.req.valid("param")
  const body = c.req.valid("json")
  const wrong = refusedUrls(services, body)
  if (wrong) return wrong
  const before = await findPartner(services.db, id)
  if (body.home_url === undefined && !body.feed_url && !before) {
    return problem("invalid-body", "Send the partner's home_url or its feed_url.", {
      errors: [{ pointer: "/home_url", detail: "must be present, unless feed_url is" }],
    })
  }
  const now = services.now()
  const web = webClient(services)
  const { partner, error } = await completePartner(web, id, toInput(body), before?.partner ?? null, now)
  await savePartners(services.db, [partner], [now], now, error)
  c.set("isWhole", false)
  if (before) await nudgeOutbox(services)
  return found(services, id, before ? 200 : 201)
})

function toInput(body: z.infer<typeof PartnerBody>): PartnerInput {
  return {
    name: body.name,
    homeUrl: body.home_url,
    feedUrl: body.feed_url,
    role: body.role,
    weight: body.weight,
    maxLinks: body.max_links,
    enabled: body.enabled,
    sponsored: body.sponsored,
    language: body.language ?? undefined,
  }
}

function refusedUrls(services: Services, body: z.infer<typeof PartnerBody>): ApiResponse | null {
  const { guard } = webClient(services)
  const errors = (["home_url", "feed_url"] as const).flatMap((name) => {
    const address = body[name]
    const guarded = address ? checkUrl(address, guard) : null
    return guarded?.outcome === "refused" ? [{ pointer: `/${name}`, detail: guarded.reason }] : []
  })
  return errors.length
    ? problem("invalid-body", `Send a public address: ${errors.map((e) => `${e.pointer} ${e.detail}`).join("; ")}`, {
        errors,
      })
    : null
}

async function found(services: Services, id: string, status: number): Promise<ApiResponse> {
  const [row, followed] = await Promise.all([findPartnerCounted(services.db, id), findFollowed(services.db, id)])
  return row ? json(toPartnerOut(row, followed, services.now()), { status }) : unknownPartner(id)
}

const list = createRoute({
  method: "get",
  path: "/partners",
  tags: ["Partners"],
  summary: "List all partners, with their health",
  security: editor,
  middleware: [editorOnly],
  responses: {
    200: {
      description: "Every partner, ordered by id",
      content: { "application/json": { schema: z.object({ partners: z.array(PartnerOut) }) } },
    },
    ...problemResponses("unauthorized", "unavailable"),
  },
})

partners.openapi(list, async (c) => {
  const { db, now } = c.var.services
  const [rows, followed] = await Promise.all([listPartners(db), listFollowed(db)])
  return json({ partners: rows.map((row) => toPartnerOut(row, followed.get(row.partner.id) ?? null, now())) })
})

const get = createRoute({
  method: "get",
  path: "/partners/{id}",
  tags: ["Partners"],
  summary: "Get a partner, with its health",
  security: editor,
  middleware: [editorOnly],
  request: { params: partnerParams },
  responses: {
    200: { description: "The partner", content: partner },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partners.openapi(get, async (c) => {
  const { db, now } = c.var.services
  const { id } = c.req.valid("param")
  const [row, followed] = await Promise.all([findPartnerCounted(db, id), findFollowed(db, id)])
  if (!row) return unknownPartner(id)
  const { shown, clicked } = await sumEvents(db, id, dayOf(now(), 30))
  return json({
    ...toPartnerOut(row, followed, now()),
    last_30_days: { shown, clicked, click_through: shown ? clicked / shown : null },
  })
})

const remove = createRoute({
  method: "delete",
  path: "/partners/{id}",
  tags: ["Partners"],
  summary: "Remove a partner, its keys and its items",
  description: "Articles that came from a house partner are kept.",
  security: editor,
  middleware: [editorOnly],
  request: { params: partnerParams },
  responses: {
    204: { description: "The partner was removed" },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partners.openapi(remove, async (c) => {
  const { id } = c.req.valid("param")
  const done = await removePartner(c.var.services, id)
  return done.outcome === "removed" ? noContent() : unknownPartner(id)
})

// These routes come last, so that the OpenAPI document lists them after the routes of the partners themselves.
partners.route("/", partnerKeys)
partners.route("/", partnerPoll)
