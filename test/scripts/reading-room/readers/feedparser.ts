// python3-feedparser, the library under many readers; it asks for deltas (A-IM: feed) at each visit.

import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { htmlToText } from "../../../../src/lib/html/index.ts"
import { PYTHON, run, runs, unless } from "../process.ts"
import { picturesIn, type Reader, type Shown } from "../reader.ts"

const packages = ["python3-feedparser"]

export const feedparser: Reader = {
  name: "feedparser",
  formats: ["rss", "atom"],
  packages,
  missing: () => unless(runs(PYTHON, ["-c", "import feedparser"]), packages),
  open: async (folder) => ({
    subscribe: async ({ url, format }) => {
      mkdirSync(folder, { recursive: true })
      const args = [join(import.meta.dirname, "visit_feedparser.py"), url, join(folder, `${format}.json`)]
      return {
        visit: async () => {
          const { output } = await run(PYTHON, args)
          const entries = JSON.parse(output) as (Omit<Shown, "pictures"> & { titleType: string })[]
          return entries.map(({ titleType, ...entry }) => ({
            ...entry,
            title: titleType === "text/plain" ? entry.title : htmlToText(entry.title),
            pictures: picturesIn(entry.html),
          }))
        },
      }
    },
  }),
}
