import { sha256Base64Url } from "../../lib/crypto/hash.ts"
import { parseLanguage } from "../../lib/text/language.ts"
import { toRfc3339 } from "../../lib/text/time.ts"
import type { ArticleDraft } from "../../model/article-draft.ts"
import type { ParsedFeed } from "../../model/parsed-feed.ts"
import type { Partner } from "../../model/partner.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import { type Precondition, type PublishOutcome, prepareRevision, type ReadyRevision } from "../../newsroom/publish.ts"
import { idsFromTitle } from "../../newsroom/publish-under-title.ts"
import { withdrawalStatements } from "../../newsroom/withdraw.ts"
import { findArticles } from "../../store/articles.ts"
import { type HouseItem, listHouseItems, saveHouseItemStatements } from "../../store/house-items.ts"
import { toCounts } from "./counts.ts"
import { takenBack, toRejected } from "./diff.ts"
import { categorise } from "./house-sections.ts"
import { identify } from "./identify.ts"
import type { SentItem, SentItems } from "./sent-items.ts"
import { readTakedowns, sharedGuids } from "./takedowns.ts"
import type { IngestOptions, IngestPlan } from "./types.ts"
import { findVanished } from "./vanished.ts"

/**
 * Plans what a document of the newsroom's own CMS changes in our articles.
 * In: the document's entries. Out: revisions and statements to publish, change and withdraw articles. Nothing is
 * written.
 * An article's canonical URL is the page in the CMS. An article that an editor withdrew here stays withdrawn.
 */
export async function planHouse(
  deps: NewsroomDeps,
  partner: Partner,
  feed: ParsedFeed,
  { items, rejected, withdrawnKeys }: SentItems,
  { now, revives, web }: IngestOptions,
): Promise<IngestPlan> {
  const known = await listHouseItems(deps.db, partner.id)
  const found = identify(
    known,
    items.map(({ keys }) => keys),
  )
  const back = new Set(takenBack(known, withdrawnKeys))
  if (web) for (const id of await findVanished(web, known, found, items)) back.add(id)
  const takedowns = await readTakedowns(deps.db, partner, now)
  const free = sharedGuids(items, found, known, takedowns)
  const counts = { created: 0, updated: 0, unchanged: 0, withdrawn: 0 }
  const refused = [...rejected]
  const revisions: ReadyRevision[] = []
  const withdrawn: string[] = []
  const saved: HouseItem[] = []
  const arrivals: number[] = []
  const listed: string[] = []
  const planned = { ids: new Set<string>(), guids: new Set<string>() }
  for (const [i, sent] of items.entries()) {
    const held = found[i] ?? null
    if (held && back.has(held.id)) continue
    if (held && takedowns.has(held.id)) {
      refused.push(toRejected(sent, WITHDRAWN_HERE))
      continue
    }
    if (held && held.hash === sent.hash && !(held.state === "withdrawn" && revives)) {
      counts.unchanged++
      listed.push(held.id)
      continue
    }
    const copy = takedowns.whyRefused(sent, free)
    const article = copy === null ? toArticleDraft(sent, feed, deps.config.sectionMap, partner.language) : null
    const done = article && (await prepare(deps, sent, held, article, planned, now))
    if (!done || !("article" in done)) {
      refused.push(toRejected(sent, copy ?? whyRefused(done)))
      continue
    }
    if ("statements" in done) revisions.push(done)
    planned.ids.add(done.article.id)
    planned.guids.add(done.article.guid)
    if (!held) arrivals.push(sent.publishedAt)
    counts[held ? "updated" : "created"]++
    const item = await toHouseItem(partner.id, sent, held, done.article.id)
    saved.push(item)
    listed.push(item.id)
  }
  for (const item of known.filter(({ id, state }) => back.has(id) && state === "live")) {
    counts.withdrawn++
    withdrawn.push(item.articleId)
    saved.push({ ...item, state: "withdrawn" })
  }
  const rows = (await findArticles(deps.db, withdrawn)).filter(({ state }) => state !== "withdrawn")
  const released = revisions.filter(({ scheduled }) => !scheduled).map(({ article }) => article.id)
  return {
    counts: toCounts(counts, refused),
    arrivals,
    listed,
    revisions,
    writes: [
      ...revisions.flatMap(({ statements }) => statements),
      ...rows.flatMap((row) => withdrawalStatements(deps.db, row, now, "partner")),
      ...saveHouseItemStatements(deps.db, partner.id, saved),
    ],
    changedArticles: [...released, ...withdrawn],
    unlinks: withdrawn.length > 0,
  }
}

const WITHDRAWN_HERE = "was withdrawn by an editor"

function whyRefused(refusal: PublishOutcome | null): string {
  switch (refusal?.outcome) {
    case undefined:
      return "has no content"
    case "too-large":
      return "is too large to store"
    case "url-taken":
      return `has the same address as ${refusal.by}`
    default:
      return WITHDRAWN_HERE
  }
}

/**
 * Prepares the article's revision under its id, or under a free id made from its title. `planned` are the ids and guids
 * that this document already uses.
 */
async function prepare(
  deps: NewsroomDeps,
  { item, urlKey }: SentItem,
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
  if (planned.guids.has(item.url)) return { outcome: "url-taken", by: "an earlier entry" }
  const [plain, marked] = await idsFromTitle(item.title, urlKey)
  const other = marked === plain ? `${plain}-2` : marked
  const isFree = (id: string) => (row: unknown) => row === null && !planned.ids.has(id)
  let done = await under(plain, isFree(plain))
  if (done.outcome === "precondition-failed") done = await under(other, isFree(other))
  // An editor published an article with this address before.
  if (done.outcome === "url-taken") done = await under(done.by, (row) => row?.state !== "withdrawn")
  return done
}

function toArticleDraft(
  { item, publishedAt }: SentItem,
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
  sent: SentItem,
  held: HouseItem | null,
  articleId: string,
): Promise<HouseItem> {
  const { item, keys, urlKey, titleKey, publishedAt, hash } = sent
  const id = held?.id ?? (await sha256Base64Url(JSON.stringify([partnerId, articleId]))).slice(0, 22)
  return {
    id,
    guid: keys.guid,
    url: item.url,
    urlKey,
    titleKey,
    publishedAt: held?.publishedAt ?? publishedAt,
    hash,
    articleId,
    state: "live",
  }
}
