/**
 * Takes a chore for a period (e.g. the day `2026-11-23`): true for the one caller that is to do it. A tick that was missed
 * is made up for by the next one, whenever that is.
 */
export async function claimChore(db: D1Database, name: string, period: string): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO chores (name, period) VALUES (?1, ?2)
       ON CONFLICT (name) DO UPDATE SET period = excluded.period WHERE chores.period IS NOT excluded.period`,
    )
    .bind(name, period)
    .run()
  return meta.changes === 1
}

/** Gives a chore back after it failed, so that the next tick takes it again. */
export async function returnChore(db: D1Database, name: string): Promise<void> {
  await db.prepare("DELETE FROM chores WHERE name = ?1").bind(name).run()
}
