import { DAY } from "../../lib/text/time.ts"
import { TitleIndex } from "./near-titles.ts"

const NEAR = 2 * DAY

/** What a story says that it is. */
interface Signs {
  guid: string | null
  urlKey: string
}

/** What is known of a held item that tells whether a sent one is the same story. */
export interface Known extends Signs {
  id: string
  titleKey: string
  /** Milliseconds since 1970. */
  publishedAt: number
}

/** The same of a sent one. */
export interface Candidate {
  /** Null when it cannot tell the story from others of its document. */
  guid: string | null
  /** Null when it cannot tell the story from others of its document. */
  urlKey: string | null
  /** Both as they were sent. */
  sent: Signs
  titleKey: string
  publishedAt: number
}

/**
 * Finds the held item that each candidate is: by canonical URL, then by guid. A near-equal title within two days counts
 * only where nothing speaks against it: with another guid and another address it is another story. A held item is found
 * once; who asks with the surer sign has it.
 */
export function identify<T extends Known>(held: T[], candidates: Candidate[]): (T | null)[] {
  const byUrl = unique(held, ({ urlKey }) => urlKey)
  const byGuid = unique(held, ({ guid }) => guid)
  const found = candidates.map((): T | null => null)
  const taken = new Set<T>()
  const match = (find: (candidate: Candidate) => T | null | undefined) => {
    for (const [i, candidate] of candidates.entries()) {
      const item = found[i] ? null : find(candidate)
      if (!item || taken.has(item)) continue
      found[i] = item
      taken.add(item)
    }
  }
  match(({ urlKey }) => (urlKey === null ? null : byUrl.get(urlKey)))
  match(({ guid }) => (guid === null ? null : byGuid.get(guid)))
  if (!found.includes(null)) return found
  const free = held.filter((item) => !taken.has(item))
  const near = (titles: TitleIndex<T> | null, candidate: Candidate, accepts: (item: T) => boolean = () => true) =>
    titles?.nearest(
      candidate.titleKey,
      (item) => !taken.has(item) && Math.abs(item.publishedAt - candidate.publishedAt) <= NEAR && accepts(item),
    )
  const withGuid = titlesBy(free, ({ guid }) => guid)
  match((candidate) => near(withGuid(candidate.sent.guid), candidate))
  const withUrl = titlesBy(free, ({ urlKey }) => urlKey)
  match((candidate) => {
    const { guid, urlKey } = candidate.sent
    // Entries of one page that each have a guid are told apart by a word; only the same title under a new guid is the same.
    const agrees = (item: T) => guid === null || item.guid === null || item.titleKey === candidate.titleKey
    return near(withUrl(urlKey), candidate, agrees)
  })
  const nameless = titlesBy(free, (item) => (isNameless(item) ? "" : null))
  const any = titlesBy(free, () => "")
  match((candidate) => near(isNameless(candidate.sent) ? any("") : nameless(""), candidate))
  return found
}

/** Nothing but its title tells it from others. */
const isNameless = ({ guid, urlKey }: Signs) => guid === null && isHomePage(urlKey)

/** Many feeds link every entry to the site itself. */
export const isHomePage = (urlKey: string) => /^[^/?]+$/.test(urlKey)

/** The titles of the items that have this key; indexed when they are asked for. */
function titlesBy<T extends Known>(items: T[], keyOf: (item: T) => string | null) {
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

/** Held items by a key; one that several share names none of them. */
function unique<T>(held: T[], keyOf: (item: T) => string | null): Map<string, T> {
  const shared = ambiguous(held.map((item, i) => [keyOf(item) ?? undefined, String(i)]))
  return new Map(
    held.flatMap((item) => {
      const key = keyOf(item)
      return key === null || shared.has(key) ? [] : [[key, item] as const]
    }),
  )
}

/** A title as it is compared: lower case, without marks, punctuation or doubled spaces. */
export function titleKey(title: string): string {
  return title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
}

/** The guids or URL keys that stand more than once in one document with something else beside them: they name nothing. */
export function ambiguous(pairs: [key: string | undefined, other: string | undefined][]): Set<string> {
  const others = new Map<string, Set<string>>()
  for (const [key, other] of pairs) {
    if (key !== undefined) others.set(key, (others.get(key) ?? new Set()).add(other ?? ""))
  }
  return new Set([...others].filter(([, set]) => set.size > 1).map(([key]) => key))
}
