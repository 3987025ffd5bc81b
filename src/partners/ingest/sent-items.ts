import { sha256Hex } from "../../lib/crypto/hash.ts"
import { DAY } from "../../lib/text/time.ts"
import { urlComparisonKey } from "../../lib/url/resolve.ts"
import type { ParsedFeed, ParsedItem } from "../../model/parsed-feed.ts"
import { ambiguous, isHomePage, type SentKeys, titleKey } from "./identify.ts"

export interface Rejected {
  /** The position in the document, from 0. */
  index: number
  guid?: string
  reason: string
}

/** An entry that can become an item, with its identifying keys. */
export interface SentItem {
  index: number
  item: ParsedItem & { url: string; title: string }
  urlKey: string
  titleKey: string
  /** They find its stored item. */
  keys: SentKeys
  /** Milliseconds since 1970. */
  publishedAt: number
  /** The hash of all used fields except dates, 32 hex digits. */
  hash: string
}

/**
 * The entries of a document: those that can become items, rejected ones, and the keys (guid or URL) of withdrawn ones.
 */
export interface SentItems {
  items: SentItem[]
  rejected: Rejected[]
  withdrawnKeys: string[]
}

/** Sorts the entries of a parsed document. An entry without a date, or with a future date, is dated `now`. */
export async function readSentItems(feed: ParsedFeed, now: number): Promise<SentItems> {
  const rejected: Rejected[] = []
  const reject = (index: number, guid: string | undefined, reason: string) =>
    rejected.push({ index, ...(guid === undefined ? {} : { guid }), reason })
  const withdrawnKeys = [...feed.withdrawn]
  const keyed = feed.items.flatMap((item, index) => {
    const { guid, url, title } = item
    if (item.withdrawn && item.rejected === undefined) {
      if (guid ?? url) withdrawnKeys.push((guid ?? url)!)
      else reject(index, guid, "is withdrawn but has no id and no url")
      return []
    }
    if (item.rejected !== undefined || url === undefined || title === undefined) {
      reject(index, guid, item.rejected ?? (title === undefined ? "has no title" : "has no link"))
      return []
    }
    return [{ index, item: { ...item, url, title }, guid, urlKey: urlComparisonKey(url), titleKey: titleKey(title) }]
  })
  const sharedUrls = ambiguous(keyed.map(({ urlKey, titleKey }) => [urlKey, titleKey]))
  const sharedGuids = ambiguous(keyed.map(({ guid, urlKey }) => [guid, urlKey]))
  const seen = new Map<string, number>()
  const items: SentItem[] = []
  for (const { index, item, guid, urlKey, titleKey } of keyed) {
    const first = repeats(seen, index, [`${urlKey} ${titleKey}`, ...(guid === undefined ? [] : [`${guid} ${urlKey}`])])
    if (first !== null) {
      reject(index, guid, `repeats entry ${first}`)
      continue
    }
    const publishedAt = timeOf(item.datePublished, now) ?? timeOf(item.dateModified, now) ?? now
    const keys = {
      guid: guid === undefined || sharedGuids.has(guid) ? null : guid,
      urlKey: sharedUrls.has(urlKey) || isHomePage(urlKey) ? null : urlKey,
      sent: { guid: guid ?? null, urlKey },
      titleKey,
      publishedAt,
    }
    items.push({ index, item, urlKey, titleKey, keys, publishedAt, hash: await contentHash(item, urlKey) })
  }
  return { items, rejected, withdrawnKeys }
}

/** The position of an earlier entry with one of these keys. Null when there is none. */
function repeats(seen: Map<string, number>, index: number, keys: string[]): number | null {
  const first = keys.map((key) => seen.get(key)).find((place) => place !== undefined) ?? null
  for (const key of keys) if (!seen.has(key)) seen.set(key, index)
  return first
}

/**
 * Parses RFC 3339 to milliseconds since 1970. Null when the date is missing, invalid or more than a day in the future.
 */
export function timeOf(date: string | undefined, now: number): number | null {
  const time = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(time) || time > now + DAY ? null : time
}

// Dates are not part of the hash. The publication date is frozen, and the modification date can change without any
// other change.
async function contentHash(item: ParsedItem, urlKey: string): Promise<string> {
  const { title, summary, contentHtml, authors, tags, image, language, section, attachments } = item
  const sent = [urlKey, title, summary, contentHtml, authors, tags, image, language, section, attachments]
  return (await sha256Hex(JSON.stringify(sent))).slice(0, 32)
}
