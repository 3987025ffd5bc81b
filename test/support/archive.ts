import type { HeldItem } from "../../src/model/held-item.ts"
import { heldItem, hold } from "./held.ts"

// A large archive of made-up news, for what a search and a renewal cost: the same items in every run.

/** When the archive was filled: its newest item is from this time. */
export const ARCHIVED = Date.UTC(2026, 10, 23)
const DAY = 24 * 3600_000
const MAX_AGE_DAYS = 80
/** Items of one batch. */
const BATCH = 500

/** Adds the items from `from` up to `to`, of as many partners in turn. */
export async function fillArchive(db: D1Database, from: number, to: number, partners: number): Promise<void> {
  for (let at = from; at < to; at += BATCH) {
    await hold(
      db,
      Array.from({ length: Math.min(BATCH, to - at) }, (_, n) => archivedItem(at + n, partners)),
    )
  }
}

export function archivedItem(n: number, partners: number, changes: Partial<HeldItem> = {}): HeldItem {
  const write = writer(n + 1)
  return heldItem(`i${n}`, {
    partnerId: `p${n % partners}`,
    publishedAt: ARCHIVED - (n % MAX_AGE_DAYS) * DAY,
    title: write(9),
    summary: write(40),
    ...changes,
  })
}

export async function addPartners(db: D1Database, count: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO partners (id, name, home_url, created_at)
       SELECT 'p' || value, 'p' || value, 'https://p.example/', 0 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(Array.from({ length: count }, (_, n) => n)))
    .run()
}

const VOCABULARY = 60_000
const SYLLABLES = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za", "dra", "fel", "gin", "hor", "jal", "qua"]

/** Makes texts of so many words, from a vocabulary in which a few words are in nearly every text and most in very few. */
export function writer(seed: number): (words: number) => string {
  // Seeds in a row begin apart.
  let state = (seed * 2654435761) % 0x7fffffff || 1
  const random = () => {
    state = (state * 48271) % 0x7fffffff
    return state / 0x7fffffff
  }
  // The rank of a word by Zipf's law: its logarithm is even.
  const word = () => spell(Math.floor(VOCABULARY ** random()))
  return (words) => Array.from({ length: words }, word).join(" ")
}

function spell(rank: number): string {
  let word = ""
  for (let rest = rank + 256; rest > 0; rest = Math.floor(rest / 16)) word += SYLLABLES[rest % 16]
  return word
}
