import { sha256Base64Url } from "../../lib/crypto/hash.ts"
import { firstSentences, htmlToText } from "../../lib/html/index.ts"
import { canonicalKey } from "../../lib/url/resolve.ts"
import type { HeldItem, KnownItem } from "../../model/held-item.ts"
import type { Partner } from "../../model/partner.ts"
import { type Draft, type Drafts, type Rejected, timeOf } from "./drafts.ts"
import { identify } from "./identify.ts"
import { sharedGuids, TAKEN_DOWN, type Takedowns } from "./takedowns.ts"

const SUMMARY_CHARACTERS = 280
const CONTENT_CHARACTERS = 4000

/** What a document changes in what is held. */
export interface ItemDiff {
  created: HeldItem[]
  updated: HeldItem[]
  /** Ids of items to take back. */
  withdrawn: string[]
  unchanged: number
  rejected: Rejected[]
  /** Ids of all held items that the document shows. */
  offered: string[]
}

export interface DiffContext {
  partner: Partner
  /** Of the document. */
  language: string | undefined
  /** Partner's item that was taken back comes again unchanged: a push means it, a poll may read an old document. */
  revives: boolean
  takedowns: Takedowns
  now: number
}

/** Compares a document with what is held of its partner. */
export async function diffItems(
  { drafts, rejected, withdrawnKeys }: Drafts,
  known: KnownItem[],
  context: DiffContext,
): Promise<ItemDiff> {
  const found = identify(
    known,
    drafts.map(({ candidate }) => candidate),
  )
  const { takedowns } = context
  const free = sharedGuids(drafts, found, known, takedowns)
  const withdrawn = new Set(takenBack(known, withdrawnKeys))
  const diff: ItemDiff = { created: [], updated: [], withdrawn: [], unchanged: 0, rejected: [...rejected], offered: [] }
  for (const [i, draft] of drafts.entries()) {
    const held = found[i] ?? null
    if (held && withdrawn.has(held.id)) continue
    const item = await toHeldItem(draft, held, context)
    const returns = held?.state === "withdrawn" && context.revives
    const changes = !held || held.hash !== item.hash || returns
    const refused = takedowns.has(item.id) ? TAKEN_DOWN : changes && takedowns.whyRefused(draft, free)
    if (refused) {
      diff.rejected.push(toRejected(draft, refused))
      continue
    }
    diff.offered.push(item.id)
    if (!held) diff.created.push(item)
    else if (changes) diff.updated.push(item)
    else diff.unchanged++
  }
  diff.withdrawn = known.filter(({ id, state }) => withdrawn.has(id) && state !== "withdrawn").map(({ id }) => id)
  return diff
}

/** A draft that is not held after all. */
export const toRejected = ({ index, item: { guid } }: Draft, reason: string): Rejected => ({
  index,
  ...(guid === undefined ? {} : { guid }),
  reason,
})

/** Ids of the held items that these keys, guids or addresses, name. */
export function takenBack(known: Pick<KnownItem, "id" | "guid" | "urlKey">[], keys: string[]): string[] {
  const guids = new Set(keys)
  const urlKeys = new Set(keys.filter((key) => URL.canParse(key)).map(canonicalKey))
  return known
    .filter(({ guid, urlKey }) => (guid !== null && guids.has(guid)) || urlKeys.has(urlKey))
    .map(({ id }) => id)
}

async function toHeldItem(draft: Draft, held: KnownItem | null, context: DiffContext): Promise<HeldItem> {
  const { item, urlKey, titleKey, hash } = draft
  const { partner, now } = context
  const text = item.contentHtml === undefined ? "" : htmlToText(item.contentHtml)
  const modified = timeOf(item.dateModified, now)
  return {
    id: held?.id ?? (await itemId(partner.id, draft)),
    partnerId: partner.id,
    guid: draft.candidate.guid,
    url: item.url,
    urlKey,
    title: item.title,
    titleKey,
    summary: item.summary ?? firstSentences(text, SUMMARY_CHARACTERS),
    content: text.slice(0, CONTENT_CHARACTERS).toWellFormed(),
    image: item.image?.url ?? null,
    language: item.language ?? context.language ?? partner.language ?? null,
    section: item.section ?? null,
    authors: item.authors,
    tags: item.tags,
    publishedAt: held?.publishedAt ?? draft.publishedAt,
    updatedAt: held
      ? modified !== null && modified > held.updatedAt
        ? modified
        : Math.max(now, held.updatedAt)
      : Math.max(modified ?? draft.publishedAt, draft.publishedAt),
    seenAt: held?.seenAt ?? now,
    hash,
    story: null,
    state: "live",
    withdrawnBy: null,
  }
}

/** 22 characters, the same for the same entry however it comes in. */
async function itemId(partnerId: string, { item, urlKey, titleKey }: Draft): Promise<string> {
  return (await sha256Base64Url(JSON.stringify([partnerId, item.guid ?? null, urlKey, titleKey]))).slice(0, 22)
}
