/**
 * Kills the service (SIGKILL) at random moments and starts it again on the same state: during polls and pushes, where
 * nothing acknowledged may be lost or held twice, and during deliveries to subscribers, where nobody may miss the newest
 * version.
 *
 *   node test/scripts/kill.ts [seed] [operations] [deliveries | partners]
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bundleWorker } from "../support/worker.ts"
import { tryDeliveries } from "./kill/deliveries.ts"
import { tryPartners } from "./kill/partners.ts"
import { runWorker } from "./kill/service.ts"

const [mode = String(Date.now() % 1_000_000), ...rest] = process.argv.slice(2)
if (mode === "worker") await runWorker(rest[0]!, rest[1]!)
else await runTrials(Number(mode), Number(rest[0] ?? 200), rest[1])

async function runTrials(seed: number, operations: number, only?: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "check-also-kill-"))
  const bundlePath = join(folder, "bundle.json")
  await writeFile(bundlePath, JSON.stringify(await bundleWorker()))
  console.log(`seed ${seed}, ${operations} operations`)
  for (const [name, trial] of Object.entries({ deliveries: tryDeliveries, partners: tryPartners })) {
    if (only && only !== name) continue
    console.log(
      JSON.stringify({ trial: name, seed, ...(await trial(seed, operations, join(folder, name), bundlePath)) }),
    )
  }
  await rm(folder, { recursive: true })
}
