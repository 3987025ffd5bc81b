import type { Candidate } from "../ranking/candidate.ts"
import { affordableWords } from "../ranking/query-budget.ts"
import type { Subject } from "../ranking/subject.ts"
import { namesOfPlaces, placesIn } from "../ranking/words/places.ts"
import { searchWords } from "../ranking/words/words.ts"
import { findCandidates } from "../store/candidates.ts"
import { countWords } from "../store/word-counts.ts"

const MAX_AROUND = 20
const MAX_AROUND_WORDS = 60

/** Finds items that name a country of the subject in any way, or its section, or its tags. */
export async function findAround(db: D1Database, subject: Subject): Promise<Candidate[]> {
  const { title, summary, section, tags, language } = subject
  const names = namesOfPlaces(placesIn(`${title}\n${summary}`, language), language)
  const words = searchWords([...names, section ?? "", ...tags].join("\n"), language).slice(0, MAX_AROUND_WORDS)
  const { counts } = await countWords(db, words)
  return findCandidates(
    db,
    affordableWords(
      words.map((word) => ({ word, weight: 1 })),
      counts,
    ),
    MAX_AROUND,
  )
}
