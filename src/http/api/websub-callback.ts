import { createRoute, z } from "@hono/zod-openapi"
import type { MiddlewareHandler } from "hono"
import { log } from "../../lib/text/log.ts"
import { MAX_DOCUMENT_BYTES } from "../../model/limits.ts"
import { answerHub } from "../../partners/subscribing/answer-hub.ts"
import { takeDelivery } from "../../partners/subscribing/deliver.ts"
import { findSubscription } from "../../store/partner-subscriptions.ts"
import { readToken, secretsOf } from "../../websub/callback.ts"
import { checkHubSignature } from "../../websub/signature.ts"
import { maxBody } from "../kit/body.ts"
import { NO_PAGE, NOT_KEPT } from "../kit/headers.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import type { ApiResponse } from "../kit/json.ts"
import { tooMany } from "../kit/partner-auth.ts"
import { noRoom, problem, problemResponses } from "../kit/problem.ts"
import { createRouter, whole } from "../kit/router.ts"
import { feedBody } from "./feed-examples.ts"

// The address at which hubs of partners' feeds verify our subscriptions and deliver.
// In: a hub's request. Out: the challenge, or 202 before anybody looks at what the hub does with it.
// WebSub §5.3.1 (verification), §7 (delivery), §7.1.2 (signature).

export const websubCallback = createRouter()

const params = z.object({
  token: z.string().max(200).openapi({ example: "8Jx2mQ0vT5c1LrYbWn4kZAq3V0mZ1xN7c2TgHkLw9PeB" }),
})
const empty = (status: number): ApiResponse =>
  new Response(null, { status, headers: { ...NO_PAGE, ...NOT_KEPT } }) as ApiResponse
const unknown = () => problem("not-found", "We did not ask for this. There is no such subscription.")

/**
 * Middleware. A token that we did not make costs no request to the stores. One that leaked can be used 120 times a
 * minute.
 */
const needsToken: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const { services } = c.var
  const id = await readToken(services.config, c.req.param("token") ?? "")
  if (id === null) return unknown()
  const { success } = await services.limiter.limit({ key: `callback:${id}` })
  if (!success) return tooMany()
  c.set("subscriptionId", id)
  await next()
}

const verify = createRoute({
  method: "get",
  path: "/websub/callback/{token}",
  tags: ["WebSub"],
  summary: "A hub verifies our subscription, or denies it",
  description:
    "The query has hub.mode, hub.topic, hub.challenge and hub.lease_seconds, or hub.mode=denied with hub.topic and hub.reason (WebSub §5.2, §5.3). " +
    "Only what we asked this hub for is verified. hub.challenge is sent back byte for byte.",
  middleware: [needsToken],
  request: { params },
  responses: {
    200: {
      description: "The challenge. Nothing after a denial",
      content: { "text/plain": { schema: z.string().openapi({ example: "q7Zt5s0bQ2" }) } },
    },
    ...problemResponses("not-found", "rate-limited", "unavailable"),
  },
})

websubCallback.openapi(verify, async (c) => {
  const { services, subscriptionId } = c.var
  const answer = await answerHub(services.db, subscriptionId, new URL(c.req.url).search, services.now())
  switch (answer.outcome) {
    case "confirmed":
      // As plain text, so that no browser runs what a hub wrote.
      return new Response(answer.challenge, {
        headers: { ...NO_PAGE, ...NOT_KEPT, "content-type": "text/plain" },
      }) as ApiResponse
    case "noted":
      return empty(200)
    case "refused":
      return unknown()
  }
})

/** Middleware. A delivery without a signature is refused before its body is read. */
const needsSignature: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (c.req.header("x-hub-signature") !== undefined) return next()
  return problem("invalid-request", "Sign the body with the hub.secret of this subscription, in X-Hub-Signature.")
}

const deliver = createRoute({
  method: "post",
  path: "/websub/callback/{token}",
  tags: ["WebSub"],
  summary: "A hub delivers what is new in a partner's feed",
  description:
    "The body is the feed, or a part of it, in any format. Its Content-Type does not matter. It must be signed with our hub.secret (X-Hub-Signature: sha256=…).",
  middleware: [needsToken, needsSignature, maxBody(MAX_DOCUMENT_BYTES), whole],
  request: { params, body: { content: { "*/*": feedBody("application/atom+xml") }, required: true } },
  responses: {
    202: { description: "Received. A body with a wrong signature is dropped" },
    ...problemResponses("invalid-request", "not-found", "gone", "too-large", "rate-limited", "unavailable"),
  },
})

websubCallback.openapi(deliver, async (c) => {
  const { services, subscriptionId } = c.var
  const subscription = await findSubscription(services.db, subscriptionId)
  if (subscription?.state === "asked") return unknown()
  if (subscription?.state !== "active") return ended()
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const header = c.req.header("x-hub-signature") ?? ""
  const secrets = await secretsOf(services.config, subscriptionId)
  const checks = await Promise.all(secrets.map((secret) => checkHubSignature(header, secret, bytes)))
  if (!checks.includes(true)) {
    const { partnerId, hub } = subscription
    log("delivery-dropped", { partner: partnerId, hub, bytes: bytes.length })
    return empty(202)
  }
  const sent = {
    bytes,
    contentType: c.req.header("content-type"),
    contentLanguage: c.req.header("content-language"),
  }
  const done = await takeDelivery(services, subscription, sent, services.now())
  if (done.outcome === "full") return noRoom()
  return done.outcome === "gone" ? ended() : empty(202)
})

const ended = () => problem("gone", "This subscription has ended. Deliver no more to this address.")
