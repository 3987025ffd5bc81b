import type { Config } from "../../model/config.ts"
import { claimDailyRun, returnDailyRun } from "../../store/daily-runs.ts"
import { forgetSubscriptionsStatements } from "../../store/partner-subscriptions.ts"
import { secretMark } from "../../websub/callback.ts"

/**
 * Subscribes anew after KEY_SECRET changed: all callbacks were made from the old one, so we know none of them any more.
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
