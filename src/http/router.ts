import { OpenAPIHono } from "@hono/zod-openapi"
import type { MiddlewareHandler } from "hono"
import type { FeedReader } from "./feeds.ts"
import { fieldErrors, problem } from "./problem.ts"
import type { PageMemory } from "./remembered.ts"
import type { Services } from "./services.ts"

/** Hono's generics for every route file: handlers find their services in `c.var`. */
export interface HttpEnv {
  Variables: {
    services: Services
    feedReader: FeedReader
    pages: PageMemory
    /** Set by `whole`. */
    isWhole?: boolean
  }
}

/** Marks a route that writes all of a request in one transaction, so that one that fails has kept nothing. */
export const whole: MiddlewareHandler<HttpEnv> = async (c, next) => {
  c.set("isWhole", true)
  await next()
}

/** A router whose validation failures are problem documents: 422 for bodies, 400 for the rest of a request. */
export function createRouter(): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({
    strict: true,
    defaultHook: (result) => {
      if (result.success) return
      const errors = fieldErrors(result.error)
      const what = errors.map(({ pointer, detail }) => `${pointer || "the value"} ${detail}`).join("; ")
      return result.target === "json"
        ? problem("invalid-body", `Mend these and send it again: ${what}`, { errors })
        : problem("invalid-request", `In the ${result.target}: ${what}`, { errors })
    },
  })
}
