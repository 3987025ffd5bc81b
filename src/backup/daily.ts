// Writes a back-up into the bucket each day, a part a tick.
// In: the time. Out: objects in the bucket; what was written is never in memory but for one part.
// A part is an object of its own, and a whole back-up of its rows: nothing is left half done when a tick is stopped.
import type { BackupBucket } from "../model/services.ts"
import { claimBackup, dropOldBackups, releaseBackup, savePart } from "../store/backups.ts"
import { type BackupDeps, formatPlace, gzipped, type Page, type Place, parsePlace, writeBackup } from "./write.ts"

/** A tick has other work. D1 takes 1,000 statements of it. */
const MAX_PAGES = 60
/** What a Worker holds gzipped. */
const MAX_CHARACTERS = 32 * 1024 * 1024
const MAX_KEPT = 30

/** Writes the next part of this day's back-up, if it is not finished. Safe to run twice. */
export async function backUpDaily(deps: BackupDeps & { backups?: BackupBucket }, now: number): Promise<void> {
  const { db, backups } = deps
  if (!backups) return
  const open = await claimBackup(db, new Date(now).toISOString().slice(0, 10), now)
  if (!open) return
  try {
    const options = { items: true, from: open.next === null ? null : parsePlace(open.next) }
    const part = await writePart(writeBackup(deps, { ...options, pages: MAX_PAGES, characters: MAX_CHARACTERS }, now))
    await savePart({ db, backups }, open, part, now)
    if (part.next === null) await dropOldBackups({ db, backups }, MAX_KEPT, now)
  } finally {
    await releaseBackup(db, open.name)
  }
}

async function writePart(pages: AsyncIterable<Page>): Promise<{ bytes: ArrayBuffer; next: string | null }> {
  let next: Place | null = null
  async function* noting() {
    for await (const page of pages) {
      next = page.next
      yield page
    }
  }
  const bytes = await new Response(gzipped(noting())).arrayBuffer()
  return { bytes, next: next && formatPlace(next) }
}
