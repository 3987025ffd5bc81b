import { type ChildProcess, spawn } from "node:child_process"
import { resolve } from "node:path"
import { ROOT } from "./settings.ts"

const CLI = resolve(ROOT, "node_modules/wrangler/wrangler-dist/cli.js")

// Turns off what wrangler would fetch or send by itself: `Request.cf`, new releases, metrics, error reports.
const QUIET = {
  CI: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_WRITE_LOGS: "false",
}

/** Starts wrangler in its own process group, so that Ctrl-C reaches it only through us. */
export function spawnWrangler(args: string[], stdio: "inherit" | "pipe"): ChildProcess {
  return spawn(process.execPath, ["--no-warnings", CLI, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET },
    stdio: ["ignore", stdio, stdio],
    detached: true,
  })
}

/** Applies missing D1 migrations to the local state. Throws an Error with wrangler's output when one fails. */
export async function applyMigrations(stateDir: string): Promise<void> {
  const args = ["d1", "migrations", "apply", "DB", "--local", "--persist-to", stateDir]
  const child = spawnWrangler(args, "pipe")
  let said = ""
  const hear = (chunk: Buffer) => {
    said += chunk
  }
  child.stdout?.on("data", hear)
  child.stderr?.on("data", hear)
  const code = await new Promise((done) => child.once("close", done))
  if (code !== 0) throw new Error(`the migrations failed:\n${said}`)
}
