import { type Bundle, startWorker } from "../support/worker.ts"
import { timeRequests } from "./load.ts"

const ROUNDS = 31
const ROUND_MS = 60

export interface CpuFigures {
  name: string
  /** What a run returned: items parsed, bytes rendered. */
  amount: number
  /** Milliseconds a run, in the best of the rounds: whatever else the machine does only adds to it. */
  ms: number
}

/**
 * Times the bench Worker's cases inside workerd. A Worker's clock stands still while it computes, so each is timed from
 * outside: a request that does it some times, less one that does it no time. The cases take turns, round by round.
 */
export async function cpuFigures(
  bundle: Bundle,
  wanted: (name: string) => boolean,
  feeds: Uint8Array[],
): Promise<CpuFigures[]> {
  const worker = await startWorker({ bundle })
  try {
    if (feeds.length > 0) {
      const body = new FormData()
      for (const [index, bytes] of feeds.entries()) body.append("feed", new Blob([Uint8Array.from(bytes)]), `${index}`)
      await fetch(worker.url, { method: "POST", body })
    }
    const names = ((await (await fetch(worker.url)).json()) as string[]).filter(wanted)
    const request = async (name: string, times: number) => {
      const url = `${worker.url}/?case=${encodeURIComponent(name)}&times=${times}`
      return (await timeRequests({ url }, 1))[0]!
    }
    const plans = []
    for (const name of names) {
      const cold = await request(name, 1)
      const warmUps = Math.max(1, Math.ceil(ROUND_MS / cold))
      const once = (await request(name, warmUps)) / warmUps
      const response = await fetch(`${worker.url}/?case=${encodeURIComponent(name)}&times=1`)
      const times = Math.max(1, Math.ceil(ROUND_MS / Math.max(once, 0.01)))
      plans.push({ name, times, amount: Number(await response.text()), taken: [] as number[], empty: [] as number[] })
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { name, times, taken, empty } of plans) {
        empty.push(await request(name, 0))
        taken.push(await request(name, times))
      }
    }
    return plans.map(({ name, amount, times, taken, empty }) => {
      return { name, amount, ms: (Math.min(...taken) - Math.min(...empty)) / times }
    })
  } finally {
    await worker.stop()
  }
}
