import { facetsOf } from "../feeds/catalogue/feed-key.ts"
import { sha256Hex } from "../lib/crypto/hash.ts"
import { toRfc3339 } from "../lib/text/time.ts"
import { urlComparisonKey } from "../lib/url/resolve.ts"
import type { Article } from "../model/article.ts"
import type { ArticleDraft } from "../model/article-draft.ts"
import { requestRender } from "../outbox/outbox.ts"
import { type ArticleRow, findArticle, findIdByGuid, saveStatements } from "../store/articles.ts"
import { MAX_REVISION_BYTES, putRevision, readRevision, revisionBytes } from "../store/revisions.ts"
import { indexOwnStoryStatements } from "../store/search-index.ts"
import { giveUp } from "../store/unavailable.ts"
import { MAX_ATTEMPTS, tryBatch, type Write } from "../store/write.ts"
import { composeArticle } from "./compose.ts"
import type { NewsroomDeps } from "./deps.ts"
import { mendRevisions } from "./mend.ts"
import { changedInSubstance } from "./substance.ts"

export type PublishOutcome =
  | { outcome: "created" | "changed" | "unchanged"; article: Article; hash: string; scheduled: boolean }
  | PublishRefusal

export type PublishRefusal =
  | { outcome: "precondition-failed"; row: ArticleRow | null }
  | { outcome: "url-taken"; by: string }
  | { outcome: "too-large"; bytes: number }

/** A revision ready to write. Its `statements` make it current, or fail their batch: see tryBatch(). */
export interface ReadyRevision {
  outcome: "created" | "changed"
  article: Article
  hash: string
  scheduled: boolean
  statements: Write[]
}

/** Decides whether the revision with this hash may replace the current row (null: the id is new). */
export type Precondition = (row: ArticleRow | null, hash: string) => boolean

/**
 * Stores this draft as the article's current revision, and queues the render of its feeds. A second call with the same
 * draft gives `unchanged`.
 *
 * @example
 * const done = await publishArticle(services, "river-gauges-return", draft, services.now())
 * if (done.outcome === "created") console.log(done.article.guid)
 */
export async function publishArticle(
  deps: NewsroomDeps,
  id: string,
  draft: ArticleDraft,
  now: number,
  mayReplace: Precondition = () => true,
): Promise<PublishOutcome> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const ready = await prepareRevision(deps, id, draft, now, mayReplace)
    if (!("statements" in ready)) return ready
    const { statements, ...done } = ready
    await putRevision(deps.articles, done.article, done.hash)
    if (!(await tryBatch(deps.db, statements))) continue
    if (!done.scheduled) await requestRender(deps, id)
    return done
  }
  return giveUp(`article ${id}`)
}

/**
 * Prepares the revision of a draft, with the statements that would write it. Writes nothing, except a lost copy of an
 * unchanged article.
 */
export async function prepareRevision(
  deps: NewsroomDeps,
  id: string,
  draft: ArticleDraft,
  now: number,
  mayReplace: Precondition,
): Promise<ReadyRevision | PublishOutcome> {
  const row = await findArticle(deps.db, id)
  const article = composeArticle(id, draft, row, deps.config, now)
  const hash = await revisionHash(article)
  if (!mayReplace(row, hash)) return { outcome: "precondition-failed", row }
  if (row?.hash === hash) {
    const stored = { ...article, dateModified: toRfc3339(row.modifiedAt) }
    await mendRevisions(deps, [{ id, hash }], stored)
    return { outcome: "unchanged", article: stored, hash, scheduled: row.state === "scheduled" }
  }
  const bytes = revisionBytes(article)
  if (bytes > MAX_REVISION_BYTES) return { outcome: "too-large", bytes }
  const owner = row ? null : await findIdByGuid(deps.db, article.guid)
  if (owner) return { outcome: "url-taken", by: owner }
  const scheduled = Date.parse(article.datePublished) > now
  return {
    outcome: row && row.state !== "withdrawn" ? "changed" : "created",
    article,
    hash,
    scheduled,
    statements: [
      ...saveStatements(
        deps.db,
        {
          article,
          hash,
          state: scheduled ? "scheduled" : "live",
          urlKey: urlComparisonKey(article.url),
          facets: facetsOf(article),
          correctedAt: scheduled ? null : await correctedAt(deps, row, article, draft, now),
        },
        row?.hash ?? null,
      ),
      ...(scheduled ? [] : indexOwnStoryStatements(deps.db, article, now)),
    ],
  }
}

/**
 * When the article changed in substance: at its dateModified, but not in the future. Null when it did not, when it is new,
 * and when dateModified did not move. An article that comes back after a withdrawal did change.
 */
async function correctedAt(
  deps: NewsroomDeps,
  row: ArticleRow | null,
  article: Article,
  draft: ArticleDraft,
  now: number,
): Promise<number | null> {
  const modified = Date.parse(article.dateModified)
  if (!row || row.archivePage === null || modified <= row.modifiedAt) return null
  const before = row.state === "live" && draft.correction === undefined ? await readRevision(deps, row) : null
  const isCorrected = row.state === "withdrawn" || (draft.correction ?? (before && changedInSubstance(before, article)))
  return isCorrected ? Math.min(modified, now) : null
}

/**
 * The hash of the content, 32 hex digits. dateModified is not part of it, because it depends on whether the content
 * changed.
 */
async function revisionHash(article: Article): Promise<string> {
  return (await sha256Hex(JSON.stringify({ ...article, dateModified: null }))).slice(0, 32)
}
