import type { Context, MiddlewareHandler } from "hono"
import type { Bytes } from "../lib/hash.ts"
import { checkPartnerSignature, ownerOfKey } from "../partners/keys.ts"
import { signatureHeaders } from "../partners/signature.ts"
import { findPartner, type PartnerRow } from "../store/partners.ts"
import { bearerToken, isEditor, unauthorized } from "./auth.ts"
import type { Answer } from "./json.ts"
import { problem } from "./problem.ts"
import type { HttpEnv } from "./router.ts"

/** Who sends something for a partner: an editor or that partner. */
export interface Caller {
  who: "editor" | "partner"
  row: PartnerRow
  /** Of a signed request: it is taken once. */
  webhookId?: string
}

const WAYS =
  "Send the partner's key or the editors' token (Authorization: Bearer …), or sign the body: webhook-id, webhook-timestamp, webhook-signature."

/** Answers 401 before a body is read, where there are no credentials at all. */
export const needsCredentials: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (bearerToken(c) === null && signatureHeaders(c.req.raw.headers) === null) return unauthorized(WAYS)
  await next()
}

/**
 * Who sends this for the partner, or the answer to give instead: 401 without credentials that are good, 403 with those of
 * another partner, 404 to an editor when there is no such partner, 429 beyond the rate.
 */
export async function identifyCaller(c: Context<HttpEnv>, partnerId: string, body: Bytes): Promise<Caller | Answer> {
  const { services } = c.var
  const allowed = await checkCredentials(c, partnerId, body)
  if (allowed instanceof Response) return allowed
  const row = await findPartner(services.db, partnerId)
  if (!row) return problem("not-found", `No partner has the id ${partnerId}; GET /partners lists those there are.`)
  if (allowed.who === "partner" && !row.partner.enabled) {
    return problem("forbidden", "This partner is switched off. Ask the newsroom.")
  }
  const { success } = await services.limiter.limit({
    key: `${allowed.who}:${partnerId}`,
  })
  if (!success) return tooMany()
  return { ...allowed, row }
}

export const tooMany = () =>
  problem("rate-limited", "There were too many requests within a minute. Wait, and send several items at once.", {
    headers: { "retry-after": "15" },
  })

async function checkCredentials(
  c: Context<HttpEnv>,
  partnerId: string,
  body: Bytes,
): Promise<Pick<Caller, "who" | "webhookId"> | Answer> {
  const { services } = c.var
  const now = services.now()
  const token = bearerToken(c)
  if (token !== null) {
    if (await isEditor(c)) return { who: "editor" }
    const owner = await ownerOfKey(services, token, now)
    if (owner === partnerId) return { who: "partner" }
    return owner === null
      ? unauthorized(`This token is not known, or is spent. ${WAYS}`)
      : problem("forbidden", "This key is another partner's.")
  }
  const headers = signatureHeaders(c.req.raw.headers)
  if (!headers) return unauthorized(WAYS)
  const checked = await checkPartnerSignature(services, partnerId, headers, body, now)
  if (checked.outcome === "valid") return { who: "partner", webhookId: checked.id }
  return unauthorized(`The signature is not good: ${checked.detail}.`)
}
