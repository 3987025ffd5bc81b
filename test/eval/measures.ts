/** A judged story, a line of a set. Without a cluster it is there to be in the way. */
export interface Story {
  id: string
  title: string
  body?: string
  /** RFC 3339 or a day. */
  date?: string
  lang?: string
  /** What is related shares it. */
  label?: string
  /** What tells of the same event shares it. */
  cluster?: string
}

/** The stories of a JSONL file. */
export function parseStories(text: string): Story[] {
  const lines = text.split("\n").filter((line) => line.trim())
  return lines.map((line) => JSON.parse(line, (_, value) => value ?? undefined))
}

/** A set, parted into what is held and what is asked. */
export interface Task {
  held: Story[]
  /** Stories whose relatives are held. */
  wanted: Story[]
  /** Stories of whose subject nothing is held: they should get no link. */
  silent: Story[]
}

// FNV-1a over UTF-16 units, its bits mixed as MurmurHash3 ends; 0..1, the same choice every time.
function chance(text: string): number {
  let value = 0x811c9dc5
  for (const unit of text) value = Math.imul(value ^ unit.charCodeAt(0), 0x01000193)
  for (const factor of [0x85ebca6b, 0xc2b2ae35]) value = Math.imul(value ^ (value >>> 16), factor)
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32
}

const KEPT_OUT = 0.25

/** Keeps some labels out of the index, so that silence can be asked for. `fold` names another choice of labels. */
export function partTask(set: Story[], noise: Story[], queries: number, fold: string): Task {
  const isOut = ({ label }: Story) => label !== undefined && chance(`${fold}${label}`) < KEPT_OUT
  const sizes = Map.groupBy(set, ({ cluster }) => cluster)
  const byChance = (a: Story, b: Story) => chance(a.id) - chance(b.id)
  const asked = set.filter(({ cluster }) => cluster !== undefined && sizes.get(cluster)!.length > 1).sort(byChance)
  return {
    held: [...set.filter((story) => !isOut(story)), ...noise],
    wanted: asked.filter((story) => !isOut(story)).slice(0, queries),
    silent: set.filter(isOut).sort(byChance).slice(0, queries),
  }
}

/** 2 for the same event, 1 for the same subject, else 0. */
export function gain(asked: Story, found: Story | undefined): number {
  if (!found || found.id === asked.id || found.cluster === undefined) return 0
  return found.cluster === asked.cluster ? 2 : found.label === asked.label ? 1 : 0
}

const discounted = (gains: number[]) =>
  gains.reduce((sum, each, place) => sum + (2 ** each - 1) / Math.log2(place + 2), 0)

/** Normalised discounted cumulative gain of the first `depth` found, 0..1, against the best list that `held` allows. */
export function ndcg(asked: Story, found: (Story | undefined)[], held: Story[], depth: number): number {
  const best = held.map((story) => gain(asked, story)).sort((a, b) => b - a)
  const ideal = discounted(best.slice(0, depth))
  return ideal === 0 ? 1 : discounted(found.slice(0, depth).map((story) => gain(asked, story))) / ideal
}

export const mean = (values: number[]) =>
  values.length ? values.reduce((sum, each) => sum + each, 0) / values.length : 0

export const rounded = (value: number) => Math.round(value * 1000) / 1000
