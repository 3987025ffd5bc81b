// sfeed: sfeed_update fetches with curl, which keeps the ETag, and keeps entries as lines of fields between tabs.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { onPath, run, unless } from "../process.ts"
import { picturesIn, type Reader } from "../reader.ts"

const packages = ["sfeed", "curl"]

export const sfeed: Reader = {
  name: "sfeed",
  formats: ["rss", "atom"],
  packages,
  missing: () => unless(onPath("sfeed_update", "curl"), packages),
  open: async (folder) => ({
    subscribe: async ({ url, format }) => {
      const home = join(folder, format)
      mkdirSync(home, { recursive: true })
      const etag = join(home, "etag")
      const config = join(home, "sfeedrc")
      writeFileSync(
        config,
        `sfeedpath="${home}/feeds"
fetch() { curl -sSf --etag-save "${etag}" --etag-compare "${etag}" "$2"; }
feeds() { feed room "${url}"; }
`,
      )
      return {
        visit: async () => {
          const { errors } = await run("sfeed_update", [config], { env: { HOME: home } })
          if (errors) throw new Error(errors)
          return readFileSync(join(home, "feeds/room"), "utf8").split("\n").filter(Boolean).map(toShown)
        },
      }
    },
  }),
}

function toShown(line: string) {
  const [time, title, url, content, , , author, enclosure] = line.split("\t").map(plain)
  return {
    url: url!,
    title: title!,
    time: Number(time),
    authors: author ? [author] : [],
    html: content!,
    pictures: picturesIn(content!),
    enclosures: enclosure ? [enclosure] : [],
  }
}

const plain = (field: string) => field.replace(/\\([nt\\])/g, (_, kind: string) => ({ n: "\n", t: "\t" })[kind] ?? "\\")
