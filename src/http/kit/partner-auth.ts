import type { Context, MiddlewareHandler } from "hono"
import type { Bytes } from "../../lib/crypto/hash.ts"
import { checkPartnerSignature, ownerOfKey, precheckPartnerSignature } from "../../partners/pushing/keys.ts"
import { type BadSignature, isRequestLine, signatureHeaders, signedPart } from "../../partners/pushing/signature.ts"
import { findPartner } from "../../store/partners.ts"
import { bearerToken, isEditor, unauthorized } from "./editor-auth.ts"
import type { Caller, Claim, HttpEnv, Signs } from "./http-env.ts"
import type { ApiResponse } from "./json.ts"
import { problem, unknownPartner } from "./problem.ts"
import { refuse } from "./router.ts"
import { partnerParams } from "./schemas.ts"

const WAYS =
  "Send the partner's key or the editors' token (Authorization: Bearer …). Or sign the request (webhook-id, webhook-timestamp, webhook-signature)."

/**
 * Middleware. Lets an editor and the partner itself through before the body is read. A token is checked completely: 401
 * for an unknown token, 403 for another partner's key, 404 to an editor when the partner does not exist, 429 above the
 * rate limit. A signature is checked except for the body, which callerOf() checks. A stranger always gets 401, so it
 * cannot find out which partners exist.
 */
export const needsCaller =
  (signs: Signs): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const claim = await readClaim(c, c.req.param("id") ?? "", signs)
    if (claim instanceof Response) return claim
    c.set("claim", claim)
    await next()
  }

async function readClaim(c: Context<HttpEnv>, partnerId: string, signs: Signs): Promise<Claim | ApiResponse> {
  const { services } = c.var
  const token = bearerToken(c)
  if (token === null) {
    const signature = signatureHeaders(c.req.raw.headers)
    if (!signature) return unauthorized(WAYS)
    const bad = await precheckPartnerSignature(services, partnerId, signature, services.now())
    return bad ? wrongSignature(c, signs, bad) : { signature, signs }
  }
  const who = (await isEditor(c)) ? "editor" : "partner"
  if (who === "partner") {
    const owner = await ownerOfKey(services, token, services.now())
    if (owner === null) return unauthorized(`This token is unknown or expired. ${WAYS}`)
    if (owner !== partnerId) return problem("forbidden", "This key belongs to another partner.")
  }
  const caller = await admit(c, who, partnerId)
  return caller instanceof Response ? caller : { caller }
}

/** Gives the caller once the body is read. Gives the problem to answer with when the signature is not valid. */
export async function callerOf(c: Context<HttpEnv>, body: Bytes): Promise<Caller | ApiResponse> {
  const { claim, services } = c.var
  if ("caller" in claim) return claim.caller
  const { signature, signs } = claim
  if (signs === "request" && body.length) {
    return wrongSignature(c, signs, { outcome: "wrong", detail: "a signed request of this kind must have no body" })
  }
  if (signs === "body" && isRequestLine(body)) {
    return wrongSignature(c, signs, {
      outcome: "wrong",
      detail: "the body looks like a request line, which only a request without a body may sign",
    })
  }
  const partnerId = c.req.param("id") ?? ""
  const content = signedPart(c.req.method, pathOf(c), body)
  const checked = await checkPartnerSignature(services, partnerId, signature, content, services.now())
  if (checked.outcome !== "valid") return wrongSignature(c, signs, checked)
  const caller = await admit(c, "partner", partnerId)
  return caller instanceof Response ? caller : { ...caller, webhookId: checked.id }
}

/** The path as sent: percent-encoded, without the query. */
const pathOf = (c: Context) => new URL(c.req.url).pathname

function wrongSignature(c: Context, signs: Signs, { detail }: BadSignature): ApiResponse {
  const content = signs === "body" ? "<body>" : `${c.req.method} ${pathOf(c)}`
  const rest = signs === "body" ? "" : ", and send no body"
  return unauthorized(
    `The signature is not valid: ${detail}. Sign <webhook-id>.<webhook-timestamp>.${content} with the partner's key${rest}.`,
  )
}

/** Gives the caller with valid credentials, or the problem to answer with. */
async function admit(c: Context<HttpEnv>, who: Caller["who"], partnerId: string): Promise<Caller | ApiResponse> {
  const { services } = c.var
  const known = partnerParams.safeParse({ id: partnerId })
  if (!known.success) return refuse("param", known.error)
  const row = await findPartner(services.db, partnerId)
  if (!row) return unknownPartner(partnerId)
  if (who === "partner" && !row.partner.enabled) {
    return problem("forbidden", "This partner is disabled. Ask the newsroom.")
  }
  const { success } = await services.limiter.limit({ key: `${who}:${partnerId}` })
  return success ? { who, row } : tooMany()
}

export const tooMany = () =>
  problem("rate-limited", "You sent too many requests within a minute. Wait, and send several items in one request.", {
    headers: { "retry-after": "15" },
  })
