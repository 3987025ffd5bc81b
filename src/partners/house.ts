import type { ArticleDraft } from "../feeds/json-item.ts"
import { sha256Base64Url, sha256Hex } from "../lib/hash.ts"
import { parseLanguage } from "../lib/language.ts"
import { slugOf } from "../lib/slug.ts"
import { toRfc3339 } from "../lib/time.ts"
import type { ParsedFeed } from "../model/feed.ts"
import type { Partner } from "../model/partner.ts"
import { nudgeOutbox, requestRender } from "../newsroom/outbox.ts"
import { type Precondition, type PublishOutcome, prepareRevision, type ReadyRevision } from "../newsroom/publish.ts"
import { withdrawalStatements } from "../newsroom/withdraw.ts"
import { findArticles, isOutrun } from "../store/articles.ts"
import { type HouseItem, listHouseItems, saveHouseItems } from "../store/house.ts"
import type { PartnerRow } from "../store/partners.ts"
import { putRevision } from "../store/revisions.ts"
import { giveUp, MAX_ATTEMPTS } from "../store/unavailable.ts"
import { type Counts, toCounts } from "./counts.ts"
import { takenBack, toRejected } from "./diff.ts"
import type { Draft, Drafts } from "./drafts.ts"
import { identify } from "./identify.ts"
import type { IngestDeps, Ingested, IngestOptions } from "./ingest.ts"
import { categorise } from "./sections.ts"
import { readTakedowns, sharedGuids } from "./takedowns.ts"

const MOST_CHECKS = 5

/** What a document of the newsroom's own CMS changes, before anything of it is written. */
interface HousePlan {
  counts: Counts
  revisions: ReadyRevision[]
  /** Ids of articles to withdraw. */
  withdrawn: string[]
  saved: HouseItem[]
  /** When the new posts were published, ms since 1970. */
  arrivals: number[]
  /** Ids of what the document shows. */
  offered: string[]
}

/**
 * Makes our articles agree with a document of the newsroom's own CMS: entries are published, changed and withdrawn as
 * articles whose canonical URL is the CMS's page. An article that an editor withdrew here is left alone. All of it is
 * written in one batch, with the statements that `also` makes of the result.
 */
export async function ingestHouse(
  deps: IngestDeps,
  { partner }: PartnerRow,
  feed: ParsedFeed,
  drafts: Drafts,
  options: IngestOptions,
  also: (done: Ingested) => D1PreparedStatement[],
): Promise<Counts> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const plan = await planHouse(deps, partner, feed, drafts, options)
    for (const { article, hash } of plan.revisions) await putRevision(deps.articles, article, hash)
    const rows = await findArticles(deps.db, plan.withdrawn)
    const statements = [
      ...plan.revisions.flatMap((revision) => revision.statements),
      ...rows
        .filter(({ state }) => state !== "withdrawn")
        .flatMap((row) => withdrawalStatements(deps.db, row, options.now, "partner")),
      ...saveHouseItems(deps.db, partner.id, plan.saved),
      ...also(plan),
    ]
    try {
      if (statements.length) await deps.db.batch(statements)
    } catch (error) {
      if (isOutrun(error)) continue
      throw error
    }
    const released = plan.revisions.filter(({ scheduled }) => !scheduled).map(({ article }) => article.id)
    for (const id of [...released, ...plan.withdrawn]) await requestRender(deps.renders, id)
    if (plan.withdrawn.length) await nudgeOutbox(deps)
    return plan.counts
  }
  return giveUp(`partner ${partner.id}`)
}

async function planHouse(
  deps: IngestDeps,
  partner: Partner,
  feed: ParsedFeed,
  { drafts, rejected, withdrawnKeys }: Drafts,
  { now, revives, isGone }: IngestOptions,
): Promise<HousePlan> {
  const known = await listHouseItems(deps.db, partner.id)
  const found = identify(
    known,
    drafts.map(({ candidate }) => candidate),
  )
  const back = new Set(takenBack(known, withdrawnKeys))
  if (isGone) for (const id of await vanished(known, found, drafts, isGone)) back.add(id)
  const takedowns = await readTakedowns(deps.db, partner, now)
  const free = sharedGuids(drafts, found, known, takedowns)
  const counts = { created: 0, updated: 0, unchanged: 0, withdrawn: 0 }
  const refused = [...rejected]
  const plan = {
    revisions: [] as ReadyRevision[],
    withdrawn: [] as string[],
    saved: [] as HouseItem[],
    arrivals: [] as number[],
    offered: [] as string[],
  }
  const planned = { ids: new Set<string>(), guids: new Set<string>() }
  for (const [i, draft] of drafts.entries()) {
    const held = found[i] ?? null
    if (held && back.has(held.id)) continue
    if (held && takedowns.has(held.id)) {
      refused.push(toRejected(draft, WITHDRAWN_HERE))
      continue
    }
    if (held && held.hash === draft.hash && !(held.state === "withdrawn" && revives)) {
      counts.unchanged++
      plan.offered.push(held.id)
      continue
    }
    const copy = takedowns.whyRefused(draft, free)
    const article = copy === null ? toArticleDraft(draft, feed, deps.config.sectionMap, partner.language) : null
    const done = article && (await prepare(deps, draft, held, article, planned, now))
    if (!done || !("article" in done)) {
      refused.push(toRejected(draft, copy ?? whyRefused(done)))
      continue
    }
    if ("statements" in done) plan.revisions.push(done)
    planned.ids.add(done.article.id)
    planned.guids.add(done.article.guid)
    if (!held) plan.arrivals.push(draft.publishedAt)
    counts[held ? "updated" : "created"]++
    const item = await toHouseItem(partner.id, draft, held, done.article.id)
    plan.saved.push(item)
    plan.offered.push(item.id)
  }
  for (const item of known.filter(({ id, state }) => back.has(id) && state === "live")) {
    counts.withdrawn++
    plan.withdrawn.push(item.articleId)
    plan.saved.push({ ...item, state: "withdrawn" })
  }
  return { ...plan, counts: toCounts(counts, refused) }
}

const WITHDRAWN_HERE = "was withdrawn by an editor"

function whyRefused(refusal: PublishOutcome | null): string {
  switch (refusal?.outcome) {
    case undefined:
      return "has no content"
    case "too-large":
      return "is too large to be stored"
    case "url-taken":
      return `has the address of ${refusal.by}`
    default:
      return WITHDRAWN_HERE
  }
}

/**
 * Ids of posts that left the feed though older ones still stand in it, and whose pages are gone: a CMS deletes without a
 * word. A few a poll.
 */
async function vanished(
  known: HouseItem[],
  found: (HouseItem | null)[],
  drafts: Draft[],
  isGone: (url: string) => Promise<boolean>,
): Promise<string[]> {
  const oldest = drafts.reduce((time, { publishedAt }) => Math.min(time, publishedAt), Number.MAX_SAFE_INTEGER)
  const shown = new Set(found)
  const missing = known.filter((item) => item.state === "live" && item.publishedAt > oldest && !shown.has(item))
  const gone: string[] = []
  for (const { id, url } of missing.slice(-MOST_CHECKS)) if (await isGone(url)) gone.push(id)
  return gone
}

/** Prepares the article under its id, or under a free one made from the title; `planned` are taken by this document. */
async function prepare(
  deps: IngestDeps,
  { item, urlKey }: Draft,
  held: HouseItem | null,
  article: ArticleDraft,
  planned: { ids: ReadonlySet<string>; guids: ReadonlySet<string> },
  now: number,
): Promise<ReadyRevision | PublishOutcome> {
  const under = (id: string, mayReplace: Precondition) => prepareRevision(deps, id, article, now, mayReplace)
  if (held) {
    const mayReturn = held.state === "withdrawn"
    return under(held.articleId, (row) => row?.state !== "withdrawn" || mayReturn)
  }
  if (planned.guids.has(item.url)) return { outcome: "url-taken", by: "an entry before it" }
  const [plain, marked] = await articleIds(item.title, urlKey)
  const isFree = (id: string) => (row: unknown) => row === null && !planned.ids.has(id)
  let done = await under(plain, isFree(plain))
  if (done.outcome === "precondition-failed") done = await under(marked, isFree(marked))
  // Published before by an editor.
  if (done.outcome === "url-taken") done = await under(done.by, (row) => row?.state !== "withdrawn")
  return done
}

async function articleIds(title: string, urlKey: string): Promise<[plain: string, marked: string]> {
  const mark = (await sha256Hex(urlKey)).slice(0, 8)
  const latin = slugOf(title.normalize("NFKD").replace(/\p{M}/gu, ""))
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 90)
    .replace(/^-+|-+$/g, "")
  return latin ? [latin, `${latin}-${mark}`] : [`article-${mark}`, `article-${mark}-2`]
}

function toArticleDraft(
  { item, publishedAt }: Draft,
  feed: ParsedFeed,
  sectionMap: Record<string, string>,
  language: string | undefined,
): ArticleDraft | null {
  const { url, title, contentHtml, summary, image, authors, attachments, dateModified } = item
  if (!contentHtml && !summary) return null
  const { tags, section } = categorise(item.tags, sectionMap)
  return {
    title,
    url,
    contentHtml,
    contentText: contentHtml ? undefined : summary,
    summary,
    image,
    authors: authors.length ? authors : feed.authors,
    tags,
    section: item.section ?? section,
    language: parseLanguage(item.language ?? feed.language ?? language ?? "") ?? undefined,
    attachments,
    datePublished: toRfc3339(publishedAt),
    dateModified,
  }
}

async function toHouseItem(
  partnerId: string,
  draft: Draft,
  held: HouseItem | null,
  articleId: string,
): Promise<HouseItem> {
  const { item, candidate, urlKey, titleKey, publishedAt, hash } = draft
  const id = held?.id ?? (await sha256Base64Url(JSON.stringify([partnerId, articleId]))).slice(0, 22)
  return {
    id,
    guid: candidate.guid,
    url: item.url,
    urlKey,
    titleKey,
    publishedAt: held?.publishedAt ?? publishedAt,
    hash,
    articleId,
    state: "live",
  }
}
