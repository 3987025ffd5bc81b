import { OpenAPIHono, type z } from "@hono/zod-openapi"
import type { FeedReader } from "./feeds.ts"
import type { Answer } from "./json.ts"
import type { Claim } from "./partner-auth.ts"
import { fieldErrors, problem } from "./problem.ts"
import type { Services } from "./services.ts"

/** Hono's generics for every route file: handlers find their services in `c.var`. */
export interface HttpEnv {
  Variables: {
    services: Services
    feedReader: FeedReader
    /** Where needsCaller() stands before the handler. */
    claim: Claim
  }
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
