import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import type { Story } from "./measures.ts"

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

export async function readStories(file: string): Promise<Story[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim())
  return lines.map((line) => JSON.parse(line, (_, value) => value ?? undefined))
}
