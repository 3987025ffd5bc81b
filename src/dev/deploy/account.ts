import { needsOf, type RawConfig } from "./config.ts"
import { diagnose, explain, type Said, wordsOf } from "./diagnose.ts"

/** Runs wrangler with the newsroom's configuration, and hands back what it said. */
export type Wrangler = (args: string[]) => Promise<Said>

/** What a newsroom has in its account. */
export interface Account {
  databases: Map<string, string>
  namespaces: Map<string, string>
  queues: Set<string>
  buckets: Set<string>
  /** The names of the Worker's secrets. Null when there is no such Worker. */
  secrets: Set<string> | null
}

export interface Login {
  email: string
  accounts: { id: string; name: string }[]
}

/** Who is logged in. Throws an Error that tells a missing login, rights and network apart. */
export async function readLogin(wrangler: Wrangler): Promise<Login> {
  const said = await wrangler(["whoami", "--json"])
  if (said.code !== 0) throw new Error(explain(said, "Asking who you are"))
  const { email, accounts } = parse<Partial<Login>>(said)
  return { email: email ?? "an API token", accounts: accounts ?? [] }
}

/** What is there of all that `config` needs. It changes nothing. Throws an Error as `explain` says it. */
export async function lookAt(wrangler: Wrangler, config: RawConfig): Promise<Account> {
  const needs = needsOf(config)
  return {
    databases: await listDatabases(wrangler),
    namespaces: await listNamespaces(wrangler),
    queues: await present(wrangler, needs.queues, (name) => ["queues", "info", name], "Looking for the queue"),
    buckets: await present(wrangler, needs.buckets, (name) => ["r2", "bucket", "info", name], "Looking for the bucket"),
    secrets: await readSecrets(wrangler),
  }
}

/** Name → id of all databases in the account. */
export async function listDatabases(wrangler: Wrangler): Promise<Map<string, string>> {
  const args = ["d1", "list", "--json"]
  const databases = await list<{ name: string; uuid: string }>(wrangler, args, "Looking for the database")
  return new Map(databases.map(({ name, uuid }) => [name, uuid]))
}

/** Title → id of all KV namespaces in the account. */
export async function listNamespaces(wrangler: Wrangler): Promise<Map<string, string>> {
  const args = ["kv", "namespace", "list"]
  const namespaces = await list<{ title: string; id: string }>(wrangler, args, "Looking for the KV namespace")
  return new Map(namespaces.map(({ title, id }) => [title, id]))
}

/** The names of the migrations that the database lacks. */
export async function pendingMigrations(wrangler: Wrangler, database: string): Promise<string[]> {
  const said = await wrangler(["d1", "migrations", "list", database, "--remote"])
  if (said.code !== 0) throw new Error(explain(said, "Looking for migrations"))
  return [...wordsOf(said).matchAll(/\b\d{4}_\w+\.sql\b/g)].map(([name]) => name)
}

/** The names of the database's tables. */
export async function readTables(wrangler: Wrangler, database: string): Promise<string[]> {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
  const said = await wrangler(["d1", "execute", database, "--remote", "--json", "--command", sql])
  if (said.code !== 0) throw new Error(explain(said, "Looking into the database"))
  return parse<{ results: { name: string }[] }[]>(said).flatMap(({ results }) => results.map(({ name }) => name))
}

async function readSecrets(wrangler: Wrangler): Promise<Set<string> | null> {
  const said = await wrangler(["secret", "list", "--format", "json"])
  if (said.code === 0) return new Set(parse<{ name: string }[]>(said).map(({ name }) => name))
  if (diagnose(said) === "no-worker") return null
  throw new Error(explain(said, "Looking for the Worker"))
}

async function list<T>(wrangler: Wrangler, args: string[], doing: string): Promise<T[]> {
  const said = await wrangler(args)
  if (said.code !== 0) throw new Error(explain(said, doing))
  return parse<T[]>(said)
}

async function present(wrangler: Wrangler, names: string[], ask: (name: string) => string[], doing: string) {
  const there = new Set<string>()
  for (const name of names) {
    const said = await wrangler(ask(name))
    if (said.code === 0) there.add(name)
    else if (!isMissing(said)) throw new Error(explain(said, `${doing} ${name}`))
  }
  return there
}

const isMissing = (said: Said) =>
  diagnose(said) === "no-queue" || /bucket does not exist|\[code: 10006\]/.test(wordsOf(said))

/** The JSON that wrangler printed, maybe after a line of its own. */
function parse<T>({ stdout }: Said): T {
  return JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as T
}
