/** A service that is killed (SIGKILL) and started again on the same state. */
import { type ChildProcess, spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { elapse } from "../../support/elapse.ts"
import { type Bundle, EDITOR_TOKEN, startWorker } from "../../support/worker.ts"

/** The child: nothing but the Worker, until it is killed. A number is how much time passes before its clock ticks. */
export async function runWorker(stateDir: string, bundlePath: string): Promise<void> {
  const bundle: Bundle = JSON.parse(await readFile(bundlePath, "utf8"))
  const worker = await startWorker({ bundle, stateDir, hasty: true, vars: { ALLOW_PRIVATE_NETWORK: "true" } })
  const db = (await worker.miniflare.getD1Database("DB", "check-also")) as unknown as D1Database
  process.on("message", async (milliseconds) => {
    await elapse(db, Number(milliseconds))
    await worker.tick(Date.now())
    process.send!("ticked")
  })
  process.send!(worker.url)
}

export interface Service {
  url: string
  /** One tick of its clock, so much later. */
  later(milliseconds: number): Promise<void>
  kill(): Promise<void>
}

export async function start(stateDir: string, bundlePath: string): Promise<Service> {
  // A process group of its own, so that workerd is killed with its parent.
  const child: ChildProcess = spawn(
    process.execPath,
    [`${import.meta.dirname}/../kill.ts`, "worker", stateDir, bundlePath],
    {
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  )
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const killGroup = () => process.kill(-child.pid!, "SIGKILL")
  process.once("exit", killGroup)
  const kill = async () => {
    process.off("exit", killGroup)
    killGroup()
    await ended
  }
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve(String(message)))
    child.once("exit", () => reject(new Error("the Worker did not start")))
  })
  const later = (milliseconds: number) =>
    new Promise<void>((resolve, reject) => {
      const end = () => reject(new Error("the Worker ended"))
      child.once("exit", end)
      child.once("message", () => {
        child.off("exit", end)
        resolve()
      })
      child.send(milliseconds)
    })
  return { url, later, kill }
}

export interface Reply {
  status: number
  text: string
}

/** The answer, or null when the service died before it came. */
export async function ask(
  url: string,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = { authorization: `Bearer ${EDITOR_TOKEN}` },
): Promise<Reply | null> {
  try {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body,
      signal: AbortSignal.timeout(60_000),
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return null
  }
}
