import { createHash } from "node:crypto"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"

// As much of Cloudflare's API as wrangler asks for in a deploy, with an account in memory. The paths, fields and codes
// are those that wrangler reads.

/** What the account refuses: every login, or whatever path contains a text. */
export interface Refusal {
  token?: boolean
  path?: string
}

interface Answer {
  status: number
  result?: unknown
  error?: { code: number; message: string }
}

const ok = (result: unknown): Answer => ({ status: 200, result })
const no = (status: number, code: number, message: string): Answer => ({ status, error: { code, message } })
const idOf = (name: string) => createHash("md5").update(name).digest("hex")
const uuidOf = (name: string) => idOf(name).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")

/** Starts the API on a port of its own. `writes` lists what was changed, in order. */
export async function serveCloudflare(accounts: number, refusal: Refusal = {}) {
  const databases = new Set<string>()
  const namespaces = new Set<string>()
  const queues = new Set<string>()
  const applied = new Set<string>()
  const workers = new Map<string, Set<string>>()
  const writes: string[] = []
  const made = (set: Set<string>, kind: string, name: string) => {
    set.add(name)
    writes.push(`${kind} ${name}`)
  }

  function answer(method: string, path: string, query: URLSearchParams, body: string): Answer {
    if (refusal.token) return no(401, 9109, "Invalid access token")
    if (path === "/user/tokens/verify") return ok({ id: "t", status: "active" })
    if (path === "/user") return ok({ id: "u", email: "operator@paper.example" })
    const owned = Array.from({ length: accounts }, (_, n) => ({ id: idOf(`account ${n}`), name: `Account ${n}` }))
    if (path === "/accounts") return ok(owned)
    if (path === "/memberships") return ok(owned.map((account) => ({ id: account.id, account, roles: [] })))
    if (refusal.path && path.includes(refusal.path)) return no(403, 10000, "Authentication error")
    const rest = path.replace(/^\/accounts\/[^/]+/, "")
    const database = (name: string) => ({ uuid: uuidOf(name), name, version: "production" })
    const page = Number(query.get("page") ?? 1)
    if (rest === "/d1/database" && method === "GET") return ok(page > 1 ? [] : [...databases].map(database))
    if (rest === "/d1/database") {
      const { name } = JSON.parse(body)
      made(databases, "database", name)
      return ok(database(name))
    }
    if (/^\/d1\/database\/[^/]+\/query$/.test(rest)) return query_(body)
    const known = /^\/d1\/database\/([^/]+)$/.exec(rest)?.[1]
    if (known) {
      const found = [...databases].find((name) => name === known || uuidOf(name) === known)
      return found ? ok(database(found)) : no(404, 7404, `The database ${known} could not be found`)
    }
    const namespace = (title: string) => ({ id: idOf(title), title })
    if (rest === "/storage/kv/namespaces" && method === "GET") return ok(page > 1 ? [] : [...namespaces].map(namespace))
    if (rest === "/storage/kv/namespaces") {
      const { title } = JSON.parse(body)
      made(namespaces, "namespace", title)
      return ok(namespace(title))
    }
    const queue = (queue_name: string) => ({ queue_id: idOf(queue_name), queue_name, producers: [], consumers: [] })
    if (rest === "/queues" && method === "GET") {
      const wanted = query.getAll("name")
      return ok(page > 1 ? [] : [...queues].filter((each) => wanted.length === 0 || wanted.includes(each)).map(queue))
    }
    if (rest === "/queues") {
      const { queue_name } = JSON.parse(body)
      made(queues, "queue", queue_name)
      return ok(queue(queue_name))
    }
    const consumers = /^\/queues\/([^/]+)\/consumers/.exec(rest)
    if (consumers) {
      if (method !== "GET") writes.push(`consumer of ${[...queues].find((name) => idOf(name) === consumers[1])}`)
      return ok(method === "GET" ? [] : {})
    }
    if (rest === "/workers/subdomain") return ok({ subdomain: "paper" })
    return workerAnswer(method, rest, body)
  }

  function query_(body: string): Answer {
    const sql = body.startsWith("[") ? body : JSON.stringify(JSON.parse(body))
    const names = [...sql.matchAll(/INSERT INTO \\?"?d1_migrations\\?"? \(name\)\s*(?:\\n)?\s*values \('([^']+)'\)/gi)]
    for (const [, name] of names) made(applied, "migration", name!)
    const results = /SELECT \*/.test(sql)
      ? [...applied].map((name, id) => ({ id, name, applied_at: "2026-11-25 00:00:00" }))
      : []
    return ok([{ results, success: true, meta: { duration: 1 } }])
  }

  function workerAnswer(method: string, rest: string, body: string): Answer {
    const [, name, part = ""] = /^\/workers\/(?:scripts|services|workers)\/([^/]+)(.*)$/.exec(rest) ?? []
    if (!name) return no(404, 7003, `no route ${rest}`)
    const secrets = workers.get(name)
    if ((method === "PUT" && part === "") || (method === "POST" && part === "/versions")) {
      const put = new Set([
        ...(secrets ?? []),
        ...[...body.matchAll(/"name":"([A-Z_]+)","type":"secret_text"/g)].map(([, n]) => n!),
      ])
      workers.set(name, put)
      writes.push(`Worker ${name} with ${[...put].sort().join(" ") || "no secret"}`)
      return ok({
        id: name,
        resources: { script: { etag: "e" }, script_runtime: {} },
        startup_time_ms: 12,
        deployment_id: "d",
        tag: "t",
        entry_point: "index.js",
        has_modules: true,
      })
    }
    if (part === "/schedules" && method === "PUT")
      writes.push(`crons of ${name}: ${[...body.matchAll(/"cron":"([^"]+)"/g)].map(([, c]) => c)}`)
    if (!secrets) return no(404, part === "/secrets" ? 10007 : 10090, "This Worker does not exist on your account.")
    if (part === "/secrets") return ok([...secrets].map((each) => ({ name: each, type: "secret_text" })))
    if (part.startsWith("/domains/changeset")) return ok({ added: [], removed: [], updated: [], conflicting: [] })
    if (part.startsWith("/domains/records")) {
      writes.push(`domains of ${name}: ${[...body.matchAll(/"hostname":"([^"]+)"/g)].map(([, host]) => host)}`)
      return ok([])
    }
    if (part === "/settings") return ok({ bindings: [] })
    if (part === "/deployments") return ok(method === "GET" ? { deployments: [] } : { id: "d" })
    return ok({
      enabled: true,
      subdomain: { enabled: true, previews_enabled: false },
      previews_enabled: false,
      default_environment: { environment: "production", script: { last_deployed_from: "wrangler" } },
    })
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, "http://api")
    const { status, result, error } = answer(
      request.method!,
      url.pathname.replace(/^\/client\/v4/, ""),
      url.searchParams,
      await textOf(request),
    )
    if (process.env.VERBOSE) console.error(request.method, request.url, status)
    const list = Array.isArray(result)
      ? { result_info: { page: 1, per_page: 100, count: result.length, total_count: result.length, total_pages: 1 } }
      : {}
    response.writeHead(status, { "content-type": "application/json" })
    response.end(
      JSON.stringify({
        success: status < 400,
        errors: error ? [error] : [],
        messages: [],
        result: result ?? null,
        ...list,
      }),
    )
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`,
    writes,
    refusal,
    databases,
    workers,
    close: () => new Promise((done) => server.close(done)),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
