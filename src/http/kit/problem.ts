import { z } from "@hono/zod-openapi"
import type { FieldError } from "../../model/field-error.ts"
import { type ApiResponse, json } from "./json.ts"

/** An RFC 9457 problem document. Every error of this service is one. */
export const Problem = z
  .object({
    type: z.string().openapi({ example: "urn:check-also:problem:invalid-body" }),
    title: z.string().openapi({ example: "The body is not an article" }),
    status: z.number().int().openapi({ example: 422 }),
    detail: z.string().openapi({ example: "Send a JSON Feed item with a title and content_html or content_text." }),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .optional()
      .openapi({ example: [{ pointer: "/title", detail: "must be present, as text" }] }),
  })
  .openapi("Problem")

/** Every kind of problem. The key is the end of its `type`. The values are its status and its title. */
const KINDS = {
  "invalid-body": [422, "The body cannot be used"],
  "invalid-request": [400, "The request is not valid"],
  unauthorized: [401, "Credentials are needed"],
  forbidden: [403, "These credentials do not allow this"],
  "not-found": [404, "Not found"],
  "method-not-allowed": [405, "This method is not allowed here"],
  conflict: [409, "It conflicts with the current state"],
  gone: [410, "This was withdrawn"],
  "precondition-failed": [412, "It has changed since you read it"],
  "too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "This media type is not accepted here"],
  "not-a-feed": [422, "This is not a feed"],
  "rate-limited": [429, "Too many requests"],
  "bad-gateway": [502, "The other server did not answer correctly"],
  unavailable: [503, "The store is not available"],
  internal: [500, "This service has a bug"],
} as const

export type ProblemKind = keyof typeof KINDS

export interface ProblemOptions {
  errors?: FieldError[]
  headers?: Record<string, string>
  /** Replaces the kind's own title. */
  title?: string
}

/**
 * The response for a problem. `detail` says what is wrong, where, and what to do.
 *
 * @example
 * problem("not-found", "No article has this id. GET /articles lists all articles.")
 */
export function problem(kind: ProblemKind, detail: string, options: ProblemOptions = {}): ApiResponse {
  const [status, title] = KINDS[kind]
  const body = {
    type: `urn:check-also:problem:${kind}`,
    title: options.title ?? title,
    status,
    detail,
    ...(options.errors?.length ? { errors: options.errors } : {}),
  }
  return json(body, { status, type: "application/problem+json", headers: options.headers })
}

export const unknownPartner = (id: string): ApiResponse =>
  problem("not-found", `No partner has the id ${id}. GET /partners lists all partners.`)

/** The answer to a large document that found no turn, see web/room.ts. */
export const noRoom = (): ApiResponse =>
  problem("unavailable", "Other large documents are being read. Send the same request again in a minute.", {
    title: "Too many large documents at once",
    headers: { "retry-after": "60" },
  })

/** The OpenAPI `responses` for these kinds of problem. */
export function problemResponses(...kinds: ProblemKind[]) {
  const responses: Record<
    number,
    { description: string; content: { "application/problem+json": { schema: typeof Problem } } }
  > = {}
  for (const kind of kinds) {
    const [status, title] = KINDS[kind]
    responses[status] = { description: title, content: { "application/problem+json": { schema: Problem } } }
  }
  return responses
}

/** Turns zod's issues into the `errors` of a problem document, each with an RFC 6901 pointer. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    detail: issue.message,
  }))
}
