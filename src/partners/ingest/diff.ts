import { sha256Base64Url } from "../../lib/crypto/hash.ts"
import { firstSentences, htmlToText } from "../../lib/html/index.ts"
import { ownText } from "../../lib/text/own.ts"
import { urlComparisonKey } from "../../lib/url/resolve.ts"
import type { HeldItem, KnownItem } from "../../model/held-item.ts"
import type { Partner } from "../../model/partner.ts"
import { identify } from "./identify.ts"
import { type Rejected, type SentItem, type SentItems, timeOf } from "./sent-items.ts"
import { sharedGuids, TAKEN_DOWN, type Takedowns } from "./takedowns.ts"

const MAX_EXCERPT_CHARACTERS = 280
const MAX_CONTENT_CHARACTERS = 4000

/** The changes that a document makes to the stored items of a partner. */
export interface ItemDiff {
  created: HeldItem[]
  updated: HeldItem[]
  /** The ids of items to withdraw. */
  withdrawn: string[]
  unchanged: number
  rejected: Rejected[]
  /** The ids of all stored items that the document contains. */
  listed: string[]
}

export interface DiffContext {
  partner: Partner
  /** The language of the document. */
  language: string | undefined
  /**
   * Whether an unchanged item becomes live again after its partner withdrew it. True for a push, which is deliberate.
   * False for a poll, which may read an old document.
   */
  revives: boolean
  takedowns: Takedowns
  now: number
}

/** Compares a document with the stored items of its partner. */
export async function diffItems(
  { items, rejected, withdrawnKeys }: SentItems,
  known: KnownItem[],
  context: DiffContext,
): Promise<ItemDiff> {
  const found = identify(
    known,
    items.map(({ keys }) => keys),
  )
  const { takedowns } = context
  const free = sharedGuids(items, found, known, takedowns)
  const withdrawn = new Set(takenBack(known, withdrawnKeys))
  const diff: ItemDiff = { created: [], updated: [], withdrawn: [], unchanged: 0, rejected: [...rejected], listed: [] }
  for (const [i, sent] of items.entries()) {
    const held = found[i] ?? null
    if (held && withdrawn.has(held.id)) continue
    const item = await toHeldItem(sent, held, context)
    const returns = held?.state === "withdrawn" && context.revives
    const changes = !held || held.hash !== item.hash || returns
    const refused = takedowns.has(item.id) ? TAKEN_DOWN : changes && takedowns.whyRefused(sent, free)
    if (refused) {
      diff.rejected.push(toRejected(sent, refused))
      continue
    }
    diff.listed.push(item.id)
    if (!held) diff.created.push(item)
    else if (changes) diff.updated.push(item)
    else diff.unchanged++
  }
  diff.withdrawn = known.filter(({ id, state }) => withdrawn.has(id) && state !== "withdrawn").map(({ id }) => id)
  return diff
}

/** Makes a rejection of a sent item. */
export const toRejected = ({ index, item: { guid } }: SentItem, reason: string): Rejected => ({
  index,
  ...(guid === undefined ? {} : { guid }),
  reason,
})

/** Finds the ids of the stored items with these keys. A key is a guid or an address. */
export function takenBack(known: Pick<KnownItem, "id" | "guid" | "urlKey">[], keys: string[]): string[] {
  const guids = new Set(keys)
  const urlKeys = new Set(keys.filter((key) => URL.canParse(key)).map(urlComparisonKey))
  return known
    .filter(({ guid, urlKey }) => (guid !== null && guids.has(guid)) || urlKeys.has(urlKey))
    .map(({ id }) => id)
}

async function toHeldItem(sent: SentItem, held: KnownItem | null, context: DiffContext): Promise<HeldItem> {
  const { item, urlKey, titleKey, hash } = sent
  const { partner, now } = context
  const text = item.contentHtml === undefined ? "" : htmlToText(item.contentHtml)
  const modified = timeOf(item.dateModified, now)
  return {
    id: held?.id ?? (await itemId(partner.id, sent)),
    partnerId: partner.id,
    guid: sent.keys.guid,
    url: item.url,
    urlKey,
    title: item.title,
    titleKey,
    summary: item.summary ?? firstSentences(text, MAX_EXCERPT_CHARACTERS),
    content: ownText(text.slice(0, MAX_CONTENT_CHARACTERS).toWellFormed()),
    image: item.image?.url ?? null,
    language: item.language ?? context.language ?? partner.language ?? null,
    section: item.section ?? null,
    authors: item.authors,
    tags: item.tags,
    publishedAt: held?.publishedAt ?? sent.publishedAt,
    updatedAt: held
      ? modified !== null && modified > held.updatedAt
        ? modified
        : Math.max(now, held.updatedAt)
      : Math.max(modified ?? sent.publishedAt, sent.publishedAt),
    seenAt: held?.seenAt ?? now,
    hash,
    story: null,
    state: "live",
    withdrawnBy: null,
  }
}

/** Makes an item id of 22 characters. A poll and a push of the same entry give the same id. */
async function itemId(partnerId: string, { item, urlKey, titleKey }: SentItem): Promise<string> {
  return (await sha256Base64Url(JSON.stringify([partnerId, item.guid ?? null, urlKey, titleKey]))).slice(0, 22)
}
