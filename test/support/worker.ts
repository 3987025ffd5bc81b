import { execFile } from "node:child_process"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { fileURLToPath, URL } from "node:url"
import { promisify } from "node:util"
import {
  convertV4MiniflareOptions,
  type LegacyWorkerOptions,
  Log,
  LogLevel,
  Miniflare,
  Response,
  type V4WorkerOptions,
} from "miniflare"
import { unstable_getMiniflareWorkerOptions, unstable_readConfig, unstable_splitSqlQuery } from "wrangler"

const root = fileURLToPath(new URL("../../", import.meta.url))
const configPath = join(root, "wrangler.toml")

/** The token that editors' requests carry in a started Worker. */
export const EDITOR_TOKEN = "editor-token-for-tests"

/** A Worker's modules: the entry first, then the files that it loads as text. */
export type Bundle = { type: "ESModule" | "Text"; path: string; contents: string }[]

interface StartOptions {
  /** The bundle to run, from `bundleWorker`; it is made when left out. */
  bundle?: Bundle
  /** Vars and secrets over those of wrangler.toml; SITE_URL and HOME_URL default to https://courier.example. */
  vars?: Record<string, string>
  /** A folder that keeps KV, D1 and queues from start to start; in memory when left out. */
  stateDir?: string
  /** Port of the Worker's own socket on 127.0.0.1; any free one when left out. */
  port?: number
  /** Requests a minute that the rate limiter lets through for a key; 1,000,000 when left out. */
  limit?: number
  /** Answers 503 to all that the Worker fetches, without a network. */
  offline?: boolean
  /** Opens an inspector on a free port: `miniflare.getInspectorURL()`. */
  inspected?: boolean
  /** Other Workers in the same process, each with a socket of its own: a yardstick beside the real one. */
  beside?: { name: string; script: string }[]
}

export interface RunningWorker {
  /** Origin of the Worker's own socket, without a slash at the end: no proxy stands before it. */
  url: string
  /** Origin of one of the Workers of `beside`. */
  urlOf(name: string): Promise<string>
  /** Fires the cron trigger as of `now` (milliseconds since 1970) and waits for the handler. */
  tick(now: number): Promise<void>
  /** The simulator's own handle: bindings for looking at what the Worker stored. */
  miniflare: Miniflare
  /** Ends workerd; what was in memory is gone. */
  stop(): Promise<void>
}

/**
 * Bundles a Worker's entry as `wrangler deploy` would; src/index.ts when left out. Throws an Error with wrangler's words
 * when it does not build.
 */
export async function bundleWorker(entry?: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), "check-also-bundle-"))
  try {
    const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js")
    const args = [
      wrangler,
      "deploy",
      ...(entry ? [entry] : []),
      "--config",
      configPath,
      "--dry-run",
      "--outdir",
      folder,
    ]
    const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "true" }
    await promisify(execFile)(process.execPath, args, { cwd: root, env })
    const main = entry ? basename(entry).replace(/\.tsx?$/, ".js") : "index.js"
    const texts = (await readdir(folder)).filter((name) => /\.(?:client\.js|css|txt)$/.test(name))
    const load = async (path: string, type: Bundle[number]["type"]) => ({
      type,
      path,
      contents: await readFile(join(folder, path), "utf8"),
    })
    return await Promise.all([load(main, "ESModule"), ...texts.map((path) => load(path, "Text"))])
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * The Worker with wrangler.toml's bindings and vars in workerd, migrations applied, listening on a socket of its own.
 * Nothing is looked up on the internet. A process that is killed takes its workerd along only when both stand in one
 * process group that is killed whole.
 */
export async function startWorker(options: StartOptions = {}): Promise<RunningWorker> {
  // Secrets are looked for beside the config's path: those of a developer's .dev.vars have no place in a test.
  const config = { ...unstable_readConfig({ config: configPath }), configPath: join(root, "test/wrangler.toml") }
  const fromConfig = unstable_getMiniflareWorkerOptions(config).workerOptions as Omit<LegacyWorkerOptions, "modules">
  const socket = (port: number) => [{ host: "127.0.0.1", port }]
  const main: V4WorkerOptions = {
    ...fromConfig,
    name: "check-also",
    modules: options.bundle ?? (await bundleWorker()),
    bindings: {
      ...fromConfig.bindings,
      SITE_URL: "https://courier.example",
      HOME_URL: "https://courier.example/",
      EDITOR_TOKEN,
      ...options.vars,
    },
    ratelimits: {
      LIMITER: { namespace_id: "1001", simple: { limit: options.limit ?? 1_000_000, period: 60 } },
      HUB_LIMITER: { namespace_id: "1002", simple: { limit: options.limit ?? 1_000_000, period: 60 } },
    },
    unsafeDirectSockets: socket(options.port ?? 0),
    ...(options.offline && { outboundService: () => new Response("no network", { status: 503 }) }),
  }
  const beside: V4WorkerOptions[] = (options.beside ?? []).map(({ name, script }) => ({
    name,
    compatibilityDate: fromConfig.compatibilityDate,
    modules: [{ type: "ESModule", path: `${name}.js`, contents: script }],
    unsafeDirectSockets: socket(0),
  }))
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      ...(options.inspected && { inspectorPort: 0 }),
      cf: false,
      log: new Log(LogLevel.ERROR),
      telemetry: { enabled: false },
      resourcePersistencePath: options.stateDir,
      workers: [main, ...beside],
    }),
  )
  await miniflare.ready
  await migrate(miniflare)
  const urlOf = async (name: string) => (await miniflare.unsafeGetDirectURL(name)).origin
  return {
    url: await urlOf("check-also"),
    urlOf,
    miniflare,
    tick: async (now) => {
      const worker = await miniflare.getWorker("check-also")
      await worker.scheduled({ cron: "* * * * *", scheduledTime: new Date(now) })
    },
    stop: () => miniflare.dispose(),
  }
}

/** Applies the migrations that this state has not seen, and notes them where wrangler does. */
async function migrate(miniflare: Miniflare): Promise<void> {
  const db = await miniflare.getD1Database("DB", "check-also")
  const table = "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE)"
  await db.prepare(table).run()
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>()
  const applied = new Set(results.map(({ name }) => name))
  const folder = join(root, "src/store/migrations")
  for (const name of (await readdir(folder)).sort()) {
    if (!name.endsWith(".sql") || applied.has(name)) continue
    const statements = unstable_splitSqlQuery(await readFile(join(folder, name), "utf8"))
    const note = db.prepare("INSERT INTO d1_migrations (name) VALUES (?1)").bind(name)
    await db.batch([...statements.map((sql) => db.prepare(sql)), note])
  }
}
