// liferea: a desktop program, here on a screen that nobody sees. It is told over D-Bus to refresh.
// In: its database, and the metadata that it shows above an entry.

import type { ChildProcess } from "node:child_process"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { setTimeout as pause } from "node:timers/promises"
import { onPath, runs, start, stop, unless, waitFor } from "../process.ts"
import { picturesIn, type Reader } from "../reader.ts"

const MAX_START_MS = 45_000
/** How long it may take from an answer to the last row in its database. */
const SETTLE_MS = 2_500

interface Row {
  item_id: number
  title: string
  source: string
  description: string
  date: number
}

const packages = ["liferea", "xvfb", "xauth", "dbus"]

export const liferea: Reader = {
  name: "liferea",
  formats: ["rss", "atom"],
  packages,
  missing: () => unless(onPath("liferea", "xvfb-run", "dbus-daemon", "dbus-send"), packages),
  open: async (folder) => {
    const programs: ChildProcess[] = []
    return {
      subscribe: async ({ url, format, answers }) => {
        const home = join(folder, format)
        const [config, data, runtime] = [join(home, "config/liferea"), join(home, "data/liferea"), join(home, "run")]
        for (const path of [config, data, runtime]) mkdirSync(path, { recursive: true, mode: 0o700 })
        writeFileSync(join(config, "feedlist.opml"), FEED_LIST.replace("ADDRESS", url))
        const bus = `unix:path=${join(runtime, "bus")}`
        const env = {
          HOME: home,
          XDG_CONFIG_HOME: join(home, "config"),
          XDG_DATA_HOME: join(home, "data"),
          XDG_CACHE_HOME: join(home, "cache"),
          XDG_RUNTIME_DIR: runtime,
          DBUS_SESSION_BUS_ADDRESS: bus,
          GSETTINGS_BACKEND: "memory",
        }
        programs.push(start("dbus-daemon", ["--session", "--nofork", "--nopidfile", `--address=${bus}`], { env }))
        await waitFor("the bus", MAX_START_MS, () => (existsSync(join(runtime, "bus")) ? true : null))
        programs.push(start("xvfb-run", ["-a", "liferea", "--disable-plugins"], { env }))
        const call = (method: string) =>
          runs("dbus-send", ["--session", "--print-reply", `--dest=${NAME}`, OBJECT, `${NAME}.${method}`], env)
        await waitFor("liferea", MAX_START_MS, () => (call("Ping") ? true : null))
        return {
          visit: async () => {
            const before = answers()
            call("Refresh")
            await waitFor("liferea's request", MAX_START_MS, () => (answers() > before ? true : null))
            await pause(SETTLE_MS)
            return entriesIn(join(data, "liferea.db"))
          },
        }
      },
      close: async () => {
        for (const program of programs.reverse()) await stop(program)
      },
    }
  },
}

const NAME = "org.gnome.feed.Reader"
const OBJECT = "/org/gnome/feed/Reader"
const FEED_LIST = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>room</title></head><body>
<outline title="room" text="room" type="rss" id="room" xmlUrl="ADDRESS" updateInterval="-1"/>
</body></opml>
`

function entriesIn(file: string) {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database.prepare("SELECT * FROM items").all() as unknown as Row[]
  const metadata = database.prepare("SELECT value FROM metadata WHERE item_id = ? AND key = ? ORDER BY nr")
  const entries = rows.map(({ item_id, title, source, description, date }) => {
    const all = (key: string) => metadata.all(item_id, key).map(({ value }) => String(value))
    return {
      url: source,
      title,
      time: date,
      authors: [...all("author"), ...all("creator")],
      html: description,
      pictures: [...picturesIn(description), ...all("mediathumbnail")],
      enclosures: all("enclosure").map(addressIn),
    }
  })
  database.close()
  return entries
}

/** It keeps an enclosure as `enc:0:TYPE:LENGTH:URL`, with the address escaped. */
const addressIn = (value: string) => decodeURIComponent(/^enc:\d?:[^:]*:[^:]*:(.*)$/.exec(value)?.[1] ?? value)
