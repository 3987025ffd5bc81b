import { primaryLanguage } from "../../lib/text/language.ts"
import type { HeldItem } from "../../model/held-item.ts"
import { areCopies, type Shingles, shinglesOf } from "../../ranking/near-duplicates.ts"
import { findSameStoryCandidates, type SameStoryCandidate } from "../../store/same-story-candidates.ts"
import { MAX_APART_MS } from "./identify.ts"

/** Shorter titles are rubrics that many stories share. */
const MIN_TITLE_WORDS = 4
/** The most stored items compared with one item. More items under one title are not an agency's report. */
const MAX_COMPARED_ITEMS = 20

/**
 * Marks items whose story another partner published first. The story is the same at the same address, or in the same
 * words under the same title within two days. Copies under another title are found when lists are made.
 */
export async function markSameStories(db: D1Database, partnerId: string, items: HeldItem[]): Promise<void> {
  if (!items.length) return
  const times = items.map(({ publishedAt }) => publishedAt)
  const candidates = await findSameStoryCandidates(db, partnerId, {
    urlKeys: items.map(({ urlKey }) => urlKey),
    titleKeys: items.map(({ titleKey }) => titleKey).filter((key) => key.split(" ").length >= MIN_TITLE_WORDS),
    from: times.reduce((a, b) => Math.min(a, b)) - MAX_APART_MS,
    to: times.reduce((a, b) => Math.max(a, b)) + MAX_APART_MS,
  })
  for (const [i, story] of firstOfStories(items, candidates).entries()) items[i]!.story = story
}

/**
 * Gives for each item the id of the first item of its story, or null when it is the first itself. `candidates` are
 * ordered, oldest first.
 */
export function firstOfStories(items: HeldItem[], candidates: SameStoryCandidate[]): (string | null)[] {
  const placed = candidates.map((candidate, place) => ({ ...candidate, place }))
  const byTitle = Map.groupBy(placed, ({ titleKey }) => titleKey)
  // For an address: its first item, and the first item of another story.
  const byUrl = new Map<string, Placed[]>()
  for (const [urlKey, all] of Map.groupBy(placed, (candidate) => candidate.urlKey)) {
    const other = all.find(({ id }) => id !== all[0]!.id)
    byUrl.set(urlKey, other ? [all[0]!, other] : [all[0]!])
  }
  const copied = new Map<HeldItem, Placed>()
  for (const [titleKey, same] of Map.groupBy(items, (item) => item.titleKey)) {
    const others = (byTitle.get(titleKey) ?? []).slice(0, MAX_COMPARED_ITEMS)
    const isCopy = comparer()
    for (const item of others.length > 0 ? same : []) {
      const first = others.find((candidate) => candidate.id !== item.id && isCopy(item, candidate))
      if (first) copied.set(item, first)
    }
  }
  return items.map((item) => {
    const atAddress = byUrl.get(item.urlKey)?.find(({ id }) => id !== item.id)
    const copy = copied.get(item)
    const first = atAddress && copy ? (atAddress.place < copy.place ? atAddress : copy) : (atAddress ?? copy)
    return first?.id ?? null
  })
}

type Placed = SameStoryCandidate & { place: number }

/** Compares texts under one title. Each text is split into shingles once. */
function comparer(): (item: HeldItem, candidate: SameStoryCandidate) => boolean {
  const made = new Map<SameStoryCandidate | HeldItem, Map<string, Shingles>>()
  const shinglesIn = (text: SameStoryCandidate | HeldItem, language: string | null): Shingles => {
    const key = primaryLanguage(language)
    const known = made.get(text) ?? new Map<string, Shingles>()
    const shingles = known.get(key) ?? shinglesOf(textOf(text), language)
    made.set(text, known.set(key, shingles))
    return shingles
  }
  return (item, candidate) =>
    Math.abs(item.publishedAt - candidate.publishedAt) <= MAX_APART_MS &&
    areCopies(shinglesIn(item, item.language), shinglesIn(candidate, item.language))
}

const textOf = ({ title, summary, content }: Pick<SameStoryCandidate, "title" | "summary" | "content">) =>
  `${title}. ${content || summary}`
