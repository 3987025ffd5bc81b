import { type Account, pendingMigrations, readTables, type Wrangler } from "./account.ts"
import { needsOf, type RawConfig } from "./config.ts"

/** What a deploy will do, in this order: the database, its tables, the rest, and the Worker at last. */
export interface Plan {
  databases: string[]
  /** The migrations that the database lacks. Null: it is made anew and gets all. */
  migrations: string[] | null
  namespaces: string[]
  queues: string[]
  buckets: string[]
  firstTime: boolean
  /** Names of the secrets to make. */
  secrets: string[]
}

/**
 * Compares what is needed with what is there. Throws an Error when a Worker or a database of that name belongs to
 * something else.
 */
export async function makePlan(wrangler: Wrangler, config: RawConfig, account: Account): Promise<Plan> {
  const needs = needsOf(config)
  const lacking = (names: string[], there: { has(name: string): boolean }) => names.filter((name) => !there.has(name))
  const databases = lacking(needs.databases, account.databases)
  const { secrets } = account
  const [database] = needs.databases as [string]
  if (secrets && databases.length) {
    throw new Error(
      `there is a Worker "${config.name}" without a database "${database}": it is another program, or its database was deleted. Choose another --name, or delete that Worker.`,
    )
  }
  if (!secrets && !databases.length) await assertOurs(wrangler, database)
  return {
    databases,
    migrations: databases.length ? null : await pendingMigrations(wrangler, database),
    namespaces: lacking(needs.namespaces, account.namespaces),
    queues: lacking(needs.queues, account.queues),
    buckets: lacking(needs.buckets, account.buckets),
    firstTime: !secrets,
    secrets: secretsToMake(secrets),
  }
}

/** A database without its Worker is from a try that was cut off, or somebody else's. */
async function assertOurs(wrangler: Wrangler, database: string) {
  const tables = (await readTables(wrangler, database)).filter((name) => !/^(?:sqlite_|_cf_|d1_)/.test(name))
  if (tables.length === 0 || tables.includes("articles")) return
  throw new Error(
    `the database "${database}" holds something else (tables ${tables.slice(0, 5).join(", ")}). Choose another --name.`,
  )
}

/**
 * KEY_SECRET is by default the editors' token. Where a service runs that way, a new KEY_SECRET would end all partners'
 * keys.
 */
function secretsToMake(there: Set<string> | null): string[] {
  if (there?.has("EDITOR_TOKEN")) return []
  return ["EDITOR_TOKEN", ...(there?.has("KEY_SECRET") ? [] : ["KEY_SECRET"])]
}

/** The plan in lines, for the operator. */
export function planLines(config: RawConfig, plan: Plan, migrations: number): string[] {
  const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(", ")
  const made = (kind: string, names: string[]) => (names.length ? [`make the ${kind} ${quoted(names)}`] : [])
  const plural = (names: string[]) => (names.length > 1 ? "queues" : "queue")
  const pending = plan.migrations ?? []
  return [
    ...made("D1 database", plan.databases),
    ...(plan.migrations === null ? [`apply all ${migrations} migrations`] : []),
    ...(pending.length ? [`apply ${pending.join(", ")}, while the present Worker goes on`] : []),
    ...made("KV namespace", plan.namespaces),
    ...made(plural(plan.queues), plan.queues),
    ...made("R2 bucket", plan.buckets),
    ...(plan.secrets.length
      ? [`make the ${plan.secrets.length > 1 ? "secrets" : "secret"} ${plan.secrets.join(" and ")}`]
      : []),
    `put ${plan.firstTime ? "up" : "this version of"} the Worker "${config.name}" at ${config.vars?.SITE_URL}`,
  ]
}
