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

/** Runs wrangler to its end. It cannot ask anything. */
export async function runWrangler(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawnWrangler(args, "pipe")
  const said = { stdout: "", stderr: "" }
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (chunk: string) => {
      said[stream] += chunk
    })
  }
  const code = await new Promise<number>((done) => child.once("close", (code) => done(code ?? 1)))
  return { code, ...said }
}

/** Applies missing D1 migrations to the local state. Throws an Error with wrangler's output when one fails. */
export async function applyMigrations(stateDir: string): Promise<void> {
  const args = ["d1", "migrations", "apply", "DB", "--local", "--persist-to", stateDir]
  const { code, stdout, stderr } = await runWrangler(args)
  if (code !== 0) throw new Error(`the migrations failed:\n${stdout}${stderr}`)
}
