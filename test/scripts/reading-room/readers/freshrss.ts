// FreshRSS: its public source under Debian's PHP, installed and refreshed from the command line, a user for each format.
// In: the entries of its database, whose titles and names it keeps as HTML.

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { setTimeout as pause } from "node:timers/promises"
import { htmlToText } from "../../../../src/lib/html/index.ts"
import { run, runs, unless } from "../process.ts"
import { type Format, picturesIn, type Reader } from "../reader.ts"

interface Row {
  title: string
  link: string
  author: string
  date: number
  content: string
  attributes: string
}

interface Enclosure {
  url: string
  medium?: string
  type?: string
}

const EXTENSIONS = ["sqlite3", "xml", "mbstring", "curl", "intl", "zip", "gmp"]
const packages = ["php-cli", ...EXTENSIONS.map((name) => `php-${name}`)]
const source = process.env.FRESHRSS ?? ""
const TYPES: Record<Format, string> = { rss: "rss", atom: "rss", json: "JSONFeed" }

export const freshrss: Reader = {
  name: "FreshRSS",
  formats: ["rss", "atom", "json"],
  packages,
  missing: () =>
    unless(
      runs("php", ["-r", "exit(extension_loaded('pdo_sqlite') && extension_loaded('intl') ? 0 : 1);"]),
      packages,
    ) ?? (existsSync(source) ? null : "not here: FRESHRSS names a folder or a git directory with its public source"),
  open: async (folder) => {
    mkdirSync(folder, { recursive: true })
    if (existsSync(join(source, "cli"))) cpSync(source, folder, { recursive: true })
    else await run("sh", ["-c", `git -C "$1" archive HEAD | tar x -C "$2"`, "-", source, folder])
    // Visits follow one another within seconds here: nothing it has is kept for longer.
    const limits = "'cache_duration' => 1, 'cache_duration_min' => 1, 'cache_duration_max' => 1"
    writeFileSync(join(folder, "data/config.custom.php"), `<?php return ['limits' => [${limits}]];`)
    const cli = (script: string, ...args: string[]) =>
      run("php", [join(folder, "cli", script), ...args], { cwd: folder })
    // What a new user subscribes to.
    const subscribeTo = (outline: string) =>
      writeFileSync(join(folder, "data/opml.xml"), `<opml version="2.0"><body>${outline}</body></opml>`)
    subscribeTo("")
    await cli("do-install.php", "--default-user", "admin", "--db-type", "sqlite", "--auth-type", "none")
    await cli("create-user.php", "--user", "admin")
    return {
      subscribe: async ({ url, format }) => {
        const home = join(folder, "data/users", format)
        const log = join(home, "log.txt")
        subscribeTo(`<outline text="room" type="${TYPES[format]}" xmlUrl="${url}"/>`)
        await cli("create-user.php", "--user", format, "--feed-ttl-default", "1")
        writeFileSync(log, "")
        return {
          visit: async () => {
            await pause(2_100)
            await cli("actualize-user.php", "--user", format).catch((error: Error) => {
              // It also ends with 1 when no feed had news.
              if (!/actualized 0 feeds/.test(error.message)) throw error
            })
            // In production only warnings and errors are written there.
            const said = readFileSync(log, "utf8")
            if (said) throw new Error(said)
            return entriesIn(join(home, "db.sqlite"))
          },
        }
      },
    }
  },
}

function entriesIn(file: string) {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database
    .prepare("SELECT title, link, author, date, content, attributes FROM entry")
    .all() as unknown as Row[]
  database.close()
  return rows.map((row) => {
    const attributes = JSON.parse(row.attributes || "{}") as { enclosures?: Enclosure[]; thumbnail?: Enclosure }
    const files = attributes.enclosures ?? []
    const isPicture = ({ medium, type }: Enclosure) => medium === "image" || type?.startsWith("image/")
    return {
      url: row.link,
      title: htmlToText(row.title),
      time: row.date,
      authors: htmlToText(row.author).split(/;\s*/).filter(Boolean),
      html: row.content,
      pictures: [
        ...picturesIn(row.content),
        ...files.filter(isPicture).map(({ url }) => url),
        ...(attributes.thumbnail ? [attributes.thumbnail.url] : []),
      ],
      enclosures: files.filter((file) => !isPicture(file)).map(({ url }) => url),
    }
  })
}
