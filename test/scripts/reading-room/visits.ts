// The five visits. In: readers at their seats, each with a feed behind a proxy of its own. Out: a verdict a seat.

import { type Fault, faultsOfAnswers, faultsOfEntries, hasValidator } from "./judge.ts"
import { findLimit } from "./known-limits.ts"
import { type Stage, VISITS } from "./newsroom.ts"
import type { Noted, Verdict } from "./report.ts"
import type { Seat } from "./seats.ts"

export async function holdVisits(seats: Seat[], newsroom: { next(): Promise<Stage> }): Promise<Verdict[]> {
  const verdicts = seats.map(
    ({ reader, format }): Verdict => ({ reader, format, answers: [], sendsValidators: false, wrong: [], known: [] }),
  )
  for (let visit = 0; visit < VISITS; visit++) {
    const stage = await newsroom.next()
    for (const [index, seat] of seats.entries()) {
      const verdict = verdicts[index]!
      const before = seat.proxy.exchanges.length
      const faults = await visitOnce(seat, stage)
      const exchanges = seat.proxy.exchanges.slice(before).filter(isOfFeed)
      faults.push(...faultsOfAnswers(exchanges, visit === VISITS - 1))
      verdict.answers.push(exchanges.map(({ status }) => status))
      verdict.sendsValidators ||= exchanges.some(hasValidator)
      note(verdict, visit + 1, faults)
    }
  }
  return verdicts
}

async function visitOnce({ subscription }: Seat, stage: Stage): Promise<Fault[]> {
  try {
    return faultsOfEntries(stage, await subscription.visit())
  } catch (error) {
    return [{ kind: "visit", detail: error instanceof Error ? error.message : String(error) }]
  }
}

/** A fault that stays is noted once, with the visits that showed it. */
function note({ reader, format, wrong, known }: Verdict, visit: number, faults: Fault[]): void {
  for (const fault of faults) {
    const limit = findLimit(reader, format, fault)
    const noted: Noted[] = limit ? known : wrong
    const isSame = ({ kind, story, detail }: Fault) =>
      kind === fault.kind && story === fault.story && detail === fault.detail
    const same = noted.find((other) => isSame(other.fault))
    if (same) same.visits.push(visit)
    else noted.push({ fault, visits: [visit], limit })
  }
}

/** Readers also ask for icons. */
const isOfFeed = ({ path }: { path: string }) => /\/(?:rss\.xml|atom\.xml|feed\.json)$/.test(path)
