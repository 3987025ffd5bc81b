import { type Word, wordsOf } from "./words/words.ts"

/** The article or draft that gets the links. Texts are plain. */
export interface Subject {
  title: string
  summary: string
  text: string
  tags: string[]
  section: string | null
  /** BCP 47. */
  language: string
  /** Milliseconds since 1970. */
  publishedAt: number
  /** Comparison form of its URL: urlComparisonKey(). Null when it has no URL yet. */
  urlKey: string | null
}

/** A word of a subject. */
export interface SubjectWord {
  /** As in the index: folded and stemmed. */
  word: string
  /** As readers write it. For part of a name, the whole name. */
  surface: string
  /** How important the word is in the subject, without its rarity. */
  emphasis: number
  name: boolean
  /** Whether it is in the title or the lead. */
  lead: boolean
}

interface Uses {
  count: number
  places: number
  names: number
  lead: boolean
  surfaces: Map<string, number>
}

/** Words to read from the start. An article says early what it is about. */
const MAX_READ_WORDS = 700
/** Length of the lead, in indexed words. Later text is often about something else. */
const MAX_LEAD_WORDS = 20
/** A word in the title counts this many times. */
const TITLE = 2.5
/** Names get more emphasis, because they distinguish stories. */
const NAME = 1.2

/** The words of a subject with their emphasis, highest first. */
export function subjectWords({ title, summary, text, tags, language }: Subject): SubjectWord[] {
  const found = new Map<string, Uses>()
  const take = (part: string, countAt: (place: number) => number, leads: (place: number) => boolean) => {
    const words = wordsOf(part, language).slice(0, MAX_READ_WORDS)
    for (const [place, each] of words.entries()) {
      const uses = found.get(each.word) ?? { count: 0, places: 0, names: 0, lead: false, surfaces: new Map() }
      uses.count += countAt(place)
      uses.places++
      if (each.name) uses.names++
      uses.lead ||= leads(place)
      const surface = wholeName(words, place)
      uses.surfaces.set(surface, (uses.surfaces.get(surface) ?? 0) + (each.name ? 1.5 : 1))
      found.set(each.word, uses)
    }
  }
  take(
    title,
    () => TITLE,
    () => true,
  )
  take(
    tags.join(" | "),
    () => 1,
    () => false,
  )
  take(
    text.startsWith(summary) ? text : `${summary}\n${text}`,
    (place) => (place < MAX_LEAD_WORDS ? 1 : 0.7),
    (place) => place < MAX_LEAD_WORDS,
  )
  return [...found]
    .map(([word, { count, places, names, lead, surfaces }]) => ({
      word,
      surface: [...surfaces].reduce((best, next) => (next[1] > best[1] ? next : best))[0],
      emphasis: Math.log2(1 + count) * (names > places / 2 ? NAME : 1),
      name: names > places / 2,
      lead,
    }))
    .sort((a, b) => b.emphasis - a.emphasis)
}

/** Most words in a name. Longer runs of capitalised words are headlines or lists. */
const MAX_NAME_WORDS = 3

/** The run of names that this word is part of, else the word itself. */
function wholeName(words: Word[], place: number): string {
  const word = words[place]!
  if (!word.name) return word.surface
  let [first, last] = [place, place]
  while (first > 0 && adjoin(words[first - 1]!, words[first]!)) first--
  while (last + 1 < words.length && adjoin(words[last]!, words[last + 1]!)) last++
  if (last - first + 1 > MAX_NAME_WORDS) return word.surface
  return words
    .slice(first, last + 1)
    .map(({ surface }) => surface)
    .join(" ")
}

const adjoin = (a: Word, b: Word) => a.name && b.name && b.at === a.at + a.surface.length + 1
