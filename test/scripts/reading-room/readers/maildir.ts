// The letters that a reader has put into a maildir. In: the folder. Out: each letter as a mail program shows it.

import { join } from "node:path"
import { PYTHON, run } from "../process.ts"

interface Letter {
  title: string
  time: number | null
  from: string
  headers: Record<string, string>
  html: string
  enclosures: string[]
}

export async function readMaildir(folder: string): Promise<Letter[]> {
  const { output } = await run(PYTHON, [join(import.meta.dirname, "read_maildir.py"), folder])
  const letters = JSON.parse(output) as (Omit<Letter, "enclosures"> & { enclosures: [string, string][] })[]
  return letters.map((letter) => ({
    ...letter,
    enclosures: letter.enclosures.map(([link, plain]) => (link || plain).replaceAll("&amp;", "&")),
  }))
}
