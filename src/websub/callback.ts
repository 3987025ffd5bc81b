// The callback of a subscription, and its secret. Both are made from its id and our own secret, so that the database
// alone opens nothing, and a guessed callback is refused before the database is asked.
// In: an id, or the last part of a callback's path. Out: the callback and the secret, or the id.
import { fromBase64, toBase64Url } from "../lib/crypto/base64.ts"
import { equalBytes } from "../lib/crypto/equal.ts"
import { deriveKey, hmac } from "../lib/crypto/hmac.ts"
import type { Config } from "../model/config.ts"

export const CALLBACK_PATH = "/websub/callback"

const ID_BYTES = 16
const MAC_BYTES = 16
/** base64url: an id has 22 characters, a token has 44. */
const TOKEN = /^([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{22})$/

/** An id that nobody can guess. */
export const newSubscriptionId = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(ID_BYTES)))

export async function callbackOf({ keySecret, publication }: Config, id: string): Promise<string> {
  return `${publication.siteUrl}${CALLBACK_PATH}/${id}${toBase64Url(await markOf(keySecret, id))}`
}

/** The `hub.secret`: 43 characters. A secret must be shorter than 200 bytes (WebSub §5.1). */
export const secretOf = ({ keySecret }: Config, id: string): Promise<string> => hubSecretFrom(keySecret, id)

/** The secrets that a delivery to this subscription may be signed with: while KEY_SECRET is rotated, there are two. */
export const secretsOf = ({ keySecrets }: Config, id: string): Promise<string[]> =>
  Promise.all(keySecrets.map((secret) => hubSecretFrom(secret, id)))

const hubSecretFrom = async (keySecret: string, id: string) =>
  toBase64Url(await hmac(await deriveKey(keySecret, "check-also websub secrets"), id))

/** The id in a callback's token. Null when we did not make the token. */
export async function readToken({ keySecrets }: Config, token: string): Promise<string | null> {
  const [, id, mark] = TOKEN.exec(token) ?? []
  if (!id || !mark) return null
  const given = fromBase64(mark.replaceAll("-", "+").replaceAll("_", "/"))
  const marks = await Promise.all(keySecrets.map((secret) => markOf(secret, id)))
  return given && marks.some((mark) => equalBytes(given, mark)) ? id : null
}

/** Changes when we forget a secret, so not before its rotation is over, and does not reveal it. */
export async function secretMark({ keySecrets }: Config): Promise<string> {
  return toBase64Url((await markOf(keySecrets.at(-1) ?? "", "")).slice(0, 6))
}

const markOf = async (keySecret: string, id: string) =>
  (await hmac(await deriveKey(keySecret, "check-also websub callbacks"), id)).slice(0, MAC_BYTES)
