import { readFileSync } from "node:fs"
import { fileURLToPath, URL } from "node:url"
import { type Day, simulateDay } from "../simulation/day-of-polling.ts"

/** 10,000 partners, 20 polls a day each; of 2,000 of them a hundred each share a host, and one of these hosts hangs. */
const MANY: Omit<Day, keyof QueueSettings> = {
  partners: 10_000,
  hanging: 200,
  failing: 500,
  shared: [19, 100],
  stuck: [1, 100],
  hours: 24,
}

type QueueSettings = Pick<Day, "maxBatchSize" | "maxBatchTimeoutS" | "maxConcurrency" | "retryDelayS">

/** A day as it goes, an hour after all became due at once, and that hour with fewer consumers. */
export async function* pollingFigures(wanted: (name: string) => boolean) {
  const queue = queueSettings()
  const cases: [string, Day][] = [
    ["polling/day", { ...MANY, ...queue }],
    ["polling/at-once", { ...MANY, ...queue, hours: 1, atOnce: true }],
    ["polling/at-once-10-consumers", { ...MANY, ...queue, hours: 1, atOnce: true, maxConcurrency: 10 }],
    ["polling/at-once-5-consumers", { ...MANY, ...queue, hours: 1, atOnce: true, maxConcurrency: 5 }],
  ]
  // Every failed poll is logged.
  console.warn = () => {}
  for (const [name, day] of cases) if (wanted(name)) yield { case: name, ...(await simulateDay(day)) }
}

/** What wrangler.toml says of the consumer of `polls`. */
export function queueSettings(): QueueSettings {
  const text = readFileSync(fileURLToPath(new URL("../../wrangler.toml", import.meta.url)), "utf8")
  const consumer = text
    .split("[[queues.consumers]]")
    .slice(1)
    .find((part) => part.includes('queue = "polls"'))!
  const value = (name: string) => Number(new RegExp(`^${name} = (\\d+)$`, "m").exec(consumer)![1])
  return {
    maxBatchSize: value("max_batch_size"),
    maxBatchTimeoutS: value("max_batch_timeout"),
    maxConcurrency: value("max_concurrency"),
    retryDelayS: value("retry_delay"),
  }
}
