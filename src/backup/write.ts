// Writes a back-up, or the part of it that one request or one tick can write.
// In: the stores, and where to begin. Out: lines, page by page, so that never all of it is in memory.
import { fromBase64, toBase64Url } from "../lib/crypto/base64.ts"
import { toRfc3339 } from "../lib/text/time.ts"
import type { Config } from "../model/config.ts"
import { type After, readArticles, readPartners, readRows } from "../store/backup-rows.ts"
import { ARTICLES, BACKUP_TABLES, type BackupTable, PARTNERS } from "../store/backup-tables.ts"
import type { RevisionStores } from "../store/revisions.ts"
import { articleLine, type Counts, endLine, headerLine, partnerLine, rowLine } from "./line.ts"

export interface BackupDeps extends RevisionStores {
  config: Config
}

export interface BackupOptions {
  /** With partners' items, the lists of links and what follows from both. */
  items: boolean
  /** Where to begin, from an end line; null: at the beginning. */
  from: Place | null
  /** When so many pages are read or so many characters written, the part ends. */
  pages: number
  characters: number
}

/** A place between two rows. */
export interface Place {
  table: string
  after: After
}

/** A page of lines, each with its line feed. The last one has the end line. `next`: where the next part begins. */
export interface Page {
  text: string
  next: Place | null
}

/** Writes lines from `from` on until all is written or the bounds are reached. */
export async function* writeBackup(deps: BackupDeps, options: BackupOptions, now: number): AsyncGenerator<Page> {
  const counts: Counts = {}
  const tables = BACKUP_TABLES.filter(({ ofItems }) => options.items || !ofItems)
  let at = Math.max(
    0,
    tables.findIndex(({ name }) => name === options.from?.table),
  )
  let after = options.from?.after ?? null
  let [pages, characters] = [0, 0]
  let before = `${headerLine(deps.config.publication, toRfc3339(now), options.items)}\n`
  while (at < tables.length) {
    const table = tables[at]!
    if (pages >= options.pages || characters >= options.characters) {
      const next = { table: table.name, after }
      yield { text: `${before}${endLine(counts, formatPlace(next))}\n`, next }
      return
    }
    const { lines, last } = await readPage(deps, table, after, options.items)
    pages++
    after = last
    if (last === null) at++
    if (!lines.length) continue
    counts[table.name] = (counts[table.name] ?? 0) + lines.length
    const text = `${before}${lines.join("\n")}\n`
    before = ""
    characters += text.length
    yield { text, next: null }
  }
  yield { text: `${before}${endLine(counts, null)}\n`, next: null }
}

/** `last` is null when there are no more. */
async function readPage(
  deps: BackupDeps,
  table: BackupTable,
  after: After,
  withItems: boolean,
): Promise<{ lines: string[]; last: After }> {
  // A page of articles may be short because they are long.
  if (table === ARTICLES) return toPage(await readArticles(deps, after), articleLine, 1)
  if (table === PARTNERS) return toPage(await readPartners(deps.db, after, withItems), partnerLine, table.page)
  return toPage(await readRows(deps.db, table, after), ({ row }) => rowLine(table, row), table.page)
}

const toPage = <T extends { after: (string | number)[] }>(rows: T[], line: (row: T) => string, whole: number) => ({
  lines: rows.map(line),
  last: rows.length < whole ? null : rows.at(-1)!.after,
})

export const formatPlace = (place: Place): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify([place.table, place.after])))

/** The place in an end line; null when it is none of ours. */
export function parsePlace(text: string): Place | null {
  try {
    const bytes = fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"))
    const [name, after] = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()))
    const table = BACKUP_TABLES.find((each) => each.name === name)
    const isKey = (cell: unknown) => typeof cell === "string" || Number.isSafeInteger(cell)
    const isPlace = after === null || (Array.isArray(after) && after.length === table?.key.length && after.every(isKey))
    return table && isPlace ? { table: name, after } : null
  } catch {
    return null
  }
}

/** The bytes of these pages, gzipped. Rejects when a store fails: who reads it sees no end line. */
export function gzipped(pages: AsyncIterable<Page>): ReadableStream<Uint8Array> {
  const iterator = pages[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  const plain = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { value, done } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value.text))
      },
      cancel: async () => void (await iterator.return?.()),
    },
    { highWaterMark: 0 },
  )
  return plain.pipeThrough(new CompressionStream("gzip"))
}
