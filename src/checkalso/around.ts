import type { Candidate } from "../ranking/candidate.ts"
import type { WeighedWord } from "../ranking/profile.ts"
import { affordableWords } from "../ranking/query-budget.ts"
import type { Subject } from "../ranking/subject.ts"
import { namesOfPlaces, placesIn } from "../ranking/words/places.ts"
import { searchWords } from "../ranking/words/words.ts"
import { findRecent } from "../store/candidates.ts"
import { countWords } from "../store/word-counts.ts"

const MAX_AROUND = 20
/** The newsroom's own archive is asked by itself, because it would hide partners' stories. */
const MAX_OWN_AROUND = 10
const MAX_NAMES = 12
const MAX_AROUND_WORDS = 150

/**
 * Finds items not older than `since`, in these languages, that name a country of the subject in any way, or one of its
 * names, or its section, or its tags.
 */
export async function findAround(
  db: D1Database,
  subject: Subject,
  heaviest: WeighedWord[],
  bounds: { languages: string[]; since: number },
): Promise<Candidate[]> {
  const { title, summary, section, tags, language } = subject
  const places = namesOfPlaces(
    placesIn(`${title}\n${summary || subject.text.slice(0, MAX_LEAD_CHARS)}`, language),
    language,
  )
  const names = heaviest.filter(({ name }) => name).slice(0, MAX_NAMES)
  const labels = searchWords([section ?? "", ...tags].join("\n"), language)
  const words = [
    ...new Set([...names.map(({ word }) => word), ...labels, ...searchWords(places.join("\n"), language)]),
  ].slice(0, MAX_AROUND_WORDS)
  const { counts } = await countWords(db, words)
  const asked = affordableWords(
    words.map((word) => ({ word, weight: 1 })),
    counts,
  )
  const [partners, own] = await Promise.all([
    findRecent(db, asked, { ...bounds, own: false, limit: MAX_AROUND }),
    findRecent(db, asked, { ...bounds, own: true, limit: MAX_OWN_AROUND }),
  ])
  return [...partners, ...own]
}

/** A text without a summary says in its first lines where it plays. */
const MAX_LEAD_CHARS = 400
