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

export function report(verdicts: Verdict[], skipped: Skipped[], failed: Skipped[]): string {
  const rows = verdicts.map(({ reader, format, answers, sendsValidators, wrong, known }) => [
    reader,
    format,
    answers.map((statuses) => statuses.join("+") || "none").join(" "),
    sendsValidators ? "yes" : "no",
    wrong.length === 0 ? "right" : `**${wrong.length} wrong**`,
    [...new Set(known.map(({ fault }) => fault.kind))].join(", "),
  ])
  const met = new Set(verdicts.flatMap(({ known }) => known.map(({ limit }) => limit)))
  return [
    table(["reader", "format", "answers", "validators", "verdict", "known limits"], rows),
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

function inWords({ fault: { kind, story, detail }, visits }: Noted): string {
  return `${kind}${story ? `, ${story}` : ""}: ${detail.trim()} (visit ${visits.join(", ")})`
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n")
}
