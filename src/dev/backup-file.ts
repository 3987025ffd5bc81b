import { createReadStream, createWriteStream } from "node:fs"
import { createInterface } from "node:readline"
import { PassThrough, Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGunzip, createGzip } from "node:zlib"

// Files of lines, gzipped or not.

/** What a line says of the file, if it says something. */
export interface Mark {
  check_also_backup?: number
  table?: string
  end?: Record<string, number>
  next?: string
}

/** Reads a line of a back-up; null when it is no JSON. */
export function markOf(line: string): Mark | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** The lines of these gzipped bytes. */
export async function* linesOfResponse(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const plain = new PassThrough()
  const piping = pipeline(Readable.fromWeb(body as never), createGunzip(), plain)
  piping.catch(() => {})
  yield* createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })
  await piping
}

/** The lines of files, one after the other. A file may have several gzip members, or be plain. */
export async function* linesOfFiles(files: string[]): AsyncGenerator<string> {
  for (const file of files) {
    const plain = new PassThrough()
    const bytes = createReadStream(file)
    const piping = (await isGzipped(file)) ? pipeline(bytes, createGunzip(), plain) : pipeline(bytes, plain)
    piping.catch(() => {})
    yield* createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })
    try {
      await piping
    } catch (error) {
      throw new Error(`${file} cannot be read to its end: ${error instanceof Error ? error.message : error}`)
    }
  }
}

async function isGzipped(file: string): Promise<boolean> {
  for await (const bytes of createReadStream(file, { end: 1 })) return bytes[0] === 0x1f && bytes[1] === 0x8b
  return false
}

/** Writes lines into a file, gzipped. */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  async function* ended() {
    for await (const line of lines) yield `${line}\n`
  }
  await pipeline(Readable.from(ended()), createGzip(), createWriteStream(file, { mode: 0o600 }))
}

/** Whether a file is whole. `problems` says what is wrong with it, in sentences. */
export async function inspect(lines: AsyncIterable<string>): Promise<{ lines: number; problems: string[] }> {
  const counts: Record<string, number> = {}
  const said: Record<string, number> = {}
  const problems: string[] = []
  let number = 0
  let isEnded = false
  try {
    for await (const line of lines) {
      number++
      const mark = line === "" ? null : markOf(line)
      if (number === 1 && mark?.check_also_backup !== 1) throw new Error("it is no back-up that this release reads")
      if (mark?.table) counts[mark.table] = (counts[mark.table] ?? 0) + 1
      if (!mark?.end) continue
      isEnded = mark.next === undefined
      for (const [table, count] of Object.entries(mark.end)) said[table] = (said[table] ?? 0) + count
    }
  } catch (error) {
    problems.push(`${error instanceof Error ? error.message : error}.`)
  }
  if (!isEnded) problems.push("Its last line is missing: the file is cut off, or a part of a back-up.")
  for (const table of Object.keys({ ...counts, ...said })) {
    if (counts[table] !== said[table] && isEnded) {
      problems.push(`It has ${counts[table] ?? 0} lines of ${table}, and its last line says ${said[table] ?? 0}.`)
    }
  }
  return { lines: number, problems }
}
