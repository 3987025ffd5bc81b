// `npx node test/scripts/deploy.ts`: deploys with the real wrangler to an account that is played on loopback, and prints
// what the operator reads and what the account was told. It ends with 1 when a case went otherwise than its name says.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { deploy } from "../../src/dev/deploy/deploy.ts"
import { ROOT } from "../../src/dev/settings.ts"
import { runWrangler } from "../../src/dev/wrangler.ts"
import { serveCloudflare } from "./deploy/cloudflare.ts"

const root = mkdtempSync(join(tmpdir(), "check-also-deploy-"))
for (const name of ["src", "node_modules", "tsconfig.json", "package.json"])
  symlinkSync(join(ROOT, name), join(root, name))
cpSync(join(ROOT, "wrangler.toml"), join(root, "wrangler.toml"))

const answersFor = (site: string): string[] => [
  "The Harbour Post",
  "News of the harbour.",
  site,
  "",
  "",
  "UTC",
  "desk@harbour.example",
  "",
]
let wrong = 0

async function run(what: string, options: { name?: string; dryRun?: boolean; answers?: string[] }, expected: RegExp) {
  const answers = [...(options.answers ?? [])]
  const lines: string[] = []
  const world = {
    root,
    wrangler: runWrangler,
    ask: options.answers ? async () => answers.shift() ?? "" : null,
    say: (line: string) => lines.push(line),
    env: process.env,
  }
  const { name, dryRun = false } = options
  const error = await deploy({ name, dryRun }, world).then(() => null, String)
  const text = [...lines, ...(error ? [error] : [])].join("\n")
  const right = expected.test(text)
  if (!right) wrong++
  console.log(`\n== ${what}: ${right ? "as it should" : `WRONG, no ${expected}`}\n${text}`)
}

const api = await serveCloudflare(1)
delete process.env.CLOUDFLARE_API_TOKEN
process.env.HOME = root
process.env.WRANGLER_CACHE_DIR = join(root, "cache")
process.env.CLOUDFLARE_API_BASE_URL = api.url
try {
  await run("nobody is logged in", {}, /you are not logged in/)
  process.env.CLOUDFLARE_API_TOKEN = "x".repeat(40)
  api.refusal.token = true
  await run("the token is wrong", {}, /you are not logged in/)
  api.refusal.token = false
  process.env.CLOUDFLARE_API_BASE_URL = "http://127.0.0.1:9/client/v4"
  await run("no network", {}, /Cloudflare cannot be reached/)
  process.env.CLOUDFLARE_API_BASE_URL = api.url
  await run("no facts and no terminal", {}, /is not there yet/)
  api.refusal.path = "/d1/database"
  await run("no right to D1", { answers: answersFor("https://check-also.paper.workers.dev") }, /may not do this/)
  api.refusal.path = "/queues"
  await run("no right to queues", {}, /Looking for the queue .* may not do this/)
  api.refusal.path = undefined
  await run("a dry run", { dryRun: true }, /It would\n {2}make the D1 database "check-also"[\s\S]*Nothing was changed/)
  console.log(api.writes)
  if (api.writes.length) wrong++
  await run("the first deploy", {}, /Keep them:\n {2}EDITOR_TOKEN +\S{43}\n {2}KEY_SECRET +\S{43}/)
  console.log(api.writes.splice(0))
  await run("the same again", {}, /put this version of the Worker/)
  console.log(api.writes.splice(0))
  await run(
    "a second newsroom",
    { name: "other-paper", answers: answersFor("https://feeds.other.example") },
    /answers at https:\/\/feeds\.other\.example\nIts secrets/,
  )
  console.log(api.writes.splice(0))
  await run("two newsrooms and no name", {}, /say which newsroom/)
} finally {
  await api.close()
  rmSync(root, { recursive: true, force: true })
}
process.exitCode = wrong ? 1 : 0
