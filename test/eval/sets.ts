import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { parseStories, type Story } from "./measures.ts"

/** A judged set, and the noise that its index holds beside it. */
export interface JudgedSet {
  /** Of the set and its noise: one set may be judged among several. */
  name: string
  stories: Story[]
  noise: Story[]
  /** Without different labels, only the same event is related. */
  strict: boolean
}

/** Sections of a paper are no subjects. */
const MIN_LABELS = 10

/** `FILE.jsonl`, or `FILE.jsonl:NOISE.jsonl`. */
export async function readSet(argument: string): Promise<JudgedSet> {
  const [file, noise] = argument.split(":")
  const stories = await readStories(file!)
  const strict = new Set(stories.map(({ label }) => label)).size < MIN_LABELS
  const name = [file, noise].flatMap((each) => (each ? [basename(each, ".jsonl")] : [])).join(" among ")
  return { name, stories, noise: noise ? await readStories(noise) : [], strict }
}

const readStories = async (file: string): Promise<Story[]> => parseStories(await readFile(file, "utf8"))
