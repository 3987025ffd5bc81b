// Judges the ranking room on sets of news, with an index in memory that finds what the store's index finds.
// In: a set, and noise beside it. Out: nDCG@5, P@1 and silence, and where nDCG@5 was lost.
import { OPENER } from "../../src/ranking/agreement.ts"
import type { Candidate } from "../../src/ranking/candidate.ts"
import { profileOf } from "../../src/ranking/profile.ts"
import { affordableWords } from "../../src/ranking/query-budget.ts"
import { JOINS, type Scored, scoreCandidate } from "../../src/ranking/score.ts"
import { admit, selectLinks, witnessesOf } from "../../src/ranking/select.ts"
import { toldBySubject } from "../../src/ranking/stories.ts"
import { type Subject, subjectWords } from "../../src/ranking/subject.ts"
import { searchWords } from "../../src/ranking/words/words.ts"
import type { Story } from "./measures.ts"

const DEPTH = 5
const CANDIDATES = 40
const SUMMARY = 280
const MAX_SUBJECT_WORDS = 150
const NOW = Date.UTC(2026, 10, 23)

const hash = (text: string) => {
  let h = 2166136261
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619)
  return (h >>> 0) / 2 ** 32
}
const bodyOf = ({ title, body = "" }: Story) => body.replace(title, "").trim()
const titleKey = ({ title }: Story) =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")

/** A set as the judges part it: labels kept out for silence, and queries that have relatives. */
export function part(all: Story[], noise: Story[], { queries = 200, onlyNoise = false, strict = false }: Options = {}) {
  // Strictly, only the same event is related.
  const set = strict ? all.map((story) => ({ ...story, label: story.cluster })) : all
  const labels = new Set(set.map(({ label }) => label).filter((label) => label != null))
  const out = new Set([...labels].filter((label) => onlyNoise || hash(`out${label}`) < 0.2))
  const isOut = (story: Story) => story.label != null && out.has(story.label)
  const held = [...set.filter((story) => !isOut(story)), ...noise]
  const sizes = Map.groupBy(set, ({ cluster }) => cluster ?? null)
  const gains = ideals(held)
  const by = (salt: string) => (a: Story, b: Story) => hash(salt + a.id) - hash(salt + b.id)
  const wanted = set
    .filter((q) => !isOut(q) && q.cluster != null && sizes.get(q.cluster)!.length > 1 && gains(q).length)
    .sort(by("q"))
    .slice(0, queries)
  const silent = set
    .filter(isOut)
    .sort(by("s"))
    .slice(0, Math.ceil(queries / (onlyNoise ? 1 : 4)))
  return { held, wanted, silent, gains }
}

export const gain = (q: Story, d: Story | undefined): number =>
  !d || d.id === q.id || d.cluster == null
    ? 0
    : d.cluster === q.cluster
      ? 2
      : d.label !== undefined && d.label === q.label
        ? 1
        : 0

const dcg = (gains: number[]) => gains.slice(0, DEPTH).reduce((s, g, i) => s + (2 ** g - 1) / Math.log2(i + 2), 0)

/** The gains of the best list: copies of one headline once, none of the query's own. */
function ideals(held: Story[]) {
  const byLabel = Map.groupBy(held, ({ label }) => label)
  const byCluster = Map.groupBy(held, ({ cluster }) => cluster)
  return (q: Story): number[] => {
    const best = new Map<string, number>()
    for (const d of new Set([...(byLabel.get(q.label) ?? []), ...(byCluster.get(q.cluster) ?? [])])) {
      const g = gain(q, d)
      const key = titleKey(d)
      if (g && key !== titleKey(q)) best.set(key, Math.max(g, best.get(key) ?? 0))
    }
    return [...best.values()].sort((a, b) => b - a)
  }
}

function once(list: Story[], q: Story): Story[] {
  const seen = new Set([titleKey(q)])
  return list.filter((d) => !seen.has(titleKey(d)) && seen.add(titleKey(d)))
}

/** An index that finds what the store's finds: words once a column, those of titles with one and a half the worth. */
export class MemoryIndex {
  readonly #places = new Map<string, [doc: number, worth: number][]>()
  readonly #candidates: Candidate[]
  readonly stories: Story[]
  readonly byId: ReadonlyMap<string, Story>

  constructor(stories: Story[]) {
    this.stories = stories
    this.byId = new Map(stories.map((story) => [story.id, story]))
    this.#candidates = stories.map((story, n) => toCandidate(story, n))
    for (const [n, { title, summary, language }] of this.#candidates.entries()) {
      const add = (text: string, worth: number) => {
        for (const word of searchWords(text, language)) {
          const places = this.#places.get(word)
          if (places) places.push([n, worth])
          else this.#places.set(word, [[n, worth]])
        }
      }
      add(title, 1.5)
      add(summary, 1)
    }
  }

  counts(words: string[]): Map<string, number> {
    return new Map(words.map((word) => [word, new Set((this.#places.get(word) ?? []).map(([n]) => n)).size]))
  }

  find(words: { word: string; weight: number }[], limit: number): Candidate[] {
    const worth = new Map<number, number>()
    for (const { word, weight } of words)
      for (const [n, factor] of this.#places.get(word) ?? []) worth.set(n, (worth.get(n) ?? 0) + weight * factor)
    return [...worth]
      .sort((a, b) => b[1] - a[1])
      .slice(0, limit)
      .map(([n]) => this.#candidates[n]!)
  }
}

function toCandidate(story: Story, n: number): Candidate {
  return {
    id: story.id,
    partnerId: `p${n % 5}`,
    partnerName: "",
    partnerWeight: 1,
    maxLinks: 10,
    sponsored: false,
    url: story.id,
    urlKey: story.id,
    title: story.title,
    summary: bodyOf(story).slice(0, SUMMARY),
    content: "",
    image: null,
    language: story.lang ?? "en",
    section: null,
    authors: [],
    tags: [],
    publishedAt: story.date ? Date.parse(story.date) : NOW,
    story: null,
  } as unknown as Candidate
}

export interface Judged {
  q: Story
  scored: Scored[]
  /** What opening() was asked of. */
  witnesses: Scored[]
  words: number
  links: Story[]
}

const subjectOf = (q: Story): Subject => ({
  title: q.title,
  summary: "",
  text: bodyOf(q) || q.title,
  tags: [],
  section: null,
  language: q.lang ?? "en",
  publishedAt: q.date ? Date.parse(q.date) : NOW,
  urlKey: q.id,
})

export function ask(index: MemoryIndex, q: Story, opens = OPENER.opens): Judged {
  const subject = subjectOf(q)
  const words = subjectWords(subject).slice(0, MAX_SUBJECT_WORDS)
  const counts = index.counts(words.map(({ word }) => word))
  const profile = profileOf(words, counts, index.stories.length)
  const found = index.find(affordableWords(profile.words, counts), CANDIDATES)
  const scored = found.map((candidate) => scoreCandidate(subject, profile, candidate))
  const rules = {
    limit: DEPTH,
    subject: toldBySubject(subject),
    excluded: new Set([q.id]),
    ownShare: 0.4,
    joins: JOINS,
    words: profile.words.length,
    opens,
  }
  const links = selectLinks(scored, rules).map(({ id }) => index.byId.get(id)!)
  return { q, scored, witnesses: witnessesOf(admit(scored, rules)), words: rules.words, links }
}

export interface Options {
  queries?: number
  /** The index holds the noise alone: every article should get silence. */
  onlyNoise?: boolean
  /** Only the same event is related. */
  strict?: boolean
}

/** An article with its list as it would be if it were opened. */
export interface Opened {
  witnesses: Scored[]
  words: number
  /** 0 where the article should get silence. */
  "nDCG@5": number
}

/** The lists of a set, all open, with what opening() is asked of. `silent` are those of articles that should get none. */
export function openAll(set: Story[], noise: Story[], options: Options = {}): { wanted: Opened[]; silent: Opened[] } {
  const { held, wanted, silent, gains } = part(set, noise, options)
  const index = new MemoryIndex(held)
  const open = (q: Story) => ask(index, q, 0)
  return {
    wanted: wanted.map((q) => {
      const { witnesses, words, links } = open(q)
      return { witnesses, words, "nDCG@5": dcg(once(links, q).map((d) => gain(q, d))) / dcg(gains(q)) }
    }),
    silent: silent.map((q) => {
      const { witnesses, words } = open(q)
      return { witnesses, words, "nDCG@5": 0 }
    }),
  }
}

export function measure(set: Story[], noise: Story[], options: Options = {}) {
  const { held, wanted, silent, gains } = part(set, noise, options)
  const index = new MemoryIndex(held)
  const { byId } = index
  let [n5, p1, all, order, copies, lostWhereRight] = [0, 0, 0, 0, 0, 0]
  for (const q of wanted) {
    const { scored, links } = ask(index, q)
    const ideal = dcg(gains(q))
    const given = once(links, q)
    const mine = dcg(given.map((d) => gain(q, d)).slice(0, DEPTH)) / ideal
    const candidates = once(
      scored.filter(({ candidate }) => candidate.id !== q.id).map(({ candidate }) => byId.get(candidate.id)!),
      q,
    )
    const bestOrder = dcg(candidates.map((d) => gain(q, d)).sort((a, b) => b - a)) / ideal
    const ranked = scored.toSorted((a, b) => b.rank - a.rank).map(({ candidate }) => byId.get(candidate.id)!)
    const inOrder =
      dcg(
        once(
          ranked.filter(({ id }) => id !== q.id),
          q,
        ).map((d) => gain(q, d)),
      ) / ideal
    const uncut = dcg(once(uncutLinks(scored, q, byId), q).map((d) => gain(q, d))) / ideal
    n5 += mine
    p1 += gain(q, given[0]) ? 1 : 0
    all += 1 - bestOrder
    order += bestOrder - inOrder
    copies += inOrder - uncut
    const top = ranked.find(({ id }) => id !== q.id)
    if (gain(q, top)) lostWhereRight += Math.max(0, uncut - mine)
  }
  const quiet = silent.filter((q) => ask(index, q).links.length === 0).length
  const share = (x: number) => (wanted.length ? Math.round((x / wanted.length) * 1000) / 1000 : 0)
  return {
    held: held.length,
    queries: wanted.length,
    "nDCG@5": share(n5),
    "P@1": share(p1),
    silence: silent.length ? Math.round((quiet / silent.length) * 1000) / 1000 : null,
    candidates: share(all),
    order: share(order),
    copies: share(copies),
    cut: share(wanted.length - n5 - all - order - copies),
    "cut where right": share(lostWhereRight),
  }
}

/** What would be linked if every list were worth it and every candidate could join. */
function uncutLinks(scored: Scored[], q: Story, byId: ReadonlyMap<string, Story>): Story[] {
  const sure = scored.map((each) => ({ ...each, score: 0.99 }))
  const rules = {
    limit: DEPTH,
    subject: toldBySubject(subjectOf(q)),
    excluded: new Set([q.id]),
    ownShare: 0.4,
    joins: 0,
    words: 1,
    opens: 0,
  }
  return selectLinks(sure, rules).map(({ id }) => byId.get(id)!)
}
