import { areCopies, shinglesOf } from "../checkalso/duplicates.ts"
import type { HeldItem } from "../model/item.ts"
import { findTellings, type Telling } from "../store/items.ts"

const NEAR = 2 * 24 * 3600_000
/** Shorter titles are rubrics that many carry. */
const TITLE_WORDS = 4

/**
 * Marks items whose story another partner told first: at the same address, or under the same title within two days in
 * the same words. Copies under another title are told apart when lists are made.
 */
export async function tellStories(db: D1Database, partnerId: string, items: HeldItem[]): Promise<void> {
  if (!items.length) return
  const times = items.map(({ publishedAt }) => publishedAt)
  const tellings = await findTellings(db, partnerId, {
    urlKeys: items.map(({ urlKey }) => urlKey),
    titleKeys: items.map(({ titleKey }) => titleKey).filter((key) => key.split(" ").length >= TITLE_WORDS),
    from: times.reduce((a, b) => Math.min(a, b)) - NEAR,
    to: times.reduce((a, b) => Math.max(a, b)) + NEAR,
  })
  for (const item of items) {
    const first = tellings.find((telling) => telling.id !== item.id && isSameStory(item, telling))
    item.story = first?.id ?? null
  }
}

function isSameStory(item: HeldItem, telling: Telling): boolean {
  if (item.urlKey === telling.urlKey) return true
  if (item.titleKey !== telling.titleKey || Math.abs(item.publishedAt - telling.publishedAt) > NEAR) return false
  return areCopies(shinglesOf(textOf(item), item.language), shinglesOf(textOf(telling), item.language))
}

const textOf = ({ title, summary, content }: Pick<Telling, "title" | "summary" | "content">) =>
  `${title}. ${content || summary}`
