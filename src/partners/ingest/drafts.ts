import { sha256Hex } from "../../lib/crypto/hash.ts"
import { DAY } from "../../lib/text/time.ts"
import { canonicalKey } from "../../lib/url/resolve.ts"
import type { ParsedFeed, ParsedItem } from "../../model/parsed-feed.ts"
import { ambiguous, type Candidate, isHomePage, titleKey } from "./identify.ts"

export interface Rejected {
  /** Place in the document, from 0. */
  index: number
  guid?: string
  reason: string
}

/** An entry that can become an item, with what identifies it. */
export interface Draft {
  index: number
  item: ParsedItem & { url: string; title: string }
  urlKey: string
  titleKey: string
  /** For finding the held item that it is. */
  candidate: Candidate
  /** Milliseconds since 1970. */
  publishedAt: number
  /** Of all that the publisher sent and we use, 32 hex digits. */
  hash: string
}

/** What a document holds: entries to hold, entries that cannot be, and keys (guid or URL) of those taken back. */
export interface Drafts {
  drafts: Draft[]
  rejected: Rejected[]
  withdrawnKeys: string[]
}

/** Sorts a parsed document's entries; `now` dates what has no date or one that lies ahead. */
export async function draftItems(feed: ParsedFeed, now: number): Promise<Drafts> {
  const rejected: Rejected[] = []
  const reject = (index: number, guid: string | undefined, reason: string) =>
    rejected.push({ index, ...(guid === undefined ? {} : { guid }), reason })
  const withdrawnKeys = [...feed.withdrawn]
  const keyed = feed.items.flatMap((item, index) => {
    const { guid, url, title } = item
    if (item.withdrawn && item.rejected === undefined) {
      if (guid ?? url) withdrawnKeys.push((guid ?? url)!)
      else reject(index, guid, "is withdrawn but says neither id nor url")
      return []
    }
    if (item.rejected !== undefined || url === undefined || title === undefined) {
      reject(index, guid, item.rejected ?? (title === undefined ? "has no title" : "has no link"))
      return []
    }
    return [{ index, item: { ...item, url, title }, guid, urlKey: canonicalKey(url), titleKey: titleKey(title) }]
  })
  const sharedUrls = ambiguous(keyed.map(({ urlKey, titleKey }) => [urlKey, titleKey]))
  const sharedGuids = ambiguous(keyed.map(({ guid, urlKey }) => [guid, urlKey]))
  const seen = new Map<string, number>()
  const drafts: Draft[] = []
  for (const { index, item, guid, urlKey, titleKey } of keyed) {
    const first = repeats(seen, index, [`${urlKey} ${titleKey}`, ...(guid === undefined ? [] : [`${guid} ${urlKey}`])])
    if (first !== null) {
      reject(index, guid, `repeats entry ${first}`)
      continue
    }
    const publishedAt = timeOf(item.datePublished, now) ?? timeOf(item.dateModified, now) ?? now
    const candidate = {
      guid: guid === undefined || sharedGuids.has(guid) ? null : guid,
      urlKey: sharedUrls.has(urlKey) || isHomePage(urlKey) ? null : urlKey,
      sent: { guid: guid ?? null, urlKey },
      titleKey,
      publishedAt,
    }
    drafts.push({ index, item, urlKey, titleKey, candidate, publishedAt, hash: await contentHash(item, urlKey) })
  }
  return { drafts, rejected, withdrawnKeys }
}

/** The place of an earlier entry with one of these keys; null when this is the first. */
function repeats(seen: Map<string, number>, index: number, keys: string[]): number | null {
  const first = keys.map((key) => seen.get(key)).find((place) => place !== undefined) ?? null
  for (const key of keys) if (!seen.has(key)) seen.set(key, index)
  return first
}

/** RFC 3339 → milliseconds since 1970; null when absent, broken or more than a day ahead. */
export function timeOf(date: string | undefined, now: number): number | null {
  const time = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(time) || time > now + DAY ? null : time
}

// Dates are left out: they are frozen, or change without anything having changed.
async function contentHash(item: ParsedItem, urlKey: string): Promise<string> {
  const { title, summary, contentHtml, authors, tags, image, language, section, attachments } = item
  const sent = [urlKey, title, summary, contentHtml, authors, tags, image, language, section, attachments]
  return (await sha256Hex(JSON.stringify(sent))).slice(0, 32)
}
