import type { Said } from "../../../src/dev/deploy/diagnose.ts"

// A wrangler that keeps an account in memory and speaks as wrangler 4.156 does: its texts were taken down from the real
// one (`test/scripts/deploy.ts`).

export const TEXTS = {
  loggedOut: { code: 1, stdout: '\n{"loggedIn":false}\n', stderr: "" },
  noToken: failed(
    "In a non-interactive environment, it's necessary to set a CLOUDFLARE_API_TOKEN environment variable for wrangler to work.",
  ),
  wrongToken: failed(
    "A request to the Cloudflare API (/user/tokens/verify) failed.",
    "Invalid access token [code: 9109]",
  ),
  endedToken: failed("A request to the Cloudflare API (/user) failed.", "Authentication error [code: 10000]"),
  noRights: failed(
    "A request to the Cloudflare API (/accounts/ad1c/d1/database) failed.",
    "Authentication error [code: 10000]",
  ),
  noScope: failed(
    "A request to the Cloudflare API (/accounts/ad1c/queues) failed.",
    "Unauthorized to access requested resource [code: 9109]",
  ),
  noName: failed("Unable to resolve Cloudflare's API hostname (api.cloudflare.com or dash.cloudflare.com)."),
  noAnswer: failed("fetch failed"),
  timedOut: failed("The request to Cloudflare's API timed out."),
  severalAccounts: failed("More than one account available but unable to select one in non-interactive mode."),
  noDatabase: failed("Couldn't find a D1 DB named 'check-also' (bound as 'DB') in the API."),
  noQueue: failed('Queue "check-also--renders" does not exist. To create it, run: wrangler queues create renders'),
  noWorker: failed(
    'Worker "check-also" not found.',
    "If this is a new Worker, run `wrangler deploy` first to create it.",
  ),
  badSql: failed('Migration 0019_x.sql failed with the following errors: near "CREAT": syntax error [code: 7500]'),
} satisfies Record<string, Said>

function failed(error: string, ...notes: string[]): Said {
  const lines = [
    `\u001b[31m✘ \u001b[41;31m[\u001b[41;97mERROR\u001b[41;31m]\u001b[0m \u001b[1m${error}\u001b[0m`,
    ...notes,
  ]
  return { code: 1, stdout: "\n", stderr: `${lines.join("\n\n  ")}\n` }
}

const said = (stdout: unknown): Said => ({
  code: 0,
  stdout: typeof stdout === "string" ? stdout : JSON.stringify(stdout),
  stderr: "",
})

export interface FakeAccount {
  databases: string[]
  namespaces: string[]
  queues: string[]
  /** Worker → its secrets. */
  workers: Record<string, string[]>
  /** Tables of every database. */
  tables: string[]
  pending: string[]
}

/** `refuse` gives another answer to the commands that begin with its key. `readConfig` reads the file of --config. */
export function fakeWrangler(
  account: Partial<FakeAccount>,
  options: {
    refuse?: Record<string, Said>
    readFile: (path: string) => string
    accounts?: { id: string; name: string }[]
    address?: string
  },
) {
  const state: FakeAccount = {
    databases: [],
    namespaces: [],
    queues: [],
    workers: {},
    tables: [],
    pending: [],
    ...account,
  }
  const { refuse = {}, readFile, accounts = [{ id: "a1", name: "The paper" }] } = options
  /** The commands that change something, without their options. */
  const changes: string[] = []
  /** The configuration and the secrets of each `wrangler deploy`. */
  const deploys: { config: Record<string, unknown>; secrets: Record<string, string>; secretsFile?: string }[] = []

  async function wrangler(args: string[]): Promise<Said> {
    const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
    const words = args.slice(
      0,
      args.findIndex((arg) => arg.startsWith("--")),
    )
    const command = words.join(" ")
    const refused = Object.entries(refuse).find(([start]) => args.join(" ").startsWith(start))
    if (refused) return refused[1]
    const last = words.at(-1)!
    const config = option("--config") ? JSON.parse(readFile(option("--config")!)) : {}
    const change = () => changes.push(command)
    switch (words.slice(0, -1).join(" ") || command) {
      case "whoami":
        return said({ loggedIn: true, email: "operator@paper.example", accounts })
      case "d1":
        return said(state.databases.map((name) => ({ name, uuid: `id of ${name}` })))
      case "d1 create":
        change()
        state.databases.push(last)
        return said(`✅ Successfully created DB '${last}'`)
      case "d1 migrations list":
        return said(
          state.pending.length
            ? `Migrations to be applied:\n│ ${state.pending.join(" │\n│ ")} │`
            : "✅ No migrations to apply!",
        )
      case "d1 migrations apply":
        change()
        return said("done")
      case "d1 execute":
        return said([{ results: state.tables.map((name) => ({ name })) }])
      case "kv namespace":
        return said(state.namespaces.map((title) => ({ title, id: `id of ${title}` })))
      case "kv namespace create":
        change()
        state.namespaces.push(last)
        return said("✨ Success!")
      case "queues info":
        return state.queues.includes(last) ? said(`Queue Name: ${last}`) : TEXTS.noQueue
      case "queues create":
        change()
        state.queues.push(last)
        return said(`✅ Created queue '${last}'`)
      case "secret": {
        const secrets = state.workers[config.name]
        return secrets ? said(secrets.map((name) => ({ name, type: "secret_text" }))) : TEXTS.noWorker
      }
      case "deploy": {
        if (args.includes("--dry-run")) return said("Total Upload: 1 KiB\n--dry-run: exiting now.")
        change()
        const secretsFile = option("--secrets-file")
        const secrets = secretsFile ? JSON.parse(readFile(secretsFile)) : {}
        state.workers[config.name] = [...(state.workers[config.name] ?? []), ...Object.keys(secrets)]
        deploys.push({ config, secrets, secretsFile })
        return said(
          `Uploaded ${config.name}\nDeployed ${config.name} triggers\n  ${options.address ?? ""}\n  schedule: * * * * *`,
        )
      }
      default:
        throw new Error(`the fake wrangler does not know: ${args.join(" ")}`)
    }
  }
  return { wrangler, changes, deploys, state }
}
