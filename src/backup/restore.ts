// Restores a back-up, or any part of one that begins with its header line.
// In: lines. Out: rows in D1, and what became of the lines. It is safe to run twice. A bad line stops no other.
// The last line begins a rebuild, which makes all that follows from the rows.
import type { Config } from "../model/config.ts"
import { rebuildAnew } from "../newsroom/rebuild.ts"
import { Batch } from "./batch.ts"
import { type Header, type Line, parseLine, VERSION } from "./line.ts"
import type { ReadLine } from "./read-lines.ts"

export interface RestoreDeps {
  db: D1Database
  config: Config
}

export interface RestoreReport {
  /** The end line was read: the rebuild has begun. */
  finished: boolean
  /** The number of the line to go on with, after the header. Only when not all lines were taken. */
  nextLine?: number
  /** Where the back-up goes on, if this file is a part of one. */
  next?: string
  tables: Record<string, { lines: number; written: number; kept: number }>
  /** The first of the lines that could not be used. */
  wrong: { line: number; reason: string }[]
  wrongTotal: number
  /** Why rows of some tables were left out as a whole. */
  leftOut: Record<string, string>
}

export type RestoreOutcome =
  | { outcome: "restored"; report: RestoreReport }
  | { outcome: "no-backup" | "unknown-version"; detail: string }

const MAX_WRONG = 100
/** D1 takes 1,000 statements of one request, and a batch has up to 50. */
const MAX_STATEMENTS = 900

/** Restores lines until the end line, or until one request has done enough. */
export async function restore(
  deps: RestoreDeps,
  lines: AsyncIterable<ReadLine>,
  { replace, now }: { replace: boolean; now: number },
): Promise<RestoreOutcome> {
  const report: RestoreReport = { finished: false, tables: {}, wrong: [], wrongTotal: 0, leftOut: {} }
  const refuse = (line: number, reason: string) => {
    report.wrongTotal++
    if (report.wrong.length < MAX_WRONG) report.wrong.push({ line, reason })
  }
  const count = (table: string, counts: { lines?: number; written?: number; kept?: number }) => {
    const { lines = 0, written = 0, kept = 0 } = report.tables[table] ?? {}
    report.tables[table] = {
      lines: lines + (counts.lines ?? 0),
      written: written + (counts.written ?? 0),
      kept: kept + (counts.kept ?? 0),
    }
  }
  const batch = new Batch(deps.db, { replace, now, refuse, count })
  let header: Header | null = null
  for await (const read of lines) {
    const line: Line = "trouble" in read ? { kind: "wrong", reason: read.trouble } : parseLine(read.text)
    if (line.kind === "header") {
      if (line.header.check_also_backup !== VERSION) return { outcome: "unknown-version", detail: unknown(line.header) }
      header ??= line.header
    } else if (!header) {
      return { outcome: "no-backup", detail: `Line ${read.number} must be the header of a back-up.` }
    } else if (line.kind === "wrong") {
      refuse(read.number, line.reason)
    } else if (line.kind === "end") {
      report.finished = true
      if (line.next !== null) report.next = line.next
      break
    } else {
      if (!batch.hasRoomFor(line)) {
        await batch.write()
        if (batch.statements > MAX_STATEMENTS) {
          report.nextLine = read.number
          break
        }
      }
      const { name } = line.table
      const reason = foreignReason(name, header, deps.config)
      if (reason) {
        report.leftOut[name] = reason
        count(name, { lines: 1, kept: 1 })
      } else {
        count(name, { lines: 1 })
        batch.add(line, read)
      }
    }
  }
  if (!header) return { outcome: "no-backup", detail: "It has no line." }
  await batch.write()
  if (report.finished && report.next === undefined) await rebuildAnew(deps)
  return { outcome: "restored", report }
}

const unknown = ({ check_also_backup }: Header) =>
  `It is a back-up of version ${check_also_backup}. This release reads version ${VERSION} alone.`

/** Subscribers asked for the feeds of one address. They know no other. */
function foreignReason(table: string, { site_url }: Header, { publication }: Config): string | null {
  if (table !== "subscribers" || site_url === publication.siteUrl) return null
  return `they subscribed at ${site_url}, and this is ${publication.siteUrl}`
}
