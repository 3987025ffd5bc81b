import type { Context, MiddlewareHandler } from "hono"
import { fromBase64 } from "../../lib/crypto/base64.ts"
import { equalSecrets } from "../../lib/crypto/equal.ts"
import type { HttpEnv } from "./http-env.ts"
import { problem } from "./problem.ts"

/** The token of `Authorization: Bearer …`, or null. */
export function bearerToken(c: Context): string | null {
  return /^Bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null
}

/** The OpenAPI `security` of a public route that shows editors more. */
export const ANYBODY: Record<string, string[]>[] = [{}, { editor: [] }]

/** Whether the request has the editors' token. While EDITOR_TOKEN is empty, nobody is an editor. */
export const isEditor = (c: Context<HttpEnv>) => isEditorToken(c, bearerToken(c))

/** Each token is compared, so that the time says nothing about which one was nearly right. */
async function isEditorToken(c: Context<HttpEnv>, given: string | null): Promise<boolean> {
  if (given === null) return false
  const { editorTokens } = c.var.services.config
  return (await Promise.all(editorTokens.map((token) => equalSecrets(given, token)))).includes(true)
}

export const unauthorized = (detail: string) =>
  problem("unauthorized", detail, { headers: { "www-authenticate": 'Bearer realm="check-also"' } })

/** Middleware. Lets editors through. Everybody else gets 401. */
export const editorOnly: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (!(await isEditor(c))) return unauthorized("Send the editors' token: Authorization: Bearer <EDITOR_TOKEN>.")
  await next()
}

/**
 * The same for pages. A browser cannot send a bearer token, so it uses Basic authentication: any user name, and the
 * editors' token as the password.
 */
export const editorInBrowser: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const password = basicPassword(c.req.header("authorization"))
  if ((await isEditorToken(c, password)) || (await isEditor(c))) return next()
  return problem("unauthorized", "Use the editors' token as the password. The user name can be anything.", {
    headers: { "www-authenticate": 'Basic realm="check-also", charset="UTF-8"' },
  })
}

/** Reads the password of Basic credentials (RFC 7617 §2). */
function basicPassword(authorization: string | undefined): string | null {
  const bytes = fromBase64(/^Basic +(\S+) *$/i.exec(authorization ?? "")?.[1] ?? "")
  const [, password] = /^[^:]*:(.+)$/s.exec(bytes ? new TextDecoder().decode(bytes) : "") ?? []
  return password ?? null
}
