import { OpenAPIHono, type z } from "@hono/zod-openapi"
import type { MiddlewareHandler } from "hono"
import type { HttpEnv } from "./http-env.ts"
import type { Answer } from "./json.ts"
import { fieldErrors, problem } from "./problem.ts"

/** Marks a route that writes all of a request in one transaction, so that one that fails has kept all of it or nothing. */
export const whole: MiddlewareHandler<HttpEnv> = async (c, next) => {
  c.set("isWhole", true)
  await next()
}

/** A router whose validation failures are problem documents. */
export function createRouter(): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({
    strict: true,
    defaultHook: (result) => (result.success ? undefined : refuse(result.target, result.error)),
  })
}

/** The answer to a request that a schema refuses: 422 for bodies, 400 for the rest of a request. */
export function refuse(target: string, error: z.ZodError): Answer {
  const errors = fieldErrors(error)
  const what = errors.map(({ pointer, detail }) => `${pointer || "the value"} ${detail}`).join("; ")
  return target === "json"
    ? problem("invalid-body", `Mend these and send it again: ${what}`, { errors })
    : problem("invalid-request", `In the ${target}: ${what}`, { errors })
}
