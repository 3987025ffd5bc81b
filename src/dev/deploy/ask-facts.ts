import type { Login } from "./account.ts"
import type { RawConfig } from "./config.ts"
import { questionsOf, wrongFact, wrongFacts } from "./facts.ts"
import { newsroomPath, readNewsroom, writeNewsroom } from "./newsroom-file.ts"
import type { World } from "./world.ts"

/**
 * The facts of a newsroom that has no file yet: those of wrangler.toml where an operator has written their own there,
 * or the answers to our questions. They are written to the newsroom's file, but not in a dry run.
 */
export async function firstFacts(
  name: string,
  base: RawConfig,
  login: Login,
  dryRun: boolean,
  world: World,
): Promise<RawConfig> {
  const path = newsroomPath(name)
  const kept = base.vars as Record<string, string>
  const isOwn = wrongFacts(name, kept).length === 0
  if (!isOwn && dryRun)
    throw new Error(`${path} is not there yet: \`npm run deploy\` asks for the publication's facts and writes it`)
  if (!isOwn && !world.ask)
    throw new Error(
      `${path} is not there yet: run \`npm run deploy\` in a terminal, where it asks for the publication's facts`,
    )
  const accountId = await chooseAccount(base, login, world)
  const vars = isOwn ? kept : await askFacts(name, world)
  if (dryRun) {
    world.say(`It would copy the variables of wrangler.toml to ${path}.`)
    return { account_id: accountId, vars }
  }
  writeNewsroom(world.root, name, { vars, accountId })
  world.say(`The facts stand in ${path}. Change them there.`)
  return readNewsroom(world.root, name)!
}

async function askFacts(worker: string, { ask, say }: World): Promise<Record<string, string>> {
  const facts: Record<string, string> = {}
  for (const { name, text, usual } of questionsOf(worker)) {
    const offered = usual?.(facts)
    for (;;) {
      const answer = (await ask!(offered ? `${text} [${offered}]: ` : `${text}: `)).trim() || (offered ?? "")
      const wrong = wrongFact(worker, name, answer)
      if (wrong === null) {
        facts[name] = answer
        break
      }
      say(`It ${wrong}.`)
    }
  }
  return { ...facts, COPYRIGHT: `© ${facts.TITLE}` }
}

/** Undefined when there is no choice. Throws an Error when there is one and nobody can answer. */
async function chooseAccount(
  base: RawConfig,
  { accounts }: Login,
  { ask, env, say }: World,
): Promise<string | undefined> {
  if (accounts.length < 2 || env.CLOUDFLARE_ACCOUNT_ID || base.account_id) return undefined
  const lines = accounts.map(({ id, name }, n) => `  ${n + 1}  ${name} (${id})`)
  if (!ask)
    throw new Error(`your login has several accounts: set CLOUDFLARE_ACCOUNT_ID to one of them\n${lines.join("\n")}`)
  for (const line of lines) say(line)
  for (;;) {
    const chosen = accounts[Number(await ask(`Which account (1 to ${accounts.length}): `)) - 1]
    if (chosen) return chosen.id
  }
}
