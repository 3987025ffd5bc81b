// Runs programs, each for a bounded time. What is started here ends at the latest with this process.

import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"

const MAX_RUN_MS = 60_000
const STOP_MS = 5_000

/** Debian's Python: it has Debian's modules, which another one on the PATH lacks. */
export const PYTHON = "/usr/bin/python3"

interface RunOptions {
  env?: Record<string, string>
  cwd?: string
  input?: string
}

export interface Ran {
  output: string
  errors: string
}

/** Runs a program to its end. Throws an Error with its words when it fails or takes too long. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<Ran> {
  const child = start(command, args, options)
  const ran: Ran = { output: "", errors: "" }
  child.stdin!.on("error", () => undefined)
  child.stdin!.end(options.input ?? "")
  child.stdout!.setEncoding("utf8").on("data", (chunk: string) => {
    ran.output += chunk
  })
  child.stderr!.setEncoding("utf8").on("data", (chunk: string) => {
    ran.errors += chunk
  })
  const late = setTimeout(() => signal(child, "SIGKILL"), MAX_RUN_MS)
  const [code] = await once(child, "close").finally(() => clearTimeout(late))
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${(ran.output + ran.errors).slice(-2000)}`)
  return ran
}

/** Starts a program in a process group of its own, which is killed when this process ends. */
export function start(command: string, args: string[], { env, cwd }: RunOptions = {}): ChildProcess {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true })
  const kill = () => signal(child, "SIGKILL")
  process.once("exit", kill)
  child.once("close", () => process.off("exit", kill))
  return child
}

/** Asks a started program to end, and makes it end. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, "close")
  child.kill("SIGTERM")
  await Promise.race([ended, pause(STOP_MS, undefined, { ref: false })])
  signal(child, "SIGKILL")
}

/** Waits until `look` gives something. Throws an Error when it has not after `ms`. */
export async function waitFor<T>(what: string, ms: number, look: () => Promise<T | null> | T | null): Promise<T> {
  const until = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (Date.now() > until) throw new Error(`${what}: not within ${ms / 1000} s`)
    await pause(100)
  }
}

export function runs(command: string, args: string[], env: Record<string, string> = {}): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore", timeout: MAX_RUN_MS, env: { ...process.env, ...env } })
    return true
  } catch {
    return false
  }
}

export const onPath = (...commands: string[]): boolean =>
  commands.every((command) => runs("sh", ["-c", `command -v ${command}`]))

/** A reader's `missing` for programs that Debian has. */
export const unless = (found: boolean, packages: string[]): string | null =>
  found ? null : `not here: apt-get install ${packages.join(" ")}`

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, name)
  } catch {
    // It has ended already.
  }
}
