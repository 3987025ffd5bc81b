import type { MiddlewareHandler } from "hono"
import { bodyLimit } from "hono/body-limit"
import { readContentType } from "../../lib/http/content-type.ts"
import { problem } from "./problem.ts"

/** Middleware. Answers 415 when the body has another media type. */
export function acceptTypes(...types: string[]): MiddlewareHandler {
  return async (c, next) => {
    const { type } = readContentType(c.req.header("content-type") ?? "")
    if (types.includes(type)) return next()
    return problem(
      "unsupported-media-type",
      `Send the body as ${types.join(" or ")}, and set Content-Type accordingly.`,
      {
        headers: { accept: types.join(", ") },
      },
    )
  }
}

export const acceptJson = acceptTypes("application/json", "application/feed+json")

/** Middleware. Answers 413 when the body has more bytes. It counts them as they arrive. */
export function maxBody(bytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: bytes,
    onError: () => problem("too-large", `The body may have at most ${bytes} bytes. Send a smaller body, or several.`),
  })
}
