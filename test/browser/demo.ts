import { type ChildProcess, spawn } from "node:child_process"
import { createServer } from "node:net"

const START_MS = 180_000
const STOP_MS = 20_000

/** A running `npm start`, on ports and state of its own. */
export interface Demo {
  url: string
  token: string
  /** What it printed. */
  said: string
  /** Sends what a terminal's Ctrl-C sends. Returns whether all of it ended in time. */
  interrupt(): Promise<boolean>
}

/** Starts the demo as a user does, and waits until it says how to stop it. */
export async function startDemo(
  stateDir: string,
  port: number,
  partnerPort: number,
  variables: Record<string, string> = {},
): Promise<Demo> {
  const token = "token-for-browser-tests"
  const env = {
    ...process.env,
    PORT: String(port),
    PARTNER_PORT: String(partnerPort),
    STATE_DIR: stateDir,
    EDITOR_TOKEN: token,
    TICK_S: "5",
    ...variables,
  }
  const child = spawn("npm", ["start"], { env, detached: true, stdio: ["ignore", "pipe", "pipe"] })
  const demo = {
    url: `http://localhost:${port}`,
    token,
    said: "",
    interrupt: () => interrupt(child, [port, partnerPort]),
  }
  const ready = new Promise<boolean>((resolve) => {
    const hear = (chunk: Buffer) => {
      demo.said += chunk
      if (demo.said.includes("Ctrl-C stops it.")) resolve(true)
    }
    child.stdout.on("data", hear)
    child.stderr.on("data", hear)
    child.once("exit", () => resolve(false))
    setTimeout(() => resolve(false), START_MS).unref()
  })
  if (await ready) return demo
  await demo.interrupt()
  throw new Error(`npm start did not come up:\n${demo.said}`)
}

async function interrupt(child: ChildProcess, ports: number[]): Promise<boolean> {
  const ended =
    child.exitCode !== null ? Promise.resolve() : new Promise<void>((done) => child.once("exit", () => done()))
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, name)
    } catch {
      // The group has ended.
    }
  }
  signal("SIGINT")
  const inTime = await Promise.race([
    ended.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), STOP_MS).unref()),
  ])
  signal("SIGKILL")
  const free = await Promise.all(ports.map(isFree))
  return inTime && free.every(Boolean)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(false))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
  })
}

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}
