// Compares headlines, to find a rerun where the text is too short to show it.
// In: a headline, its publisher's name and its address. Out: its letters and digits alone.
import { fold } from "./words/fold.ts"

const lettersOf = (text: string) => fold(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, "")

/** What agencies put before a headline that they send again. */
const WIRE_MARK = /^(?:UPDATE|WRAPUP|RPT|CORRECTED|REFILE)(?: \d+)?-\s?(?=\S)/
const LAST_PART = /\s[-–—|]\s*([^|–—]+)$/u

/**
 * The letters and digits of a headline, folded. Reruns have the same. The publisher's name or site at its end, such as
 * "- The Herald" or "| herald.example", and an agency's mark at its beginning, such as "UPDATE 1-", are not part of it.
 */
export function headlineKey(title: string, publisher = "", url = ""): string {
  const own = title.trim().replace(WIRE_MARK, "")
  const last = LAST_PART.exec(own)
  if (!last) return lettersOf(own)
  const name = lettersOf(last[1]!)
  const names = [lettersOf(publisher), lettersOf(hostOf(url))]
  return lettersOf(name !== "" && names.includes(name) ? own.slice(0, last.index) : own)
}

const hostOf = (url: string) => (URL.parse(url)?.hostname ?? "").replace(/^www\./, "")
