// What readers do with any feed of this kind, and no feed can change. In: a fault. Out: the reason, or null.
// A limit stands here only with what the reader does instead, seen in its source or its documentation.

import type { Fault, Kind } from "./judge.ts"
import type { Format } from "./reader.ts"

interface Limit {
  readers: string[]
  kind: Kind
  format?: Format
  stories?: string[]
  reason: string
}

export const LIMITS: Limit[] = []

export function findLimit(reader: string, format: Format, { kind, story }: Fault): Limit | null {
  const found = LIMITS.find(
    (limit) =>
      limit.readers.includes(reader) &&
      limit.kind === kind &&
      (limit.format ?? format) === format &&
      (!limit.stories || (story !== undefined && limit.stories.includes(story))),
  )
  return found ?? null
}
