import { HOUR } from "../lib/text/time.ts"
import type { Article } from "../model/article.ts"
import { requestRender } from "../outbox/outbox.ts"
import { findArticles } from "../store/articles.ts"
import { isWhole, mendCellStatements } from "../store/cells.ts"
import { type Fault, forgetFaultsStatement, listFaults, noteFaults } from "../store/faults.ts"
import {
  copyRevisionStatements,
  listUncopied,
  putRevision,
  type RevisionKey,
  readCopies,
  readKvRevisions,
} from "../store/revisions.ts"
import type { NewsroomDeps } from "./deps.ts"

// Damage stands for so long before it is mended by itself: whoever watches /health sees it.
const SHOWN_MS = HOUR
const MAX_FAULTS = 50
const MAX_COPIES = 200

/**
 * Makes each of these revisions stand in KV and in D1, from whichever has it, or from `given`. Asks for the feeds of what
 * was mended. What nobody has is noted. Gives how many were mended.
 */
export async function mendRevisions(deps: NewsroomDeps, keys: RevisionKey[], given?: Article): Promise<number> {
  const inKv = await readKvRevisions(deps.articles, keys)
  const inD1 = await readCopies(deps.db, keys)
  const whole: Fault[] = []
  const lost: Fault[] = []
  let mended = 0
  for (const [i, { id, hash }] of keys.entries()) {
    const fault = { place: "revision", id }
    const article = inKv[i] ?? inD1[i] ?? given
    if (!article) lost.push({ ...fault, kind: "lost" })
    else if (inKv[i] && inD1[i]) whole.push({ ...fault, kind: "copied" })
    else {
      if (!inKv[i]) await putRevision(deps.articles, article, hash)
      await deps.db.batch(copyRevisionStatements(deps.db, article, hash))
      await requestRender(deps.renders, id)
      mended++
    }
  }
  if (whole.length) await forgetFaultsStatement(deps.db, whole).run()
  await noteFaults(deps.db, lost)
  return mended
}

/** Mends what is noted as damaged, an hour after it was found; forgets at once what is whole again. */
export async function mendFaults(deps: NewsroomDeps, now: number): Promise<void> {
  const faults = await listFaults(deps.db, MAX_FAULTS)
  const old = faults.filter(({ foundAt }) => foundAt <= now - SHOWN_MS)
  const revisions = old.filter(({ place }) => place === "revision")
  if (revisions.length) {
    const rows = await findArticles(
      deps.db,
      revisions.map(({ id }) => id),
    )
    await mendRevisions(deps, rows)
  }
  for (const fault of faults.filter(({ place }) => place !== "revision")) {
    if (await isWhole(deps.db, fault)) await forgetFaultsStatement(deps.db, [fault]).run()
    else if (old.includes(fault)) await deps.db.batch(mendCellStatements(deps.db, fault))
  }
}

/** Copies to D1 what was stored before there were copies; `more` where some are left. */
export async function copyOldRevisions(deps: NewsroomDeps): Promise<"done" | "more"> {
  const keys = await listUncopied(deps.db, MAX_COPIES)
  await mendRevisions(deps, keys)
  return keys.length === MAX_COPIES ? "more" : "done"
}
