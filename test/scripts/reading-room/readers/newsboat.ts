// newsboat: reloads by itself and keeps entries in a database. In: its cache.db, as its list and pager show it.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { onPath, run, unless } from "../process.ts"
import { picturesIn, type Reader } from "../reader.ts"

interface Row {
  title: string
  url: string
  author: string
  pubDate: number
  content: string
  enclosure_url: string | null
}

const packages = ["newsboat"]

export const newsboat: Reader = {
  name: "newsboat",
  formats: ["rss", "atom"],
  packages,
  missing: () => unless(onPath("newsboat"), packages),
  open: async (folder) => ({
    subscribe: async ({ url, format }) => {
      const home = join(folder, format)
      mkdirSync(home, { recursive: true })
      const path = (name: string) => join(home, name)
      writeFileSync(path("urls"), `${url}\n`)
      writeFileSync(path("errors"), "")
      writeFileSync(path("config"), `show-read-feeds yes\nerror-log ${path("errors")}\n`)
      const args = ["-q", "-u", path("urls"), "-c", path("cache.db"), "-C", path("config"), "-x", "reload"]
      return {
        visit: async () => {
          await run("newsboat", args, { env: { HOME: home } })
          const errors = readFileSync(path("errors"), "utf8")
          if (errors) throw new Error(errors)
          const database = new DatabaseSync(path("cache.db"), { readOnly: true })
          const rows = database.prepare("SELECT * FROM rss_item WHERE deleted = 0").all() as unknown as Row[]
          database.close()
          return rows.map((row) => ({
            url: row.url,
            title: row.title,
            time: row.pubDate,
            authors: row.author ? [row.author] : [],
            html: row.content,
            pictures: picturesIn(row.content),
            enclosures: row.enclosure_url ? [row.enclosure_url] : [],
          }))
        },
      }
    },
  }),
}
