// What the reading-room has seen, as a Markdown table and a list. In: the verdicts. Out: text.

import type { Fault } from "./judge.ts"
import { LIMITS } from "./known-limits.ts"
import type { Format } from "./reader.ts"

export interface Verdict {
  reader: string
  format: Format
  /** Statuses of the feed's answers, a list for each visit. */
  answers: number[][]
  sendsValidators: boolean
  wrong: Fault[]
  known: { fault: Fault; reason: string }[]
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
  const reasons = LIMITS.filter(({ reason }) =>
    verdicts.some(({ known }) => known.some((one) => one.reason === reason)),
  )
  return [
    table(["reader", "format", "answers", "validators", "verdict", "known limits"], rows),
    ...reasons.map(({ readers, kind, reason }) => `- ${kind}, ${readers.join(", ")}: ${reason}`),
    ...skipped.map(({ reader, why }) => `- skipped: ${reader}: ${why}`),
    ...failed.map(({ reader, why }) => `- WRONG: ${reader} could not be set up: ${why}`),
    ...verdicts.flatMap(({ reader, format, wrong }) =>
      wrong.map(
        ({ kind, story, detail }) => `- WRONG: ${reader}, ${format}, ${kind}${story ? `, ${story}` : ""}: ${detail}`,
      ),
    ),
  ].join("\n")
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n")
}
