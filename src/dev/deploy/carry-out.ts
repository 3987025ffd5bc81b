import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Wrangler } from "./account.ts"
import { explain, wordsOf } from "./diagnose.ts"
import type { Plan } from "./plan.ts"

/**
 * Makes what comes before the Worker. The caller writes the configuration anew between the two, with the new ids.
 * Every step is safe to run twice. Throws an Error at the first that fails: the Worker is not touched then.
 */
export async function makeDatabases(wrangler: Wrangler, plan: Plan, say: (line: string) => void): Promise<void> {
  for (const name of plan.databases) await run(wrangler, ["d1", "create", name], `The database ${name}`, say)
}

export async function migrate(wrangler: Wrangler, database: string, plan: Plan, say: (line: string) => void) {
  if (plan.migrations?.length === 0) return
  await run(wrangler, ["d1", "migrations", "apply", database, "--remote"], "The migrations", say)
}

export async function makeStores(wrangler: Wrangler, plan: Plan, say: (line: string) => void): Promise<void> {
  for (const name of plan.namespaces)
    await run(wrangler, ["kv", "namespace", "create", name], `The namespace ${name}`, say)
  for (const name of plan.queues) await run(wrangler, ["queues", "create", name], `The queue ${name}`, say)
  for (const name of plan.buckets) await run(wrangler, ["r2", "bucket", "create", name], `The bucket ${name}`, say)
}

/**
 * Puts the Worker up, together with its new secrets, so that no version of it ever runs without them. Throws an Error
 * with the secrets' names when they may be set although the run failed.
 */
export async function putWorker(wrangler: Wrangler, secrets: Record<string, string>): Promise<string> {
  if (Object.keys(secrets).length === 0) return deployed(await wrangler(["deploy"]))
  const folder = mkdtempSync(join(tmpdir(), "check-also-"))
  try {
    const file = join(folder, "secrets.json")
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
    return deployed(await wrangler(["deploy", "--secrets-file", file]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Builds the Worker and checks the configuration, and sends nothing. */
export async function tryWorker(wrangler: Wrangler): Promise<string> {
  return deployed(await wrangler(["deploy", "--dry-run"]))
}

/** 32 random bytes, in letters that neither a header nor a shell changes. */
export const makeSecret = () => randomBytes(32).toString("base64url")

function deployed(said: Awaited<ReturnType<Wrangler>>): string {
  if (said.code === 0) return wordsOf(said)
  throw new Error(explain(said, "Putting up the Worker"))
}

async function run(wrangler: Wrangler, args: string[], what: string, say: (line: string) => void): Promise<void> {
  const said = await wrangler(args)
  if (said.code !== 0) throw new Error(explain(said, what))
  say(`${what}: done`)
}
