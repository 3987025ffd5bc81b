import { dayOf } from "../feeds/catalogue/period.ts"
import { HOUR, MINUTE } from "../lib/text/time.ts"
import type { Article } from "../model/article.ts"
import { queueRender } from "../outbox/outbox.ts"
import { fileStatements, listUnfiled } from "../store/archive-pages.ts"
import { findArticles } from "../store/articles.ts"
import { isWhole, mendCellStatements } from "../store/cells.ts"
import { dateFacetsStatements } from "../store/facets.ts"
import { type Fault, forgetFaultsStatement, type KnownFault, listFaultsInTurn, noteFaults } from "../store/faults.ts"
import {
  copyRevisionStatements,
  listUncopied,
  putRevision,
  type RevisionKey,
  readCopies,
  readKvRevisions,
} from "../store/revisions.ts"
import type { NewsroomDeps } from "./deps.ts"

// Damage is visible in /health for this long before it is repaired.
const MIN_SHOWN_MS = HOUR
const MAX_FAULTS = 50
const MAX_COPIES = 200
const MAX_UNFILED = 50

/**
 * Restores these revisions in KV and in D1 from the other copy, or from `given`. It clears the fault of a revision that
 * is complete, and stores a fault for one without any copy. It queues renders of the restored articles and gives their
 * number.
 */
export async function mendRevisions(deps: NewsroomDeps, keys: RevisionKey[], given?: Article): Promise<number> {
  const inKv = await readKvRevisions(deps.articles, keys)
  const inD1 = await readCopies(deps.db, keys)
  const whole: RevisionKey[] = []
  const lost: RevisionKey[] = []
  let mended = 0
  for (const [i, key] of keys.entries()) {
    const article = inKv[i] ?? inD1[i] ?? given
    if (!article) lost.push(key)
    else if (inKv[i] && inD1[i]) whole.push(key)
    else {
      if (!inKv[i]) await putRevision(deps.articles, article, key.hash)
      await deps.db.batch(copyRevisionStatements(deps.db, article, key.hash))
      await queueRender(deps.renders, key.id)
      mended++
    }
  }
  if (whole.length) await forgetFaultsStatement(deps.db, whole.map(toFault)).run()
  await noteFaults(
    deps.db,
    lost.map(({ id, hash }): Fault => ({ place: "revision", id, hash, kind: "lost" })),
  )
  return mended
}

const toFault = ({ id }: { id: string }) => ({ place: "revision", id })

/**
 * Repairs faults an hour after they were found. Faults that are already repaired or gone are cleared at once. Each
 * minute takes another part of the faults, because those without any copy stay for ever.
 */
export async function mendFaults(deps: NewsroomDeps, now: number): Promise<void> {
  const faults = await listFaultsInTurn(deps.db, MAX_FAULTS, Math.floor(now / MINUTE))
  const isOld = ({ foundAt }: KnownFault) => foundAt <= now - MIN_SHOWN_MS
  await mendRevisionFaults(
    deps,
    faults.filter(({ place }) => place === "revision"),
    isOld,
  )
  for (const fault of faults.filter(({ place }) => place !== "revision")) {
    if (await isWhole(deps.db, fault)) await forgetFaultsStatement(deps.db, [fault]).run()
    else if (isOld(fault)) await deps.db.batch(mendCellStatements(deps.db, fault))
  }
}

async function mendRevisionFaults(
  deps: NewsroomDeps,
  faults: KnownFault[],
  isOld: (fault: KnownFault) => boolean,
): Promise<void> {
  if (!faults.length) return
  const ids = faults.map(({ id }) => id)
  const rows = (await findArticles(deps.db, ids)).filter(({ state }) => state !== "withdrawn")
  const [inKv, inD1] = [await readKvRevisions(deps.articles, rows), await readCopies(deps.db, rows)]
  const damaged = rows.filter((_, i) => !inKv[i] || !inD1[i])
  const still = new Set(damaged.map(({ id }) => id))
  const over = faults.filter(({ id }) => !still.has(id))
  if (over.length) await forgetFaultsStatement(deps.db, over).run()
  const old = new Set(faults.filter(isOld).map(({ id }) => id))
  await mendRevisions(
    deps,
    damaged.filter(({ id }) => old.has(id)),
  )
}

/** Files articles in archives that were stored before those had pages. Gives `more` when some are left. */
export async function fileOldArticles({ db }: Pick<NewsroomDeps, "db">): Promise<"done" | "more"> {
  const unfiled = await listUnfiled(db, MAX_UNFILED)
  const filed = unfiled.flatMap(({ id, publishedAt }) => fileStatements(db, id, dayOf(publishedAt)))
  await db.batch([...dateFacetsStatements(db), ...filed])
  return unfiled.length === MAX_UNFILED ? "more" : "done"
}

/** Copies revisions to D1 that were stored before second copies existed. Gives `more` when some are left. */
export async function copyOldRevisions(deps: NewsroomDeps): Promise<"done" | "more"> {
  const keys = await listUncopied(deps.db, MAX_COPIES)
  await mendRevisions(deps, keys)
  return keys.length === MAX_COPIES ? "more" : "done"
}
