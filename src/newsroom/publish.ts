import { facetsOf } from "../feeds/catalogue.ts"
import type { ArticleDraft } from "../feeds/json-item.ts"
import { sha256Hex } from "../lib/hash.ts"
import { slugOf } from "../lib/slug.ts"
import { canonicalKey } from "../lib/urls.ts"
import type { Article } from "../model/article.ts"
import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"
import {
  type ArticleRow,
  findArticle,
  findIdByGuid,
  getRevision,
  putRevision,
  saveStatements,
} from "../store/articles.ts"
import { archiveStatements } from "../store/search.ts"
import { composeArticle } from "./compose.ts"
import { requestRender } from "./outbox.ts"

export interface NewsroomDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
  renders: Pick<Queue<RenderJob>, "send">
}

export type PublishOutcome =
  | { outcome: "created" | "changed" | "unchanged"; article: Article; hash: string; scheduled: boolean }
  | { outcome: "precondition-failed"; row: ArticleRow | null }
  | { outcome: "url-taken"; by: string }

/** Tells whether what stands now (null: no article ever had this id) may be replaced by the revision of this hash. */
export type Precondition = (row: ArticleRow | null, hash: string) => boolean

// Each retry means that another write of the same article came in between.
const ATTEMPTS = 5

/** Stores this draft as the article's current revision. Safe to run twice: the second time it is `unchanged`. */
export async function publishArticle(
  deps: NewsroomDeps,
  id: string,
  draft: ArticleDraft,
  now: number,
  mayReplace: Precondition = () => true,
): Promise<PublishOutcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const row = await findArticle(deps.db, id)
    const article = composeArticle(id, draft, row, deps.config, now)
    const hash = await revisionHash(article)
    if (!mayReplace(row, hash)) return { outcome: "precondition-failed", row }
    const scheduled = Date.parse(article.datePublished) > now
    if (row?.hash === hash) {
      const stored = await getRevision(deps.articles, id, hash)
      return { outcome: "unchanged", article: stored, hash, scheduled: row.state === "scheduled" }
    }
    const owner = row ? null : await findIdByGuid(deps.db, article.guid)
    if (owner) return { outcome: "url-taken", by: owner }
    if (await save(deps, article, hash, row, scheduled, now)) {
      if (!scheduled) await requestRender(deps.renders, id)
      return { outcome: row && row.state !== "withdrawn" ? "changed" : "created", article, hash, scheduled }
    }
  }
  throw new Error(`article ${id} is being written by too many at once`)
}

/** Of the content alone: when it was modified follows from it. 32 hex digits. */
async function revisionHash(article: Article): Promise<string> {
  return (await sha256Hex(JSON.stringify({ ...article, dateModified: null }))).slice(0, 32)
}

async function save(
  { articles, db }: NewsroomDeps,
  article: Article,
  hash: string,
  row: ArticleRow | null,
  scheduled: boolean,
  now: number,
): Promise<boolean> {
  await putRevision(articles, article, hash)
  const saved = await db.batch([
    ...saveStatements(
      db,
      {
        article,
        hash,
        state: scheduled ? "scheduled" : "live",
        urlKey: canonicalKey(article.url),
        section: article.section ? slugOf(article.section) : null,
        facets: facetsOf(article),
        bytes: article.contentHtml.length,
      },
      row?.hash ?? null,
    ),
    ...(scheduled ? [] : archiveStatements(db, article, now)),
  ])
  return saved[0]?.meta.changes === 1
}
