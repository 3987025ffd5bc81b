import type { ChildProcess } from "node:child_process"
import { createServer } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import type { Settings } from "./settings.ts"
import { applyMigrations, spawnWrangler } from "./wrangler.ts"

const START_MS = 60_000
const STOP_MS = 5_000

/** A Worker that runs on loopback, with its state on disk. */
export interface LocalWorker {
  /** Without a slash at the end. */
  url: string
  /** Settles when the Worker ends by itself. */
  ended: Promise<void>
  stop(): Promise<void>
}

/**
 * Migrates the local state, starts the Worker, and ticks its clock, which wrangler does not do. Throws an Error when
 * the port is taken or the Worker does not start.
 */
export async function startWorker(settings: Settings): Promise<LocalWorker> {
  const { port, stateDir, editorToken, allowPrivateNetwork, variables } = settings
  await assertFree(port)
  await applyMigrations(stateDir)
  const url = `http://localhost:${port}`
  const vars = {
    SITE_URL: url,
    HOME_URL: `${url}/`,
    ICON: `${url}/icon.svg`,
    ...variables,
    EDITOR_TOKEN: editorToken,
    ALLOW_PRIVATE_NETWORK: String(allowPrivateNetwork),
  }
  const child = spawnWrangler(
    [
      ...["dev", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--persist-to", stateDir],
      ...["--log-level", "error", "--show-interactive-dev-session=false"],
      ...Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
    ],
    "inherit",
  )
  const killAll = () => killGroup(child, "SIGKILL")
  process.once("exit", killAll)
  const ended = new Promise<void>((done) => child.once("exit", () => done()))
  const stop = async () => {
    clearInterval(clock)
    child.kill("SIGTERM")
    await Promise.race([ended, pause(STOP_MS, undefined, { ref: false })])
    killAll()
    process.off("exit", killAll)
  }
  const clock = settings.tickS > 0 ? setInterval(() => tick(url), settings.tickS * 1000) : undefined
  const answers = await waitFor(url, ended)
  if (!answers) {
    await stop()
    throw new Error("the Worker did not start, see wrangler's output above")
  }
  return { url, ended, stop }
}

/** Runs the Worker's scheduled handler once. */
export async function tick(url: string): Promise<void> {
  await fetch(`${url}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`).catch(() => undefined)
}

async function waitFor(url: string, ended: Promise<void>): Promise<boolean> {
  const until = Date.now() + START_MS
  let over = false
  void ended.then(() => {
    over = true
  })
  while (!over && Date.now() < until) {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(10_000) }).catch(() => null)
    await answer?.body?.cancel()
    if (answer) return true
    await pause(150)
  }
  return false
}

function assertFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", () => reject(new Error(`port ${port} is taken, set PORT to another one`)))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()))
  })
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // It has ended already.
  }
}
