/** A JSON response. */
export function json(
  value: unknown,
  options: { status?: number; type?: string; headers?: Record<string, string> } = {},
): Response {
  return new Response(JSON.stringify(value), {
    status: options.status ?? 200,
    headers: { "content-type": options.type ?? "application/json; charset=utf-8", ...options.headers },
  })
}
