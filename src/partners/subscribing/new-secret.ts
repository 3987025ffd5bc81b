import type { Config } from "../../model/config.ts"
import { claimDailyRun, returnDailyRun } from "../../store/daily-runs.ts"
import { forgetSubscriptionsStatements } from "../../store/partner-subscriptions.ts"
import { secretMark } from "../../websub/callback.ts"

/**
 * Subscribes anew when a KEY_SECRET is not known any more: callbacks may be made from it, and we know none of them.
 * The hubs' old leases end by themselves.
 */
export async function followNewSecret({ db, config }: { db: D1Database; config: Config }, now: number): Promise<void> {
  if (!(await claimDailyRun(db, "callbacks", await secretMark(config)))) return
  try {
    await db.batch(forgetSubscriptionsStatements(db, now))
  } catch (error) {
    await returnDailyRun(db, "callbacks")
    throw error
  }
}
