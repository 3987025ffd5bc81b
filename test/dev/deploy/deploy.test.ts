import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { deploy } from "../../../src/dev/deploy/deploy.ts"
import type { Said } from "../../../src/dev/deploy/diagnose.ts"
import { readToml } from "../../../src/dev/deploy/newsroom-file.ts"
import { type FakeAccount, fakeWrangler, TEXTS } from "./fake-wrangler.ts"

const PROJECT = resolve(import.meta.dirname, "../../..")
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "deploy-test-"))
  cpSync(join(PROJECT, "wrangler.toml"), join(root, "wrangler.toml"))
  mkdirSync(join(root, "src/store/migrations"), { recursive: true })
  for (const name of ["0001_a.sql", "0002_b.sql"]) writeFileSync(join(root, "src/store/migrations", name), "")
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const FACTS = `
[vars]
TITLE = "The Harbour Post"
DESCRIPTION = "News of the harbour."
SITE_URL = "https://feeds.harbour.example"
HOME_URL = "https://harbour.example/"
LANGUAGE = "en"
CONTACT = "desk@harbour.example"
ICON = "https://harbour.example/icon.svg"
COPYRIGHT = "© The Harbour Post"
`

function newsroom(name: string, text = FACTS) {
  mkdirSync(join(root, ".newsrooms"), { recursive: true })
  writeFileSync(join(root, ".newsrooms", `${name}.toml`), text)
}

/** All that `name` needs is there. */
const running = (name: string): Partial<FakeAccount> => ({
  databases: [name],
  namespaces: [`${name}-articles`],
  queues: readQueues().map((queue) => `${name}--${queue}`),
  workers: { [name]: ["EDITOR_TOKEN", "KEY_SECRET"] },
})
const readQueues = () => (readToml(join(root, "wrangler.toml")).queues?.producers ?? []).map(({ queue }) => queue!)

interface Run {
  account?: Partial<FakeAccount>
  refuse?: Record<string, Said>
  answers?: string[]
  name?: string
  dryRun?: boolean
  accounts?: { id: string; name: string }[]
  address?: string
  env?: NodeJS.ProcessEnv
}

/** Deploys, and gives what the operator reads and what the account was told. */
async function run({ account = {}, answers, name, dryRun = false, env = {}, ...options }: Run) {
  const fake = fakeWrangler(account, { ...options, readFile: (path) => readFileSync(path, "utf8") })
  const lines: string[] = []
  const asked: string[] = []
  const ask = async (question: string) => {
    asked.push(question)
    const answer = answers!.shift()
    if (answer === undefined) throw new Error(`no answer to: ${question}`)
    return answer
  }
  const world = {
    root,
    wrangler: fake.wrangler,
    ask: answers ? ask : null,
    say: (line: string) => lines.push(line),
    env,
  }
  const error = await deploy({ name, dryRun }, world).then(
    () => null,
    (error: Error) => error.message,
  )
  return { ...fake, said: lines.join("\n"), error, asked }
}

describe("what can be wrong before anything is done", () => {
  it.each<[string, Record<string, Said>, RegExp]>([
    [
      "nobody is logged in",
      { whoami: TEXTS.loggedOut },
      /you are not logged in at Cloudflare\. Run `npx wrangler login`/,
    ],
    ["no token outside a terminal", { whoami: TEXTS.noToken }, /you are not logged in/],
    ["a wrong token", { whoami: TEXTS.wrongToken }, /you are not logged in/],
    ["a login that has ended", { whoami: TEXTS.endedToken }, /you are not logged in/],
    ["no network", { whoami: TEXTS.noName }, /Cloudflare cannot be reached/],
    ["a firewall", { whoami: TEXTS.noAnswer }, /Cloudflare cannot be reached/],
    [
      "the network goes later",
      { "kv namespace list": TEXTS.timedOut },
      /Looking for the KV namespace: Cloudflare cannot be reached/,
    ],
    ["no right to D1", { "d1 list": TEXTS.noRights }, /Looking for the database: your login may not do this.* D1,/],
    ["no right to queues", { "queues info": TEXTS.noScope }, /Looking for the queue .*: your login may not do this/],
    ["no right to Workers", { "secret list": TEXTS.noRights }, /Looking for the Worker: your login may not do this/],
    ["several accounts", { "d1 list": TEXTS.severalAccounts }, /your login has several accounts/],
    ["something else", { "d1 list": TEXTS.badSql }, /it failed, and wrangler says:\n.*syntax error/],
  ])("%s: it says what to do, and changes nothing", async (_, refuse, sentence) => {
    newsroom("check-also")
    const { error, changes } = await run({ refuse })
    expect(error).toMatch(sentence)
    expect(changes).toEqual([])
  })

  it("a Worker of that name that is another program is left alone", async () => {
    newsroom("check-also")
    const { error, changes } = await run({ account: { workers: { "check-also": [] } } })
    expect(error).toMatch(/there is a Worker "check-also" without a database "check-also": it is another program/)
    expect(changes).toEqual([])
  })

  it("a database of that name that holds something else is left alone", async () => {
    newsroom("check-also")
    const { error, changes } = await run({ account: { databases: ["check-also"], tables: ["orders", "customers"] } })
    expect(error).toMatch(/holds something else \(tables orders, customers\)/)
    expect(changes).toEqual([])
  })
})

describe("the first deploy", () => {
  it("makes the database first, migrates, and puts the Worker up at last, with its secrets", async () => {
    newsroom("check-also")
    const { changes, deploys, error, said } = await run({})
    expect(error).toBeNull()
    expect(changes).toEqual([
      "d1 create check-also",
      "d1 migrations apply check-also",
      "kv namespace create check-also-articles",
      ...readQueues().map((queue) => `queues create check-also--${queue}`),
      "deploy",
    ])
    const [{ config, secrets, secretsFile }] = deploys as [(typeof deploys)[number]]
    expect(Object.keys(secrets)).toEqual(["EDITOR_TOKEN", "KEY_SECRET"])
    for (const [name, secret] of Object.entries(secrets)) {
      expect(secret).toMatch(/^[\w-]{43}$/)
      expect(said.split(secret)).toHaveLength(2)
      expect(said).toMatch(new RegExp(`^ {2}${name} +${secret}$`, "m"))
    }
    expect(secrets.EDITOR_TOKEN).not.toBe(secrets.KEY_SECRET)
    expect(existsSync(secretsFile!)).toBe(false)
    expect(JSON.stringify(config)).not.toContain(secrets.EDITOR_TOKEN)
    expect(config).toMatchObject({
      name: "check-also",
      main: join(root, "src/index.ts"),
      d1_databases: [{ database_name: "check-also", database_id: "id of check-also" }],
      kv_namespaces: [{ binding: "ARTICLES", id: "id of check-also-articles" }],
      triggers: { crons: ["* * * * *"] },
    })
  })

  it("says beforehand what it will do", async () => {
    newsroom("check-also")
    const { said } = await run({})
    expect(said.indexOf("It will\n")).toBeGreaterThanOrEqual(0)
    expect(said.indexOf("It will\n")).toBeLessThan(said.indexOf("The database check-also: done"))
    for (const line of [
      'make the D1 database "check-also"',
      "apply all 2 migrations",
      'make the KV namespace "check-also-articles"',
      "make the secrets EDITOR_TOKEN and KEY_SECRET",
      'put up the Worker "check-also" at https://feeds.harbour.example',
    ]) {
      expect(said).toContain(`\n  ${line}`)
    }
  })

  it("puts no Worker up when a migration fails, and makes no second database when it is run again", async () => {
    newsroom("check-also")
    const first = await run({ refuse: { "d1 migrations apply": TEXTS.badSql } })
    expect(first.error).toMatch(/The migrations: it failed, and wrangler says:\n.*syntax error/)
    expect(first.changes).toEqual(["d1 create check-also"])
    const again = await run({ account: { ...first.state, pending: ["0001_a.sql"] } })
    expect(again.error).toBeNull()
    expect(again.changes.slice(0, 2)).toEqual([
      "d1 migrations apply check-also",
      "kv namespace create check-also-articles",
    ])
  })

  it("shows the secrets even when wrangler fails after it has set them", async () => {
    newsroom("check-also")
    const { said, error } = await run({ refuse: { "deploy --secrets-file": TEXTS.timedOut } })
    expect(said).toMatch(/If the Worker was put up all the same, these are its secrets:\n {2}EDITOR_TOKEN +\S{43}\n/)
    expect(error).toMatch(/Putting up the Worker: Cloudflare cannot be reached/)
  })

  it("says when the Worker answers at another address than the file has", async () => {
    newsroom("check-also", FACTS.replace("https://feeds.harbour.example", "https://check-also.harbor.workers.dev"))
    const { error } = await run({ address: "https://check-also.harbour.workers.dev" })
    expect(error).toBe(
      "it answers at https://check-also.harbour.workers.dev: write that as SITE_URL into .newsrooms/check-also.toml and deploy again",
    )
  })
})

describe("an upgrade", () => {
  it("migrates while the present Worker goes on, then puts the new one up, and makes nothing anew", async () => {
    newsroom("check-also")
    const { changes, deploys, said } = await run({ account: { ...running("check-also"), pending: ["0019_next.sql"] } })
    expect(changes).toEqual(["d1 migrations apply check-also", "deploy"])
    expect(deploys[0]!.secrets).toEqual({})
    expect(said).toContain("apply 0019_next.sql, while the present Worker goes on")
    expect(said).toContain('put this version of the Worker "check-also"')
  })

  it("stops when a migration fails: the present Worker stays", async () => {
    newsroom("check-also")
    const account = { ...running("check-also"), pending: ["0019_next.sql"] }
    const { changes, error } = await run({ account, refuse: { "d1 migrations apply": TEXTS.badSql } })
    expect([changes, error]).toEqual([[], expect.stringMatching(/The migrations: it failed/)])
  })

  it("makes a queue that the release has newly", async () => {
    newsroom("check-also")
    const account = running("check-also")
    const lacking = account.queues!.pop()!
    expect((await run({ account })).changes).toEqual([`queues create ${lacking}`, "deploy"])
  })

  it("leaves KEY_SECRET unset where partners' keys come from the editors' token", async () => {
    newsroom("check-also")
    const { deploys } = await run({
      account: { ...running("check-also"), workers: { "check-also": ["EDITOR_TOKEN"] } },
    })
    expect(deploys[0]!.secrets).toEqual({})
  })
})

describe("a dry run", () => {
  it("says what it would do, builds the Worker, and changes nothing", async () => {
    newsroom("check-also")
    const { changes, said, error } = await run({ dryRun: true })
    expect([changes, error]).toEqual([[], null])
    expect(said).toMatch(/It would\n {2}make the D1 database "check-also"\n {2}apply all 2 migrations\n/)
    expect(said).toContain("The Worker builds. Nothing was changed.")
  })

  it("asks nothing and writes no facts", async () => {
    const { error } = await run({ dryRun: true, answers: [] })
    expect(error).toBe(
      ".newsrooms/check-also.toml is not there yet: `npm run deploy` asks for the publication's facts and writes it",
    )
    expect(existsSync(join(root, ".newsrooms"))).toBe(false)
  })
})

describe("the facts of a publication", () => {
  const ANSWERS = {
    title: 'The "Harbour" Post',
    about: "News of the harbour.",
    site: "https://feeds.harbour.example",
    home: "https://harbour.example/",
    language: "fa",
    zone: "Asia/Kabul",
    contact: "desk@harbour.example",
    icon: "",
  }

  it("are asked the first time, written, and not asked again", async () => {
    const { error, asked } = await run({ answers: Object.values(ANSWERS) })
    expect(error).toBeNull()
    expect(asked).toHaveLength(8)
    expect(readToml(join(root, ".newsrooms/check-also.toml"))).toEqual({
      routes: [{ pattern: "feeds.harbour.example", custom_domain: true }],
      workers_dev: false,
      preview_urls: false,
      vars: {
        TITLE: 'The "Harbour" Post',
        DESCRIPTION: "News of the harbour.",
        SITE_URL: "https://feeds.harbour.example",
        HOME_URL: "https://harbour.example/",
        LANGUAGE: "fa",
        TIME_ZONE: "Asia/Kabul",
        CONTACT: "desk@harbour.example",
        ICON: "https://feeds.harbour.example/icon.svg",
        COPYRIGHT: '© The "Harbour" Post',
      },
    })
    expect(await run({ account: running("check-also"), answers: [] })).toMatchObject({ error: null, asked: [] })
  })

  it("of the demo are in no newsroom", async () => {
    const { deploys } = await run({ answers: Object.values(ANSWERS) })
    expect(JSON.stringify(deploys[0]!.config.vars)).not.toMatch(/Kabul Courier|localhost|SECTIONS/)
  })

  it.each([
    ["SITE_URL", "http://feeds.harbour.example", "must begin with https://"],
    ["SITE_URL", "https://localhost:8787", "must be an address that readers reach, but localhost is this machine"],
    ["SITE_URL", "https://127.1", "must be an address that readers reach, but 127.0.0.1 is this machine"],
    ["SITE_URL", "https://[::1]/", "must be an address that readers reach, but [::1] is this machine"],
    ["SITE_URL", "https://dev.localhost.", "must be an address that readers reach, but dev.localhost. is this machine"],
    ["SITE_URL", "https://harbour.example/feeds", "must be a host alone, without a path"],
    [
      "SITE_URL",
      "https://other.paper.workers.dev",
      "must be https://check-also.YOUR-SUBDOMAIN.workers.dev, or a domain of your own",
    ],
    ["SITE_URL", "feeds.harbour.example", "must be an http or https address"],
    ["ICON", "http://localhost:8787/icon.svg", "must be an address that readers reach, but localhost is this machine"],
    ["HOME_URL", "http://0.0.0.0/", "must be an address that readers reach, but 0.0.0.0 is this machine"],
    ["LANGUAGE", "english", "must be a BCP 47 language tag, such as en"],
    ["CONTACT", "the desk", "must be an email address"],
    ["TIME_ZONE", "Kabul", "must be the IANA name of a time zone, such as Asia/Kabul"],
    ["TITLE", "", "must be a text, not an empty one"],
  ])("%s is asked again when it is %s, and refused in the file", async (fact, value, sentence) => {
    const place = { TITLE: 0, SITE_URL: 2, HOME_URL: 3, LANGUAGE: 4, TIME_ZONE: 5, CONTACT: 6, ICON: 7 }[fact]!
    const answers = Object.values(ANSWERS)
    answers.splice(place, 0, value)
    const { said, error } = await run({ answers })
    expect([said.includes(`It ${sentence}.`), error]).toEqual([true, null])

    newsroom("check-also", `${FACTS.replace(new RegExp(`^${fact} = .*\n`, "m"), "")}${fact} = "${value}"\n`)
    const { error: refused, changes } = await run({})
    expect([refused, changes]).toEqual([`.newsrooms/check-also.toml: ${fact} ${sentence}`, []])
  })

  it.each([
    ["EDITOR_TOKEN", "EDITOR_TOKEN is a secret, and everybody who may read this file would know it"],
    ["TIMEZONE", "TIMEZONE is no variable of this service"],
  ])("%s in the file is refused", async (name, sentence) => {
    newsroom("check-also", `${FACTS}${name} = "x"\n`)
    expect((await run({})).error).toBe(`.newsrooms/check-also.toml: ${sentence}`)
  })

  it("are copied from wrangler.toml where an operator has written their own there", async () => {
    const toml = readFileSync(join(root, "wrangler.toml"), "utf8").replaceAll(
      "http://localhost:8787",
      "https://feeds.harbour.example",
    )
    writeFileSync(join(root, "wrangler.toml"), toml)
    const { error, asked } = await run({ answers: [] })
    expect([error, asked]).toEqual([null, []])
    expect(readToml(join(root, ".newsrooms/check-also.toml")).vars).toEqual(readToml(join(root, "wrangler.toml")).vars)
  })

  it("need a terminal the first time", async () => {
    expect((await run({})).error).toMatch(/is not there yet: run `npm run deploy` in a terminal/)
  })

  it("say which account is meant, where there are several", async () => {
    const accounts = [
      { id: "a1", name: "The paper" },
      { id: "a2", name: "Another" },
    ]
    const { asked } = await run({ answers: ["3", "2", ...Object.values(ANSWERS)], accounts })
    expect(asked.slice(0, 2)).toEqual(["Which account (1 to 2): ", "Which account (1 to 2): "])
    expect(readToml(join(root, ".newsrooms/check-also.toml")).account_id).toBe("a2")
  })
})

describe("a second newsroom", () => {
  it("in the same account shares nothing with the first", async () => {
    newsroom("check-also")
    newsroom("other-paper", FACTS.replaceAll("harbour.example", "other.example"))
    const first = await run({ name: "check-also" })
    const second = await run({ name: "other-paper", account: first.state })
    expect(second.error).toBeNull()
    const namesOf = ({ config }: (typeof first.deploys)[number]) =>
      [
        ...JSON.stringify(config).matchAll(
          /"(?:name|database_name|database_id|id|queue|dead_letter_queue|namespace_id)":"([^"]+)"/g,
        ),
      ]
        .map(([, name]) => name)
        // The names of bindings are no resources.
        .filter((name) => !/^[A-Z_]+$/.test(name!))
    const [own, other] = [namesOf(first.deploys[0]!), namesOf(second.deploys[0]!)]
    expect(own.length).toBeGreaterThan(10)
    expect(other).toHaveLength(own.length)
    expect(other.filter((name) => own.includes(name))).toEqual([])
    expect(second.changes).toHaveLength(first.changes.length)
  })

  it("must be named where there are several, and need not where there is one", async () => {
    newsroom("other-paper", FACTS)
    expect((await run({})).deploys[0]!.config.name).toBe("other-paper")
    newsroom("check-also")
    expect((await run({})).error).toBe("say which newsroom: --name check-also or --name other-paper")
  })

  it("can have keys of wrangler.toml of its own", async () => {
    newsroom("check-also", `placement = { mode = "smart" }\nlimits = { cpu_ms = 5000 }\n${FACTS}`)
    expect((await run({})).deploys[0]!.config).toMatchObject({ placement: { mode: "smart" }, limits: { cpu_ms: 5000 } })
  })
})
