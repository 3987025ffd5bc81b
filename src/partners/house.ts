import type { ArticleDraft } from "../feeds/json-item.ts"
import { sha256Base64Url, sha256Hex } from "../lib/hash.ts"
import { parseLanguage } from "../lib/language.ts"
import { slugOf } from "../lib/slug.ts"
import type { ParsedFeed } from "../model/feed.ts"
import { type PublishOutcome, publishArticle } from "../newsroom/publish.ts"
import { withdrawArticle } from "../newsroom/withdraw.ts"
import { type HouseItem, listHouseItems, saveHouseItems } from "../store/house.ts"
import type { PartnerRow } from "../store/partners.ts"
import { takenBack } from "./diff.ts"
import type { Draft, Drafts } from "./drafts.ts"
import { identify } from "./identify.ts"
import type { Counts, IngestDeps, Ingested, IngestOptions } from "./ingest.ts"
import { categorise } from "./sections.ts"

const MOST_CHECKS = 5

/**
 * Makes our articles agree with a document of the newsroom's own CMS: entries are published, changed and withdrawn as
 * articles whose canonical URL is the CMS's page. An article that an editor withdrew here is left alone. Each step can
 * run twice: what was published before a crash is found by its URL.
 */
export async function ingestHouse(
  deps: IngestDeps,
  { partner }: PartnerRow,
  feed: ParsedFeed,
  { drafts, rejected, withdrawnKeys }: Drafts,
  { now, revives, isGone }: IngestOptions,
  also: (done: Ingested) => D1PreparedStatement[],
): Promise<Counts> {
  const known = await listHouseItems(deps.db, partner.id)
  const found = identify(
    known,
    drafts.map(({ candidate }) => candidate),
  )
  const back = new Set(takenBack(known, withdrawnKeys))
  if (isGone) for (const id of await vanished(known, found, drafts, isGone)) back.add(id)
  const counts: Counts = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, rejected: [...rejected] }
  const saved: HouseItem[] = []
  const arrivals: number[] = []
  const offered: string[] = []
  for (const [i, draft] of drafts.entries()) {
    const held = found[i] ?? null
    if (held && (back.has(held.id) || (held.hash === draft.hash && !(held.state === "withdrawn" && revives)))) {
      if (!back.has(held.id)) {
        counts.unchanged++
        offered.push(held.id)
      }
      continue
    }
    const article = toArticleDraft(draft, feed, deps.config.sectionMap, partner.language)
    const done = article && (await publish(deps, draft, held, article, now))
    if (!done || !("article" in done)) {
      const reason = article ? "was withdrawn by an editor" : "has no content"
      counts.rejected.push({ index: draft.index, ...(draft.item.guid ? { guid: draft.item.guid } : {}), reason })
      continue
    }
    if (!held) arrivals.push(draft.publishedAt)
    counts[held ? "updated" : "created"]++
    const item = await toHouseItem(partner.id, draft, held, done.article.id)
    saved.push(item)
    offered.push(item.id)
  }
  for (const item of known.filter(({ id, state }) => back.has(id) && state === "live")) {
    await withdrawArticle(deps, item.articleId, now)
    counts.withdrawn++
    saved.push({ ...item, state: "withdrawn" })
  }
  counts.rejected.sort((a, b) => a.index - b.index)
  const statements = [...saveHouseItems(deps.db, partner.id, saved), ...also({ counts, arrivals, offered })]
  if (statements.length) await deps.db.batch(statements)
  return counts
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

/** Publishes under the article's id, or under a free one made from the title. */
async function publish(
  deps: IngestDeps,
  { item, urlKey }: Draft,
  held: HouseItem | null,
  article: ArticleDraft,
  now: number,
): Promise<PublishOutcome> {
  if (held) {
    const mayReturn = held.state === "withdrawn"
    return publishArticle(deps, held.articleId, article, now, (row) => row?.state !== "withdrawn" || mayReturn)
  }
  const [plain, marked] = await articleIds(item.title, urlKey)
  const isFree = (row: unknown) => row === null
  let done = await publishArticle(deps, plain, article, now, isFree)
  if (done.outcome === "precondition-failed") done = await publishArticle(deps, marked, article, now, isFree)
  // Published before, by a run that ended before it could say so, or by an editor.
  if (done.outcome === "url-taken")
    done = await publishArticle(deps, done.by, article, now, (row) => row?.state !== "withdrawn")
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
    datePublished: new Date(publishedAt).toISOString(),
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
