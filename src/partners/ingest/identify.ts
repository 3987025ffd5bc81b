import { DAY } from "../../lib/text/time.ts"
import { TitleIndex } from "./near-titles.ts"

/** The most between the publications of two entries of one story that are recognised by their titles. */
export const MAX_APART_MS = 2 * DAY

/** The keys that identify a story. */
interface Signs {
  guid: string | null
  urlKey: string
}

/** The keys of a stored item, as far as needed to recognise it in a document. */
export interface HeldKeys extends Signs {
  id: string
  titleKey: string
  /** Milliseconds since 1970. */
  publishedAt: number
}

/** The keys of an entry of a document, as far as needed to find its stored item. */
export interface SentKeys {
  /** Null when it cannot tell the story from others of its document. */
  guid: string | null
  /** Null when it cannot tell the story from others of its document. */
  urlKey: string | null
  /** Both keys as sent. */
  sent: Signs
  titleKey: string
  publishedAt: number
}

/**
 * Finds the stored item of each sent entry: by canonical URL, then by guid, then by a near-equal title within two days.
 * A title counts only when no other key contradicts it. Two entries with different guids and different addresses are
 * two stories. A stored item matches only one entry, and the surer key wins.
 */
export function identify<T extends HeldKeys>(held: T[], sent: SentKeys[]): (T | null)[] {
  const byUrl = unique(held, ({ urlKey }) => urlKey)
  const byGuid = unique(held, ({ guid }) => guid)
  const found = sent.map((): T | null => null)
  const taken = new Set<T>()
  const match = (find: (keys: SentKeys) => T | null | undefined) => {
    for (const [i, keys] of sent.entries()) {
      const item = found[i] ? null : find(keys)
      if (!item || taken.has(item)) continue
      found[i] = item
      taken.add(item)
    }
  }
  match(({ urlKey }) => (urlKey === null ? null : byUrl.get(urlKey)))
  match(({ guid }) => (guid === null ? null : byGuid.get(guid)))
  if (!found.includes(null)) return found
  const free = held.filter((item) => !taken.has(item))
  const near = (titles: TitleIndex<T> | null, keys: SentKeys, accepts: (item: T) => boolean = () => true) =>
    titles?.nearest(
      keys.titleKey,
      (item) => !taken.has(item) && Math.abs(item.publishedAt - keys.publishedAt) <= MAX_APART_MS && accepts(item),
    )
  const withGuid = titlesBy(free, ({ guid }) => guid)
  match((keys) => near(withGuid(keys.sent.guid), keys))
  const withUrl = titlesBy(free, ({ urlKey }) => urlKey)
  match((keys) => {
    const { guid, urlKey } = keys.sent
    // Entries of one page with their own guids may differ in one word. So under a new guid only the same title matches.
    const agrees = (item: T) => guid === null || item.guid === null || item.titleKey === keys.titleKey
    return near(withUrl(urlKey), keys, agrees)
  })
  const nameless = titlesBy(free, (item) => (isNameless(item) ? "" : null))
  const any = titlesBy(free, () => "")
  match((keys) => near(isNameless(keys.sent) ? any("") : nameless(""), keys))
  return found
}

/** Whether only its title identifies it. */
const isNameless = ({ guid, urlKey }: Signs) => guid === null && isHomePage(urlKey)

/** Whether an address is the home page of a site. Many feeds link every entry to it. */
export const isHomePage = (urlKey: string) => /^[^/?]+$/.test(urlKey)

/** Groups items by a key and gives the title index of a group. An index is built when it is first needed. */
function titlesBy<T extends HeldKeys>(items: T[], keyOf: (item: T) => string | null) {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = key === null ? null : groups.get(key)
    if (group) group.push(item)
    else if (key !== null) groups.set(key, [item])
  }
  const made = new Map<string, TitleIndex<T>>()
  return (key: string | null): TitleIndex<T> | null => {
    const group = key === null ? undefined : groups.get(key)
    if (key === null || !group) return null
    const titles = made.get(key) ?? new TitleIndex(group, ({ titleKey }) => titleKey)
    made.set(key, titles)
    return titles
  }
}

/** Stored items by a key. A key of several items identifies none of them. */
function unique<T>(held: T[], keyOf: (item: T) => string | null): Map<string, T> {
  const shared = ambiguous(held.map((item, i) => [keyOf(item) ?? undefined, String(i)]))
  return new Map(
    held.flatMap((item) => {
      const key = keyOf(item)
      return key === null || shared.has(key) ? [] : [[key, item] as const]
    }),
  )
}

/** The comparison form of a title: lower case, without marks, punctuation and repeated spaces. */
export function titleKey(title: string): string {
  return title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
}

/** Finds keys that several entries of a document share although they differ in `other`. Such keys identify no entry. */
export function ambiguous(pairs: [key: string | undefined, other: string | undefined][]): Set<string> {
  const others = new Map<string, Set<string>>()
  for (const [key, other] of pairs) {
    if (key !== undefined) others.set(key, (others.get(key) ?? new Set()).add(other ?? ""))
  }
  return new Set([...others].filter(([, set]) => set.size > 1).map(([key]) => key))
}
