import { facetsOf } from "../feeds/catalogue.ts"
import type { ArticleDraft } from "../feeds/json-item.ts"
import { sha256Hex } from "../lib/hash.ts"
import { slugOf } from "../lib/slug.ts"
import { toRfc3339 } from "../lib/time.ts"
import { canonicalKey } from "../lib/urls.ts"
import type { Article } from "../model/article.ts"
import { type ArticleRow, findArticle, findIdByGuid, isOutrun, saveStatements } from "../store/articles.ts"
import { MAX_REVISION_BYTES, putRevision, revisionBytes } from "../store/revisions.ts"
import { archiveStatements } from "../store/search.ts"
import { giveUp, MAX_ATTEMPTS } from "../store/unavailable.ts"
import { composeArticle } from "./compose.ts"
import type { NewsroomDeps } from "./deps.ts"
import { mendRevisions } from "./mend.ts"
import { requestRender } from "./outbox.ts"

export type PublishOutcome =
  | { outcome: "created" | "changed" | "unchanged"; article: Article; hash: string; scheduled: boolean }
  | PublishRefusal

export type PublishRefusal =
  | { outcome: "precondition-failed"; row: ArticleRow | null }
  | { outcome: "url-taken"; by: string }
  | { outcome: "too-large"; bytes: number }

/** A revision that is ready to be written. `statements` make it current, or fail their whole batch: see isOutrun(). */
export interface ReadyRevision {
  outcome: "created" | "changed"
  article: Article
  hash: string
  scheduled: boolean
  statements: D1PreparedStatement[]
}

/** Tells whether what stands now (null: no article ever had this id) may be replaced by the revision of this hash. */
export type Precondition = (row: ArticleRow | null, hash: string) => boolean

/** Stores this draft as the article's current revision. Safe to run twice: the second time it is `unchanged`. */
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
    try {
      await deps.db.batch(statements)
    } catch (error) {
      if (isOutrun(error)) continue
      throw error
    }
    if (!done.scheduled) await requestRender(deps.renders, id)
    return done
  }
  return giveUp(`article ${id}`)
}

/**
 * What this draft comes to, with the statements that would write it; nothing is written yet, but for a copy that an
 * unchanged article has lost.
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
          urlKey: canonicalKey(article.url),
          section: article.section ? slugOf(article.section) : null,
          facets: facetsOf(article),
        },
        row?.hash ?? null,
      ),
      ...(scheduled ? [] : archiveStatements(deps.db, article, now)),
    ],
  }
}

/** Of the content alone: when it was modified follows from it. 32 hex digits. */
async function revisionHash(article: Article): Promise<string> {
  return (await sha256Hex(JSON.stringify({ ...article, dateModified: null }))).slice(0, 32)
}
