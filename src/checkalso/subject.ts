import { wordsOf } from "./words.ts"

/** The story under which links will stand. Texts are plain. */
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
  /** Comparison form of its URL (lib/urls.ts); null while it has none. */
  urlKey: string | null
}

/** A word of a subject. */
export interface SubjectWord {
  /** As the index holds it. */
  word: string
  /** As readers write it. */
  surface: string
  /** How much the subject leans on it, rarity aside. */
  emphasis: number
  name: boolean
}

/** So many words from the top are read; an article says early what it is about. */
const READ = 700
/** Words in the lead count more than those after it. */
const LEAD = 60

/** The words of a subject with the emphasis that each has there, most emphatic first. */
export function subjectWords({ title, summary, text, tags, language }: Subject): SubjectWord[] {
  const found = new Map<string, { count: number; surfaces: Map<string, number>; names: number; places: number }>()
  const take = (part: string, weightAt: (place: number) => number) => {
    for (const [place, { word, surface, name }] of wordsOf(part, language).slice(0, READ).entries()) {
      const known = found.get(word) ?? { count: 0, surfaces: new Map(), names: 0, places: 0 }
      known.count += weightAt(place)
      known.places++
      if (name) known.names++
      known.surfaces.set(surface, (known.surfaces.get(surface) ?? 0) + (name ? 1.5 : 1))
      found.set(word, known)
    }
  }
  take(title, () => 2)
  take(tags.join(" , "), () => 1)
  const body = text.startsWith(summary) ? text : `${summary}\n${text}`
  take(body, (place) => (place < LEAD ? 1 : 0.7))
  return [...found]
    .map(([word, { count, surfaces, names, places }]) => ({
      word,
      surface: [...surfaces].reduce((best, next) => (next[1] > best[1] ? next : best))[0],
      emphasis: Math.log2(1 + count),
      name: names > places / 2,
    }))
    .sort((a, b) => b.emphasis - a.emphasis)
}
