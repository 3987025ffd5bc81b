/**
 * Lets time pass for the subscribers of a Worker whose clock nobody can move: what it noted of them, it now noted so much
 * earlier.
 */
export async function elapse(db: Pick<D1Database, "batch" | "prepare">, milliseconds: number): Promise<void> {
  const earlier = (...columns: string[]) => columns.map((column) => `${column} = ${column} - ?1`).join(", ")
  await db.batch([
    db
      .prepare(
        `UPDATE subscribers SET ${earlier("asked_at", "lease_expires_at", "claimed_until", "retry_at", "failing_since")}`,
      )
      .bind(milliseconds),
    db.prepare(`UPDATE snapshots SET ${earlier("fan_out_at")}`).bind(milliseconds),
  ])
}
