// Reads the lines of a back-up as its bytes arrive, gzipped or not.
// In: a stream of bytes. Out: lines without their line feeds, each with its number from 1.

/** The longest line has an article of D1's largest row, with its content written in JSON. */
export const MAX_LINE_BYTES = 8 * 1024 * 1024

export interface NumberedLine {
  number: number
  text: string
}

/** `trouble`: why a line, or all from it on, was not read. */
export type ReadLine = NumberedLine | { number: number; trouble: string }

/** The bytes as they were before gzip, or as they are. Rejects when they are damaged. */
export async function* unzipped(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  let start = new Uint8Array()
  while (start.length < 2) {
    const { value, done } = await reader.read()
    if (done) break
    start = joined([start, value])
  }
  const rest = new ReadableStream<Uint8Array>({
    start: (controller) => (start.length ? controller.enqueue(start) : controller.close()),
    pull: async (controller) => {
      const { value, done } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  // RFC 1952 §2.3.1: ID1 and ID2.
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  yield* isGzip
    ? rest.pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair<Uint8Array, Uint8Array>)
    : rest
}

/** Splits bytes into lines. Empty lines are left out and counted. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadLine> {
  const decoder = new TextDecoder()
  let number = 0
  let parts: Uint8Array[] = []
  let size = 0
  const line = (): ReadLine | null => {
    number++
    const isTooLong = size > MAX_LINE_BYTES
    const text = decoder.decode(joined(parts)).trim()
    parts = []
    size = 0
    if (isTooLong) return { number, trouble: `it is longer than ${MAX_LINE_BYTES} bytes` }
    return text === "" ? null : { number, text }
  }
  const add = (part: Uint8Array) => {
    size += part.length
    if (size <= MAX_LINE_BYTES) parts.push(part)
    else parts = []
  }
  try {
    for await (const chunk of chunks) {
      let at = 0
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, at)) {
        add(chunk.subarray(at, end))
        at = end + 1
        const done = line()
        if (done) yield done
      }
      add(chunk.slice(at))
    }
  } catch {
    yield { number: number + 1, trouble: "the bytes cannot be read from here on: the file is cut off, or damaged" }
    return
  }
  const last = size > 0 ? line() : null
  if (last) yield last
}

const LINE_FEED = 0x0a

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
