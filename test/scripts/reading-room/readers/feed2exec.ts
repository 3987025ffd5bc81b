// feed2exec: hands each new entry to a plugin; here the usual one, which files it in a maildir.

import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { onPath, run, unless } from "../process.ts"
import { picturesIn, type Reader } from "../reader.ts"
import { readMaildir } from "./maildir.ts"

const packages = ["feed2exec"]

export const feed2exec: Reader = {
  name: "feed2exec",
  formats: ["rss", "atom"],
  packages,
  missing: () => unless(onPath("feed2exec"), packages),
  open: async (folder) => ({
    subscribe: async ({ url, format }) => {
      const home = join(folder, format)
      mkdirSync(home, { recursive: true })
      const mail = join(home, "mail")
      const files = ["--config", join(home, "feed2exec.ini"), "--database", join(home, "feed2exec.db")]
      const feed2exec = (...args: string[]) =>
        run("feed2exec", [...files, ...args], { env: { HOME: home, PYTHONWARNINGS: "ignore" } })
      await feed2exec("add", "room", url, "--output", "maildir", "--mailbox", mail, "--folder", "room")
      return {
        visit: async () => {
          const { output, errors } = await feed2exec("fetch")
          if (output || errors) throw new Error((output + errors).trim())
          const letters = await readMaildir(join(mail, "room"))
          return letters.map(({ title, time, from, headers, html, enclosures }) => ({
            url: headers["archived-at"] ?? "",
            title,
            time,
            authors: from ? [from] : [],
            html,
            pictures: picturesIn(html),
            enclosures,
          }))
        },
      }
    },
  }),
}
