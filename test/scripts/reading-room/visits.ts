// The five visits. In: readers at their seats, each with a feed behind a proxy of its own. Out: a verdict a seat.

import { type Fault, faultsOfAnswers, faultsOfEntries, hasValidator } from "./judge.ts"
import { findLimit } from "./known-limits.ts"
import { type Stage, VISITS } from "./newsroom.ts"
import type { Verdict } from "./report.ts"
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
      note(verdict, stage, faults)
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

/** A fault that stays is noted at the visit that shows it first. */
function note({ reader, format, wrong, known }: Verdict, { what }: Stage, faults: Fault[]): void {
  for (const fault of faults) {
    const isSame = (other: Fault) =>
      other.kind === fault.kind && other.story === fault.story && other.detail.endsWith(`: ${fault.detail}`)
    const noted = { ...fault, detail: `${what}: ${fault.detail}` }
    const limit = findLimit(reader, format, fault)
    if (limit && !known.some((one) => isSame(one.fault))) known.push({ fault: noted, reason: limit.reason })
    if (!limit && !wrong.some(isSame)) wrong.push(noted)
  }
}

/** Readers also ask for icons. */
const isOfFeed = ({ path }: { path: string }) => /\/(?:rss\.xml|atom\.xml|feed\.json)$/.test(path)
