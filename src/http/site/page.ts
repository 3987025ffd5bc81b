// Answers with pages.
import type { Context } from "hono"
import { log } from "../../lib/text/log.ts"
import type { Services } from "../../model/services.ts"
import { FRESH_FOR_A_MINUTE } from "../kit/headers.ts"
import type { ApiResponse } from "../kit/json.ts"
import { pageHeaders } from "./headers.ts"

/** The response for a page. */
export function page(services: Services, body: string, status = 200, cache = FRESH_FOR_A_MINUTE): ApiResponse {
  const { publication, iframeHosts } = services.config
  const headers = pageHeaders({ siteUrl: publication.siteUrl, iframeHosts })
  return new Response(body, { status, headers: { ...headers, "cache-control": cache, vary: "accept" } }) as ApiResponse
}

/** Asks for a page to be written anew when another release wrote it, or the settings have changed since. */
export function renewLook(c: Context, services: Services, html: string, renew: () => Promise<unknown>): void {
  if (html.includes(`content="Check Also ${services.pages.look}"`)) return
  c.executionCtx.waitUntil(renew().catch((error: unknown) => log("render-not-queued", { error })))
}
