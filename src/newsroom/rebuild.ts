import { WORDS_VERSION } from "../ranking/words/words.ts"
import { queueAllFeeds, queueAllPages } from "../rendering/requeue.ts"
import { allBoxesFellBehind } from "../store/boxes.ts"
import { claimDailyRun, lastRun } from "../store/daily-runs.ts"
import { rebuildDirectoryStatements } from "../store/directory.ts"
import {
  claimRebuild,
  endRebuild,
  findRebuild,
  type RebuildProgress,
  releaseRebuild,
  restartRebuild,
  saveRebuild,
  startRebuild,
} from "../store/rebuild.ts"
import { listRevisions } from "../store/revisions.ts"
import { indexPage } from "../store/search-index.ts"
import { recountPieces, startRecount } from "../store/word-counts.ts"
import type { NewsroomDeps } from "./deps.ts"
import { mendRevisions } from "./mend.ts"

// Rebuilds all derived data: revisions in KV from D1's copies and the other way round, the search index and its word
// counts, the directory, and all kept feeds.
// In: nothing but the stores. Out: the progress.
// It works in small pieces and stores its progress after each, so it can stop at any point. The clock continues it.

export interface RebuildReport {
  finished: boolean
  /** The number of things done so far, by step. */
  done: Record<string, number>
}

/** Does the next piece after `after`. `next` is the new `after`, or null when the step is done. */
type Step = (deps: NewsroomDeps, after: string, now: number) => Promise<{ count: number; next: string | null }>

const MAX_ARTICLES = 50
const MAX_ITEMS = 200
const MAX_WORD_PIECES = 8
/** The most pieces in one call. A Worker may send only so many requests to the stores in one invocation. */
const MAX_PIECES = 12

const STEPS: Record<string, Step> = {
  revisions: async (deps, after) => {
    const keys = await listRevisions(deps.db, after, MAX_ARTICLES)
    await mendRevisions(deps, keys)
    return { count: keys.length, next: keys.at(-1)?.id ?? null }
  },
  search: async ({ db }, after) => {
    // Each item replaces its own entry, so a search meanwhile finds as much as before.
    const page = await indexPage(db, Number(after) || -1, MAX_ITEMS)
    return { count: page?.count ?? 0, next: page ? String(page.last) : null }
  },
  words: async ({ db }, after, now) => {
    const next = await recountPieces(db, after || (await startRecount(db, now)), MAX_WORD_PIECES)
    return { count: next === null ? 1 : 0, next }
  },
  directory: async ({ db }) => {
    await db.batch(rebuildDirectoryStatements(db))
    return { count: 1, next: null }
  },
  feeds: async (deps, _, now) => {
    await allBoxesFellBehind(deps.db)
    await queueAllPages(deps, now)
    return { count: await queueAllFeeds(deps, true), next: null }
  },
}
const NAMES = Object.keys(STEPS)

/** Starts a rebuild, or continues the running one. Call it again until it is finished. The clock continues it too. */
export async function rebuild(deps: NewsroomDeps, now: number): Promise<RebuildReport> {
  await startRebuild(deps.db, NAMES[0]!)
  return (await continueRebuild(deps, now)) ?? { finished: false, done: (await findRebuild(deps.db))?.done ?? {} }
}

/** Starts a rebuild at its beginning, also when one runs: what it has done may be behind what was restored. */
export const rebuildAnew = ({ db }: Pick<NewsroomDeps, "db">): Promise<void> => restartRebuild(db, NAMES[0]!)

const WORDS = "words"

/**
 * Starts a rebuild with the search index after an upgrade to other words, which find nothing in an index of the old ones.
 * It waits for one that runs, since that may have passed the index already. A new newsroom has no old words.
 */
export async function reindexAfterUpgrade({ db }: Pick<NewsroomDeps, "db">): Promise<void> {
  const before = await lastRun(db, WORDS)
  if (before === WORDS_VERSION) return
  if (before !== null) {
    if (await findRebuild(db)) return
    await startRebuild(db, "search")
  }
  await claimDailyRun(db, WORDS, WORDS_VERSION)
}

/** Continues a running rebuild. Null when there is none, or when another call has claimed it. */
export async function continueRebuild(deps: NewsroomDeps, now: number): Promise<RebuildReport | null> {
  const claim = await claimRebuild(deps.db, now)
  if (!claim) return null
  // An unknown step comes from another release. The rebuild then starts again.
  let { progress } = claim
  if (!NAMES.includes(progress.step)) progress = { step: NAMES[0]!, after: "", done: {} }
  try {
    for (let piece = 0; piece < MAX_PIECES; piece++) {
      const { step, after, done }: RebuildProgress = progress
      const { count, next } = await STEPS[step]!(deps, after, now)
      const counted = { ...done, [step]: (done[step] ?? 0) + count }
      const following = next === null ? NAMES[NAMES.indexOf(step) + 1] : step
      if (following === undefined) return { finished: await endRebuild(deps.db, claim), done: counted }
      progress = { step: following, after: next ?? "", done: counted }
      if (!(await saveRebuild(deps.db, claim, progress))) break
    }
    return { finished: false, done: progress.done }
  } finally {
    await releaseRebuild(deps.db, claim)
  }
}
