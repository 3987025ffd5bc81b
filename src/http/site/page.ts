// Answers with pages.
import type { Context } from "hono"
import { log } from "../../lib/text/log.ts"
import type { Services } from "../../model/services.ts"
import { FRESH_FOR_A_MINUTE } from "../kit/headers.ts"
import type { ApiResponse } from "../kit/json.ts"
import { pageHeaders } from "./headers.ts"

interface Answer {
  status?: number
  /** The value of `Cache-Control`. */
  cache?: string
  /** Whether a script of ours runs in it. */
  scripted?: boolean
}

/** The response for a page. */
export function page({ config }: Services, body: string, answer: Answer = {}): ApiResponse {
  const { publication, iframeHosts, countLinks } = config
  const { status = 200, cache = FRESH_FOR_A_MINUTE, scripted = countLinks } = answer
  const headers = pageHeaders({ siteUrl: publication.siteUrl, iframeHosts, scripted })
  return new Response(body, { status, headers: { ...headers, "cache-control": cache, vary: "accept" } }) as ApiResponse
}

/** Asks for a page to be written anew when another release wrote it, or the settings have changed since. */
export function renewLook(c: Context, services: Services, html: string, renew: () => Promise<unknown>): void {
  if (html.includes(`content="Check Also ${services.pages.look}"`)) return
  c.executionCtx.waitUntil(renew().catch((error: unknown) => log("render-not-queued", { error })))
}
