/** D1 allows 2 MB for a value. A character can take three bytes. */
const MAX_CHARACTERS = 600_000

/** Splits the values into JSON lists that are small enough to bind to a statement. Gives no list for no values. */
export function jsonChunks(values: unknown[]): string[] {
  const chunks: string[] = []
  let parts: string[] = []
  let size = 0
  for (const value of values) {
    const part = JSON.stringify(value)
    if (size + part.length > MAX_CHARACTERS && parts.length) {
      chunks.push(`[${parts.join(",")}]`)
      parts = []
      size = 0
    }
    parts.push(part)
    size += part.length + 1
  }
  return parts.length ? [...chunks, `[${parts.join(",")}]`] : chunks
}

/** Splits two lists for a statement that takes both. Gives at least one pair, and more only for long lists. */
export function jsonChunkPairs(left: unknown[], right: unknown[]): [left: string, right: string][] {
  const [lefts, rights] = [jsonChunks(left), jsonChunks(right)]
  return Array.from({ length: Math.max(1, lefts.length, rights.length) }, (_, at) => [
    lefts[at] ?? "[]",
    rights[at] ?? "[]",
  ])
}
