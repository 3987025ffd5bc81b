import type { TypedResponse } from "hono"
import { NO_PAGE, NOT_KEPT } from "./headers.ts"

/**
 * A response whose body type is not checked against the route's schemas. A test checks it over HTTP, for every status.
 */
export type ApiResponse = Response & TypedResponse<never, never, never>

/** A JSON response. No cache may keep it unless `headers` say so. */
export function json(
  value: unknown,
  options: { status?: number; type?: string; headers?: Record<string, string> } = {},
): ApiResponse {
  return new Response(JSON.stringify(value), {
    status: options.status ?? 200,
    headers: {
      ...NO_PAGE,
      ...NOT_KEPT,
      "content-type": options.type ?? "application/json; charset=utf-8",
      ...options.headers,
    },
  }) as ApiResponse
}

/** A JSON Feed as a response. */
export const feedJson = (feed: object, headers: Record<string, string> = {}): ApiResponse =>
  json(feed, { type: "application/feed+json; charset=utf-8", headers })

/** 204 No Content. */
export const noContent = (): ApiResponse =>
  new Response(null, { status: 204, headers: { ...NO_PAGE, ...NOT_KEPT } }) as ApiResponse
