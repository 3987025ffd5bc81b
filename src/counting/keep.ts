// Writes what the isolate has counted to D1, behind an answer: about once a minute, and soon after the last request.
// What was not written when an isolate dies is lost.
import { dayOf } from "../feeds/catalogue/period.ts"
import { log } from "../lib/text/log.ts"
import { MINUTE } from "../lib/text/time.ts"
import type { Services } from "../model/services.ts"
import { addReadersStatements, findDayKey, openDay } from "../store/audience.ts"
import { addCountersStatement } from "../store/counters.ts"
import { addSketches } from "./add-sketches.ts"

type Context = Pick<ExecutionContext, "waitUntil">
export type CountingDeps = Pick<Services, "db" | "now" | "tally">

/** Work behind an answer may last 30 s. */
const MAX_WAIT_MS = 25_000
/** A next write is planned so long after the last plan: every count is followed by a planned write. */
const MIN_PLAN_MS = 20_000

/** Plans a write behind this request, if one is due. `wait`: see pause(). */
export function keepCounts(deps: CountingDeps, context: Context, wait: (ms: number) => Promise<void>): void {
  const { tally } = deps
  const now = deps.now()
  if (tally.isEmpty || now < tally.plannedAt + MIN_PLAN_MS) return
  tally.plannedAt = now
  context.waitUntil(
    wait(MAX_WAIT_MS).then(() => {
      // A later one is planned, because there are more requests. It need not be now.
      if (tally.plannedAt !== now && deps.now() < tally.writtenAt + MINUTE) return
      return writeCounts(deps)
    }),
  )
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Writes the counts now. While D1 fails, they stay in memory. */
export async function writeCounts({ db, now, tally }: CountingDeps): Promise<void> {
  if (tally.isEmpty) return
  try {
    const today = dayOf(now())
    // It is asked for each time: when D1 fails here, nothing has been taken yet.
    const todaysKey = (await findDayKey(db, today)) ?? (await openDay(db, today, randomKey()))
    tally.dayKey ??= todaysKey
    // Readers belong to the day of the key that they are hashed with: just after midnight, to the day before.
    const { day } = tally.dayKey
    const { counters, readers, said } = tally.take()
    tally.dayKey = todaysKey
    tally.writtenAt = now()
    await db.batch([
      ...(counters.length ? [addCountersStatement(db, counters)] : []),
      ...(readers.length ? addReadersStatements(db, day, readers, said) : []),
    ])
    await addSketches(
      db,
      day,
      readers.flatMap(({ feed, file, sketch }) => (sketch === undefined ? [] : [{ feed, file, sketch }])),
    )
  } catch (error) {
    log("counts-not-written", { error })
  }
}

const randomKey = () => crypto.getRandomValues(new Uint8Array(16))
