import { OpenAPIHono, type z } from "@hono/zod-openapi"
import type { MiddlewareHandler } from "hono"
import type { HttpEnv } from "./http-env.ts"
import type { ApiResponse } from "./json.ts"
import { fieldErrors, problem } from "./problem.ts"

/**
 * Middleware. Marks a route that writes everything in one transaction. When it fails, all of the request was stored or
 * nothing.
 */
export const whole: MiddlewareHandler<HttpEnv> = async (c, next) => {
  c.set("isWhole", true)
  await next()
}

/** Creates a router that answers validation errors with problem documents. */
export function createRouter(): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({
    strict: true,
    defaultHook: (result) => (result.success ? undefined : refuse(result.target, result.error)),
  })
}

/** The answer to a request that fails a schema: 422 for a body, 400 for anything else. */
export function refuse(target: string, error: z.ZodError): ApiResponse {
  const errors = fieldErrors(error)
  const what = errors.map(({ pointer, detail }) => `${pointer || "the value"} ${detail}`).join("; ")
  return target === "json"
    ? problem("invalid-body", `Correct these fields and send the request again: ${what}`, { errors })
    : problem("invalid-request", `Correct the ${target} of the request: ${what}`, { errors })
}
