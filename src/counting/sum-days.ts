// Sums who read which feed, once an hour. In: sketches, and what hosted readers said. Out: numbers. An hour after a day
// has ended its key, its sketches and what was said are thrown away. Safe to run twice.
import { dayOf } from "../feeds/catalogue/period.ts"
import { DAY, HOUR } from "../lib/text/time.ts"
import {
  closeDayStatements,
  countHostedStatement,
  countHubStatements,
  countSingleStatement,
  deleteAudienceBefore,
  listOpenDays,
  listSketches,
  MAX_AUDIENCE_DAYS,
} from "../store/audience.ts"
import { estimate } from "./sketch.ts"

const MAX_SKETCHES = 500
/** Isolates write within two minutes. */
const MAX_LATE_MS = HOUR

export async function sumAudienceDays(db: D1Database, now: number): Promise<void> {
  for (const day of await listOpenDays(db)) {
    await countSingle(db, day)
    await countHostedStatement(db, day).run()
    const isOver = day < dayOf(now - MAX_LATE_MS)
    // As they are at the end of the day: those of an older one are not known.
    if (day >= dayOf(now - DAY)) await db.batch(countHubStatements(db, day))
    if (isOver) await db.batch(closeDayStatements(db, day))
  }
  await deleteAudienceBefore(db, dayOf(now - MAX_AUDIENCE_DAYS * DAY))
}

async function countSingle(db: D1Database, day: string): Promise<void> {
  let after = { feed: "", file: "" }
  for (;;) {
    const sketches = await listSketches(db, day, after, MAX_SKETCHES)
    const counts = sketches.map(({ feed, file, sketch }) => ({ feed, file, subscribers: estimate(sketch) }))
    if (counts.length) await countSingleStatement(db, day, counts).run()
    if (sketches.length < MAX_SKETCHES) return
    after = sketches.at(-1)!
  }
}
