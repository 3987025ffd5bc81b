import { z } from "@hono/zod-openapi"
import type { Answer } from "./json.ts"
import { problem } from "./problem.ts"

/** The query of a list that is read page by page, newest first. */
export const cursorQuery = z.object({
  cursor: z.string().optional().openapi({ description: "From next_url of the page before" }),
})

/** The last row of the page before; times are milliseconds since 1970. */
export interface Cursor {
  publishedAt: number
  id: string
}

/** Where to go on; null at the beginning, and the problem to answer with for a cursor that is none of ours. */
export function readCursor(cursor: string | undefined): Cursor | null | Answer {
  if (cursor === undefined) return null
  const [, time, id] = /^(-?\d{1,16}):([\w-]{1,100})$/.exec(cursor) ?? []
  if (time && id) return { publishedAt: Number(time), id }
  return problem("invalid-request", "cursor is not one that this service made; follow next_url, or leave it out.")
}

/** The address of the page after this one; undefined when it is the last. */
export function nextUrl(list: string, page: Cursor[], size: number): string | undefined {
  const last = page.length === size ? page.at(-1) : undefined
  return last && `${list}?cursor=${last.publishedAt}:${last.id}`
}
