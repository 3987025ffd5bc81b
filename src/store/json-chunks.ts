/** D1 takes at most 2 MB a value; a character may be three bytes. */
const MOST_CHARACTERS = 600_000

/** The values as JSON lists, each small enough to be bound to a statement. None for no values. */
export function jsonChunks(values: unknown[]): string[] {
  const chunks: string[] = []
  let parts: string[] = []
  let size = 0
  for (const value of values) {
    const part = JSON.stringify(value)
    if (size + part.length > MOST_CHARACTERS && parts.length) {
      chunks.push(`[${parts.join(",")}]`)
      parts = []
      size = 0
    }
    parts.push(part)
    size += part.length + 1
  }
  return parts.length ? [...chunks, `[${parts.join(",")}]`] : chunks
}

/** Two lists for one statement, side by side: one pair unless they are long, and at least that. */
export function jsonChunkPairs(left: unknown[], right: unknown[]): [left: string, right: string][] {
  const [lefts, rights] = [jsonChunks(left), jsonChunks(right)]
  return Array.from({ length: Math.max(1, lefts.length, rights.length) }, (_, at) => [
    lefts[at] ?? "[]",
    rights[at] ?? "[]",
  ])
}
