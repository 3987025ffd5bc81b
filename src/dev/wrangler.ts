import { type ChildProcess, spawn } from "node:child_process"
import { resolve } from "node:path"
import { ROOT } from "./settings.ts"

const CLI = resolve(ROOT, "node_modules/wrangler/wrangler-dist/cli.js")

// All that wrangler would look up or send on its own account: `Request.cf`, newer releases, metrics, error reports.
const QUIET = {
  CI: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_WRITE_LOGS: "false",
}

/** Starts wrangler in a process group of its own, so that a Ctrl-C reaches it through us alone. */
export function spawnWrangler(args: string[], stdio: "inherit" | "pipe"): ChildProcess {
  return spawn(process.execPath, ["--no-warnings", CLI, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET },
    stdio: ["ignore", stdio, stdio],
    detached: true,
  })
}

/** Applies the D1 migrations that the local state lacks. Throws an Error with wrangler's words when one fails. */
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
