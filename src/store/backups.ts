import { DAY, MINUTE } from "../lib/text/time.ts"
import type { BackupBucket } from "../model/services.ts"

// The daily back-ups. The bucket has the parts, D1 how far each has come.
// R2 `check-also/<day>/<part>.jsonl.gz`, e.g. `check-also/2026-11-23/001.jsonl.gz`: a part, which is a back-up by itself.

const ROOT = "check-also/"
const partKey = (name: string, part: number) => `${ROOT}${name}/${String(part).padStart(3, "0")}.jsonl.gz`

/** A back-up that is being written. */
export interface OpenBackup {
  /** The day, `2026-11-23`. */
  name: string
  /** Parts that are written. */
  parts: number
  /** Where the next part begins; null: at the beginning. */
  next: string | null
}

// An older claim belongs to a crashed tick.
const MAX_CLAIM_MS = 10 * MINUTE

/** Begins the back-up of this day, or goes on with it. Null: it is finished, or another tick writes it. */
export async function claimBackup(db: D1Database, name: string, now: number): Promise<OpenBackup | null> {
  return db
    .prepare(
      `INSERT INTO backups (name, begun_at, busy_until) VALUES (?1, ?2, ?3)
       ON CONFLICT (name) DO UPDATE SET busy_until = excluded.busy_until WHERE finished_at IS NULL AND busy_until <= ?2
       RETURNING name, parts, next`,
    )
    .bind(name, now, now + MAX_CLAIM_MS)
    .first<OpenBackup>()
}

export async function releaseBackup(db: D1Database, name: string): Promise<void> {
  await db.prepare("UPDATE backups SET busy_until = 0 WHERE name = ?1").bind(name).run()
}

/** Writes a part. `next` is null when it is the last one. Writing it twice does no harm. */
export async function savePart(
  { db, backups }: { db: D1Database; backups: BackupBucket },
  { name, parts }: OpenBackup,
  part: { bytes: ArrayBuffer; next: string | null },
  now: number,
): Promise<void> {
  await backups.put(partKey(name, parts + 1), part.bytes, { httpMetadata: { contentType: "application/gzip" } })
  await db
    .prepare(
      `UPDATE backups SET parts = ?2, bytes = bytes + ?3, next = ?4, finished_at = iif(?4 IS NULL, ?5, NULL)
       WHERE name = ?1`,
    )
    .bind(name, parts + 1, part.bytes.byteLength, part.next, now)
    .run()
}

/** How long ago the last back-up was finished; before the first, how long ago it was begun. Null: none was begun. */
export async function backupAge(db: D1Database, now: number): Promise<number | null> {
  const at = await db.prepare("SELECT coalesce(max(finished_at), min(begun_at)) AS at FROM backups").first<number>("at")
  return at === null ? null : now - at
}

/** Deletes all but the newest `kept` back-ups from the bucket, by its own list: D1 may have been restored. */
export async function dropOldBackups(
  { db, backups }: { db: D1Database; backups: BackupBucket },
  kept: number,
  now: number,
): Promise<void> {
  const days = await listAll(backups, { prefix: ROOT, delimiter: "/" })
  const old = days.folders
    .filter((folder) => /\/\d{4}-\d\d-\d\d\/$/.test(folder))
    .sort()
    .slice(0, -kept)
  for (const prefix of old) {
    const { keys } = await listAll(backups, { prefix })
    if (keys.length) await backups.delete(keys)
  }
  await db
    .prepare("DELETE FROM backups WHERE begun_at < ?1")
    .bind(now - (kept + 1) * DAY)
    .run()
}

async function listAll(backups: BackupBucket, options: R2ListOptions): Promise<{ keys: string[]; folders: string[] }> {
  const keys: string[] = []
  const folders: string[] = []
  let cursor: string | undefined
  do {
    const page = await backups.list({ ...options, cursor })
    keys.push(...page.objects.map(({ key }) => key))
    folders.push(...page.delimitedPrefixes)
    cursor = page.truncated ? page.cursor : undefined
  } while (cursor)
  return { keys, folders }
}
