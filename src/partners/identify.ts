import { TitleIndex } from "./titles.ts"

const DAY = 24 * 3600_000
const NEAR = 2 * DAY

/** What is known of a held item that tells whether a sent one is the same story. */
export interface Known {
  id: string
  guid: string | null
  urlKey: string
  titleKey: string
  /** Milliseconds since 1970. */
  publishedAt: number
}

/** The same of a sent one; keys that cannot tell it from others of its document are null. */
export interface Candidate {
  guid: string | null
  urlKey: string | null
  titleKey: string
  publishedAt: number
}

/**
 * Finds the held item that each candidate is: by canonical URL, then by guid, then by near-equal title within two days.
 * A held item is found once; who asks with the surer sign has it.
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
  if (found.includes(null)) {
    const titles = new TitleIndex(
      held.filter((item) => !taken.has(item)),
      (item) => item.titleKey,
    )
    match(({ titleKey, publishedAt }) =>
      titles.nearest(titleKey, (item) => !taken.has(item) && Math.abs(item.publishedAt - publishedAt) <= NEAR),
    )
  }
  return found
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
