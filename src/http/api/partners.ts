import { createRoute, z } from "@hono/zod-openapi"
import { toHex } from "../../lib/crypto/hash.ts"
import type { Services } from "../../model/services.ts"
import { nudgeOutbox } from "../../outbox/outbox.ts"
import { completePartner, type PartnerInput } from "../../partners/complete.ts"
import { jitterOf } from "../../partners/polling/jitter.ts"
import type { PollOutcome } from "../../partners/polling/outcome.ts"
import { pollPartner } from "../../partners/polling/poll.ts"
import { issueKey } from "../../partners/pushing/keys.ts"
import { removePartner } from "../../partners/remove.ts"
import { findPartner, findPartnerCounted, listPartners, savePartners } from "../../store/partners.ts"
import { deleteKeys } from "../../store/push-keys.ts"
import { outsideWeb } from "../../web/client.ts"
import { checkUrl } from "../../web/guard.ts"
import { atMost, takesJson } from "../kit/body.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { type Answer, json, noContent } from "../kit/json.ts"
import { problem, problemResponses, unknownPartner } from "../kit/problem.ts"
import { createRouter, whole } from "../kit/router.ts"
import { partnerParams } from "../kit/schemas.ts"
import { partnerItems } from "./partner-items.ts"
import { Counts, PartnerBody, PartnerOut, toCountsOut, toPartnerOut } from "./partner-schemas.ts"
import { partnerSources } from "./partner-sources.ts"

export const partners = createRouter()
partners.route("/", partnerSources)
partners.route("/", partnerItems)

const editor = [{ editor: [] }]
const partner = { "application/json": { schema: PartnerOut } }
const noStore = { "cache-control": "no-store" }

const put = createRoute({
  method: "put",
  path: "/partners/{id}",
  tags: ["Partners"],
  summary: "Add a partner, or change it",
  description:
    "Without feed_url, the feed is searched on the home page. Send feed_url: null for a partner that only pushes.",
  security: editor,
  middleware: [editorOnly, takesJson, atMost(64 * 1024), whole],
  request: {
    params: partnerParams,
    body: { content: { "application/json": { schema: PartnerBody } }, required: true },
  },
  responses: {
    201: { description: "The partner is new. It is polled within a minute", content: partner },
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
      errors: [{ pointer: "/home_url", detail: "is needed" }],
    })
  }
  const now = services.now()
  const web = outsideWeb(services)
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

function refusedUrls(services: Services, body: z.infer<typeof PartnerBody>): Answer | null {
  const { guard } = outsideWeb(services)
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

async function found(services: Services, id: string, status: number): Promise<Answer> {
  const row = await findPartnerCounted(services.db, id)
  return row ? json(toPartnerOut(row), { status, headers: noStore }) : unknownPartner(id)
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
  const rows = await listPartners(c.var.services.db)
  return json({ partners: rows.map(toPartnerOut) }, { headers: noStore })
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

partners.openapi(get, (c) => found(c.var.services, c.req.valid("param").id, 200))

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
    204: { description: "The partner is removed" },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partners.openapi(remove, async (c) => {
  const { id } = c.req.valid("param")
  const done = await removePartner(c.var.services, id)
  return done.outcome === "removed" ? noContent() : unknownPartner(id)
})

const key = createRoute({
  method: "post",
  path: "/partners/{id}/key",
  tags: ["Partners"],
  summary: "Make or replace a partner's push key",
  description:
    "The key is shown once. The previous key works for one more hour. With revoke_old=true it stops working at once. Older keys always stop working at once.",
  security: editor,
  middleware: [editorOnly],
  request: {
    params: partnerParams,
    query: z.object({
      revoke_old: z.enum(["true", "false"], "must be true or false").default("false").openapi({ example: "true" }),
    }),
  },
  responses: {
    200: {
      description: "The key. It works as a bearer token and for Standard Webhooks signatures",
      content: {
        "application/json": {
          schema: z.object({ key: z.string().openapi({ example: "whsec_bXkgcHVzaCBrZXksIG5vdCBhIHJlYWwgb25lIQ==" }) }),
        },
      },
    },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partners.openapi(key, async (c) => {
  const { services } = c.var
  const { id } = c.req.valid("param")
  if (!(await findPartner(services.db, id))) return unknownPartner(id)
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(16)))
  const revokeOld = c.req.valid("query").revoke_old === "true"
  return json({ key: await issueKey(services, id, { nonce, revokeOld }, services.now()) }, { headers: noStore })
})

const revoke = createRoute({
  method: "delete",
  path: "/partners/{id}/key",
  tags: ["Partners"],
  summary: "Revoke all push keys of a partner at once",
  security: editor,
  middleware: [editorOnly],
  request: { params: partnerParams },
  responses: {
    204: { description: "The partner has no push key now" },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partners.openapi(revoke, async (c) => {
  const { db } = c.var.services
  const { id } = c.req.valid("param")
  if (!(await findPartner(db, id))) return unknownPartner(id)
  await deleteKeys(db, id)
  return noContent()
})

const Polled = Counts.extend({
  outcome: z.enum(["read", "not-modified", "unchanged", "failed"]).openapi({
    description:
      "read: a new document. not-modified: the feed answered 304. unchanged: the same bytes as before. failed: see error",
  }),
  error: z.object({ kind: z.string(), detail: z.string() }).optional(),
}).openapi("PollResult")

const poll = createRoute({
  method: "post",
  path: "/partners/{id}/poll",
  tags: ["Partners"],
  summary: "Poll a partner now",
  security: editor,
  middleware: [editorOnly],
  request: { params: partnerParams },
  responses: {
    200: { description: "The result of the poll", content: { "application/json": { schema: Polled } } },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "conflict", "unavailable"),
  },
})

partners.openapi(poll, async (c) => {
  const { services } = c.var
  const { id } = c.req.valid("param")
  const done = await pollPartner(services, id, services.now(), { chance: jitterOf(id, services.now()), byEditor: true })
  return polled(id, done)
})

function polled(id: string, done: PollOutcome): Answer {
  switch (done.outcome) {
    case "read":
    case "not-modified":
    case "unchanged":
      return json({ outcome: done.outcome, ...toCountsOut(done) }, { headers: noStore })
    case "failed": {
      const { kind, detail } = done.error
      return json({ outcome: "failed", ...toCountsOut(done), error: { kind, detail } }, { headers: noStore })
    }
    case "unknown":
      return unknownPartner(id)
    case "no-feed":
      return problem(
        "conflict",
        "This partner has no feed_url, it only pushes. PUT it with a feed_url or a home_url.",
        {
          title: "There is nothing to poll",
        },
      )
    case "busy":
    case "early":
      return problem("conflict", "A poll of this partner or of its host is running. Try again in a minute.", {
        title: "A poll is running",
        headers: { "retry-after": "60" },
      })
  }
}
