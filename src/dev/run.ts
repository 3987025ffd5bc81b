import type { LocalWorker } from "./worker.ts"

/**
 * Runs `start`, waits for a signal or the end of the Worker, then calls each `stop` in reverse order. It prints an
 * Error in one line and exits with 1.
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
  // When only npm is stopped, its shell ends too, and we get no signal. We notice it by the new parent process.
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
