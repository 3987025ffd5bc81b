import type { LocalWorker } from "./worker.ts"

/**
 * Runs `start`, keeps what it started until a signal comes or the Worker ends, then calls each `stop` in turn. An Error
 * on the way is shown in one line, and the process ends with 1.
 */
export async function runUntilStopped(start: (stops: (() => Promise<void>)[]) => Promise<LocalWorker>): Promise<void> {
  const stops: (() => Promise<void>)[] = []
  let stopping = false
  const stopAll = async (code: number) => {
    if (stopping) return
    stopping = true
    for (const stop of stops.reverse()) await stop().catch(console.error)
    process.exit(code)
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stopAll(0))
  // Whoever ends npm alone ends the shell between npm and us, and no signal comes through that.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void stopAll(0), 500).unref()
  try {
    const worker = await start(stops)
    await worker.ended
    await stopAll(1)
  } catch (error) {
    if (!stopping) console.error(error instanceof Error ? `Check Also: ${error.message}` : error)
    await stopAll(1)
  }
}
