import type { Context, MiddlewareHandler } from "hono"
import type { Bytes } from "../../lib/crypto/hash.ts"
import { checkPartnerSignature, ownerOfKey, precheckPartnerSignature } from "../../partners/pushing/keys.ts"
import { type BadSignature, isRequestLine, signatureHeaders, signedPart } from "../../partners/pushing/signature.ts"
import { findPartner } from "../../store/partners.ts"
import { bearerToken, isEditor, unauthorized } from "./editor-auth.ts"
import type { Caller, Claim, HttpEnv, Signs } from "./http-env.ts"
import type { Answer } from "./json.ts"
import { problem, unknownPartner } from "./problem.ts"
import { refuse } from "./router.ts"
import { partnerParams } from "./schemas.ts"

const WAYS =
  "Send the partner's key or the editors' token (Authorization: Bearer …), or sign the request: webhook-id, webhook-timestamp, webhook-signature."

/**
 * Lets an editor and the partner itself through, before the body is read. A token is checked wholly: 401 when it is not
 * good, 403 when it is another partner's, 404 to an editor when there is no such partner, 429 beyond the rate. Of a
 * signature all but the body is checked; callerOf() does the rest. A stranger gets 401, whether the partner is one or not.
 */
export const needsCaller =
  (signs: Signs): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const claim = await readClaim(c, c.req.param("id") ?? "", signs)
    if (claim instanceof Response) return claim
    c.set("claim", claim)
    await next()
  }

async function readClaim(c: Context<HttpEnv>, partnerId: string, signs: Signs): Promise<Claim | Answer> {
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
    if (owner === null) return unauthorized(`This token is not known, or is spent. ${WAYS}`)
    if (owner !== partnerId) return problem("forbidden", "This key is another partner's.")
  }
  const caller = await admit(c, who, partnerId)
  return caller instanceof Response ? caller : { caller }
}

/** Who sends this request, whose body is now read, or the answer to give instead: as needsCaller(). */
export async function callerOf(c: Context<HttpEnv>, body: Bytes): Promise<Caller | Answer> {
  const { claim, services } = c.var
  if ("caller" in claim) return claim.caller
  const { signature, signs } = claim
  if (signs === "request" && body.length) {
    return wrongSignature(c, signs, { outcome: "wrong", detail: "a signed request of this kind has no body" })
  }
  if (signs === "body" && isRequestLine(body)) {
    return wrongSignature(c, signs, {
      outcome: "wrong",
      detail: "the body reads like what a request without one signs",
    })
  }
  const partnerId = c.req.param("id") ?? ""
  const content = signedPart(c.req.method, pathOf(c), body)
  const checked = await checkPartnerSignature(services, partnerId, signature, content, services.now())
  if (checked.outcome !== "valid") return wrongSignature(c, signs, checked)
  const caller = await admit(c, "partner", partnerId)
  return caller instanceof Response ? caller : { ...caller, webhookId: checked.id }
}

/** As it was sent, percent-encoded and without a query. */
const pathOf = (c: Context) => new URL(c.req.url).pathname

function wrongSignature(c: Context, signs: Signs, { detail }: BadSignature): Answer {
  const content = signs === "body" ? "<body>" : `${c.req.method} ${pathOf(c)}`
  const rest = signs === "body" ? "" : ", and send no body"
  return unauthorized(
    `The signature is not good: ${detail}. Sign <webhook-id>.<webhook-timestamp>.${content} with the partner's key${rest}.`,
  )
}

/** The caller, whose credentials are good, unless there is nothing to do for it. */
async function admit(c: Context<HttpEnv>, who: Caller["who"], partnerId: string): Promise<Caller | Answer> {
  const { services } = c.var
  const known = partnerParams.safeParse({ id: partnerId })
  if (!known.success) return refuse("param", known.error)
  const row = await findPartner(services.db, partnerId)
  if (!row) return unknownPartner(partnerId)
  if (who === "partner" && !row.partner.enabled) {
    return problem("forbidden", "This partner is switched off. Ask the newsroom.")
  }
  const { success } = await services.limiter.limit({ key: `${who}:${partnerId}` })
  return success ? { who, row } : tooMany()
}

export const tooMany = () =>
  problem("rate-limited", "There were too many requests within a minute. Wait, and send several items at once.", {
    headers: { "retry-after": "15" },
  })
