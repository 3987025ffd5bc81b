// Miniflux: a server with PostgreSQL behind it, both on loopback and in a folder of their own; asked over its API.

import { execFileSync } from "node:child_process"
import { chmodSync, chownSync, existsSync, globSync, mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { freePort, onPath, run, start, stop, unless, waitFor } from "../process.ts"
import { picturesIn, type Reader } from "../reader.ts"

interface Entry {
  url: string
  title: string
  author: string
  published_at: string
  content: string
  enclosures: { url: string; mime_type: string }[] | null
}

const MAX_START_MS = 30_000
const packages = ["postgresql", "miniflux"]
const program = process.env.MINIFLUX ?? "miniflux"
const server = globSync("/usr/lib/postgresql/*/bin").at(-1) ?? ""
const USER = "room"
const PASSWORD = "reading-room"

export const miniflux: Reader = {
  name: "Miniflux",
  formats: ["rss", "atom", "json"],
  packages,
  missing: () =>
    unless(existsSync(server), ["postgresql"]) ??
    (onPath(program) ? null : "not here: Debian 13 has the package miniflux; MINIFLUX names its program elsewhere"),
  open: async (folder) => {
    mkdirSync(folder, { recursive: true })
    const data = join(folder, "postgres")
    mkdirSync(data)
    // PostgreSQL refuses to run as root.
    const root = process.getuid?.() === 0
    if (root) {
      for (const path of [dirname(folder), folder]) chmodSync(path, 0o711)
      chownSync(data, Number(idOf("-u")), Number(idOf("-g")))
    }
    const asServer = (...command: string[]): [string, string[]] =>
      root ? ["runuser", ["-u", "postgres", "--", ...command]] : [command[0]!, command.slice(1)]
    await run(...asServer(join(server, "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "--no-sync"), {
      cwd: "/",
    })
    const database = start(...asServer(join(server, "postgres"), "-D", data, "-k", data, "-c", "listen_addresses="), {
      cwd: "/",
    })
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const env = {
      DATABASE_URL: `host=${data} user=postgres dbname=postgres sslmode=disable`,
      LISTEN_ADDR: `127.0.0.1:${port}`,
      BASE_URL: url,
      RUN_MIGRATIONS: "1",
      CREATE_ADMIN: "1",
      ADMIN_USERNAME: USER,
      ADMIN_PASSWORD: PASSWORD,
      // Pictures stand in what it shows at their own addresses.
      MEDIA_PROXY_MODE: "none",
      // It would come by itself too; here it comes when it is told to.
      DISABLE_SCHEDULER_SERVICE: "1",
    }
    await waitFor("PostgreSQL", MAX_START_MS, () => (existsSync(join(data, ".s.PGSQL.5432")) ? true : null))
    const service = start(program, [], { env })
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${url}/v1${path}`, {
        method,
        headers: { authorization: `Basic ${btoa(`${USER}:${PASSWORD}`)}` },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(MAX_START_MS),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`Miniflux: ${method} ${path} was answered ${answer.status} ${text}`)
      return text === "" ? null : JSON.parse(text)
    }
    const categories = await waitFor("Miniflux", MAX_START_MS, () => ask("GET", "/categories").catch(() => null))
    return {
      subscribe: async ({ url: feed_url }) => {
        let feed: number | null = null
        return {
          visit: async () => {
            if (feed === null) feed = (await ask("POST", "/feeds", { feed_url, category_id: categories[0].id })).feed_id
            else await ask("PUT", `/feeds/${feed}/refresh`)
            const { parsing_error_message: error } = await ask("GET", `/feeds/${feed}`)
            if (error) throw new Error(error)
            const { entries } = await ask("GET", `/feeds/${feed}/entries?limit=1000`)
            return (entries as Entry[]).map(toShown)
          },
        }
      },
      close: async () => {
        await stop(service)
        await stop(database)
      },
    }
  },
}

function toShown({ url, title, author, published_at, content, enclosures }: Entry) {
  const files = enclosures ?? []
  const isPicture = ({ mime_type }: { mime_type: string }) => mime_type.startsWith("image/")
  return {
    url,
    title,
    time: Math.floor(Date.parse(published_at) / 1000),
    authors: author.split(", ").filter(Boolean),
    html: content,
    pictures: [...picturesIn(content), ...files.filter(isPicture).map(({ url }) => url)],
    enclosures: files.filter((file) => !isPicture(file)).map(({ url }) => url),
  }
}

const idOf = (flag: string) => execFileSync("id", [flag, "postgres"], { encoding: "utf8" })
