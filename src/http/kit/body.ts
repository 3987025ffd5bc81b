import type { MiddlewareHandler } from "hono"
import { bodyLimit } from "hono/body-limit"
import { readContentType } from "../../lib/http/content-type.ts"
import { problem } from "./problem.ts"

/** Refuses a body of another media type (415). */
export function takes(...types: string[]): MiddlewareHandler {
  return async (c, next) => {
    const { type } = readContentType(c.req.header("content-type") ?? "")
    if (types.includes(type)) return next()
    return problem("unsupported-media-type", `Send the body as ${types.join(" or ")}, and say so in Content-Type.`, {
      headers: { accept: types.join(", ") },
    })
  }
}

export const takesJson = takes("application/json", "application/feed+json")

/** Refuses a body of more than this many bytes (413), counted while it is read. */
export function atMost(bytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: bytes,
    onError: () => problem("too-large", `A body here may be ${bytes} bytes at most. Send a smaller one, or several.`),
  })
}
