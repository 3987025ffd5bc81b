import type { Context, MiddlewareHandler } from "hono"
import { equalSecrets } from "../lib/hash.ts"
import { problem } from "./problem.ts"
import type { HttpEnv } from "./router.ts"

/** The token of `Authorization: Bearer …`; null without one. */
export function bearerToken(c: Context): string | null {
  return /^Bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null
}

/** Whether the request carries the editors' token. An unset token is nobody's. */
export async function isEditor(c: Context<HttpEnv>): Promise<boolean> {
  const { editorToken } = c.var.services.config
  const token = bearerToken(c)
  return editorToken !== "" && token !== null && (await equalSecrets(token, editorToken))
}

export const unauthorized = (detail: string) =>
  problem("unauthorized", detail, { headers: { "www-authenticate": 'Bearer realm="check-also"' } })

/** Lets editors through, everybody else gets 401. */
export const editorOnly: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (!(await isEditor(c))) return unauthorized("Send the editors' token: Authorization: Bearer <EDITOR_TOKEN>.")
  await next()
}
