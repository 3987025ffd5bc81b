import { z } from "@hono/zod-openapi"
import type { ApiResponse } from "./json.ts"
import { problem } from "./problem.ts"

/** The query of a paged list, newest first. */
export const cursorQuery = z.object({
  cursor: z.string().optional().openapi({ description: "The cursor in next_url of the previous page" }),
})

/** The last row of the previous page. Times are milliseconds since 1970. */
export interface Cursor {
  publishedAt: number
  id: string
}

/** Parses a cursor. Gives null without a cursor, and the problem to answer with for an invalid one. */
export function readCursor(cursor: string | undefined): Cursor | null | ApiResponse {
  if (cursor === undefined) return null
  const [, time, id] = /^(-?\d{1,16}):([\w-]{1,100})$/.exec(cursor) ?? []
  if (time && id) return { publishedAt: Number(time), id }
  return problem("invalid-request", "The cursor is not valid. Follow next_url, or leave the cursor out.")
}

/** The address of the next page. Undefined on the last page. */
export function nextUrl(list: string, page: Cursor[], size: number): string | undefined {
  const last = page.length === size ? page.at(-1) : undefined
  return last && `${list}?cursor=${last.publishedAt}:${last.id}`
}

/** The id of a row that is counted up. `of` names what it is of, for the error. */
export const rowId = (of: string) => z.string().regex(/^[1-9]\d{0,15}$/, `must be the id of ${of}`)

/** The query of a list by such ids, oldest first: the last id of the previous page. */
export const rowCursor = (of: string) =>
  z.object({ cursor: rowId(of).optional().openapi({ description: "The cursor in next_url of the previous page" }) })
