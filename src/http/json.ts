import type { TypedResponse } from "hono"

/**
 * A response whose body the type checker does not hold against the route's documented schemas: a test does that, over
 * HTTP, for every status.
 */
export type Answer = Response & TypedResponse<never, never, never>

/** A JSON response. */
export function json(
  value: unknown,
  options: { status?: number; type?: string; headers?: Record<string, string> } = {},
): Answer {
  return new Response(JSON.stringify(value), {
    status: options.status ?? 200,
    headers: { "content-type": options.type ?? "application/json; charset=utf-8", ...options.headers },
  }) as Answer
}
