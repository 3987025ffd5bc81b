import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { listDatabases, listNamespaces, lookAt, readLogin, type Wrangler } from "./account.ts"
import { firstFacts } from "./ask-facts.ts"
import { makeDatabases, makeSecret, makeStores, migrate, putWorker, tryWorker } from "./carry-out.ts"
import { configOf, type Ids, needsOf, type RawConfig } from "./config.ts"
import { wrongFacts } from "./facts.ts"
import { chooseName, newsroomPath, readNewsroom, readToml } from "./newsroom-file.ts"
import type { Options } from "./options.ts"
import { makePlan, planLines } from "./plan.ts"
import type { World } from "./world.ts"

// `npm run deploy`: one newsroom's Worker and all that it needs. First it looks and says what it will do; then the
// database, its migrations, the rest, and the Worker at last, so that the clock never runs without tables.

/** Throws an Error with the sentence for the operator: what is wrong, and what to do. */
export async function deploy({ name: asked, dryRun }: Options, world: World): Promise<void> {
  const { root, say } = world
  const base = readToml(join(root, "wrangler.toml"))
  const name = chooseName(root, asked, base.name!)
  const login = await readLogin(world.wrangler)
  say(`You are ${login.email}.`)
  const own = readNewsroom(root, name) ?? (await firstFacts(name, base, login, dryRun, world))
  const wrong = wrongFacts(name, own.vars ?? {})
  if (wrong.length) throw new Error(`${newsroomPath(name)}: ${wrong.join("; ")}`)

  const configured = (ids: Ids) => {
    const config = configOf(base, { name, own }, ids, root)
    const file = join(root, ".wrangler/newsrooms", `${name}.json`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(config, null, 2))
    const wrangler: Wrangler = (args) => world.wrangler([...args, "--config", file])
    return { config, wrangler }
  }
  const first = configured({ databases: new Map(), namespaces: new Map() })
  const account = await lookAt(first.wrangler, first.config)
  const { config, wrangler } = configured(account)
  const [database] = needsOf(config).databases as [string]
  const plan = await makePlan(wrangler, config, account)
  say(`${dryRun ? "It would" : "It will"}`)
  for (const line of planLines(config, plan, countMigrations(config))) say(`  ${line}`)
  if (dryRun) {
    await tryWorker(wrangler)
    say("The Worker builds. Nothing was changed.")
    return
  }

  await makeDatabases(wrangler, plan, say)
  const databases = plan.databases.length ? await listDatabases(wrangler) : account.databases
  await migrate(configured({ ...account, databases }).wrangler, database, plan, say)
  await makeStores(wrangler, plan, say)
  const namespaces = plan.namespaces.length ? await listNamespaces(wrangler) : account.namespaces
  const secrets = Object.fromEntries(plan.secrets.map((secret) => [secret, makeSecret()]))
  let said: string
  try {
    said = await putWorker(configured({ databases, namespaces }).wrangler, secrets)
  } catch (error) {
    if (plan.secrets.length) {
      say(`If the Worker was put up all the same, these are its secrets:\n${secretLines(secrets)}`)
    }
    throw error
  }
  say(`The Worker: done. It answers at ${config.vars?.SITE_URL}`)
  if (plan.secrets.length) say(`Its secrets are shown this once. Keep them:\n${secretLines(secrets)}`)
  const elsewhere = answersElsewhere(said, String(config.vars?.SITE_URL))
  if (elsewhere)
    throw new Error(`it answers at ${elsewhere}: write that as SITE_URL into ${newsroomPath(name)} and deploy again`)
}

/** The address on workers.dev that wrangler named, where the newsroom's file has another one. */
function answersElsewhere(said: string, siteUrl: string): string | null {
  if (!/\.workers\.dev\/?$/.test(siteUrl)) return null
  const address = /https:\/\/[\w.-]+\.workers\.dev(?![\w.-])/.exec(said)?.[0]
  return address && address !== siteUrl.replace(/\/+$/, "") ? address : null
}

const secretLines = (secrets: Record<string, string>) =>
  Object.entries(secrets)
    .map(([name, value]) => `  ${name.padEnd(12)} ${value}`)
    .join("\n")

const countMigrations = ({ d1_databases }: RawConfig) =>
  readdirSync(d1_databases![0]!.migrations_dir!).filter((file) => file.endsWith(".sql")).length
