// What the reading-room has seen, as a Markdown table and a list. In: the verdicts. Out: text.

import type { Fault } from "./judge.ts"
import { LIMITS, type Limit } from "./known-limits.ts"
import type { Format } from "./reader.ts"

export interface Verdict {
  reader: string
  format: Format
  /** Statuses of the feed's answers, a list for each visit. */
  answers: number[][]
  sendsValidators: boolean
  wrong: Noted[]
  known: Noted[]
}

export interface Noted {
  fault: Fault
  /** The visits that showed it, from 1. */
  visits: number[]
  limit: Limit | null
}

export interface Skipped {
  reader: string
  why: string
}

const FORMATS: Format[] = ["rss", "atom", "json"]

export function report(verdicts: Verdict[], skipped: Skipped[], failed: Skipped[]): string {
  const rows = [...new Set(verdicts.map(({ reader }) => reader))].map((reader) => {
    const own = verdicts.filter((verdict) => verdict.reader === reader)
    const kinds = new Set(own.flatMap(({ known }) => known.map(({ fault }) => fault.kind)))
    return [
      reader,
      ...FORMATS.map((format) => cellOf(own.find((verdict) => verdict.format === format))),
      [...kinds].join(", "),
    ]
  })
  const met = new Set(verdicts.flatMap(({ known }) => known.map(({ limit }) => limit)))
  return [
    table(["reader", "RSS", "Atom", "JSON Feed", "known limits"], rows),
    ...LIMITS.filter((limit) => met.has(limit)).map(
      ({ readers, kind, reason }) => `- ${kind}, ${readers.join(", ")}: ${reason}`,
    ),
    ...skipped.map(({ reader, why }) => `- skipped: ${reader}: ${why}`),
    ...failed.map(({ reader, why }) => `- WRONG: ${reader} could not be set up: ${why}`),
    ...verdicts.flatMap(({ reader, format, wrong }) =>
      wrong.map((noted) => `- WRONG: ${reader}, ${format}, ${inWords(noted)}`),
    ),
  ].join("\n")
}

/** The answers of the visits, and the verdict. */
function cellOf(verdict?: Verdict): string {
  if (!verdict) return ""
  const { answers, sendsValidators, wrong } = verdict
  const statuses = answers.map((visit) => visit.join("+") || "none").join(" ")
  const asked = sendsValidators ? "" : ", sends no validators"
  return `${statuses}<br>${wrong.length === 0 ? "right" : `**${wrong.length} wrong**`}${asked}`
}

function inWords({ fault: { kind, story, detail }, visits }: Noted): string {
  return `${kind}${story ? `, ${story}` : ""}: ${detail.trim()} (visit ${visits.join(", ")})`
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n")
}
