/**
 * Claims the run of a daily task for a period, such as the day `2026-11-23`. Only one caller gets true. After a missed
 * tick, the next tick claims the run.
 */
export async function claimDailyRun(db: D1Database, name: string, period: string): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO chores (name, period) VALUES (?1, ?2)
       ON CONFLICT (name) DO UPDATE SET period = excluded.period WHERE chores.period IS NOT excluded.period`,
    )
    .bind(name, period)
    .run()
  return meta.changes === 1
}

/** The period of the last run. Null before the first. */
export const lastRun = (db: D1Database, name: string): Promise<string | null> =>
  db.prepare("SELECT period FROM chores WHERE name = ?1").bind(name).first<string>("period")

/** Returns a failed run, so that the next tick claims it again. */
export async function returnDailyRun(db: D1Database, name: string): Promise<void> {
  await db.prepare("DELETE FROM chores WHERE name = ?1").bind(name).run()
}
