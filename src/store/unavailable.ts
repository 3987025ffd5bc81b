type Store = "D1" | "KV" | "The rate limiter"

/** The platform under the store failed. The same request may succeed when it is sent again. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable"

  constructor(store: Store, cause: unknown) {
    super(`${store} did not answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

// What D1 says of a statement that is wrong or breaks a constraint. Sending it again would not help.
const OUR_SQL =
  /SQLITE_(CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG|MISUSE)|constraint failed|D1_(TYPE|COLUMN|DUMP|EXEC)_ERROR/

// What KV says of a request that is wrong, such as a key over 512 bytes. 429 is a wait, not a mistake.
const OUR_KEY = /failed: 4(?!29)\d\d\b/

/** For a write whose attempts are used up: nothing of it was kept, and it may succeed when it is sent again. */
export function giveUp(what: string): never {
  throw new StoreUnavailable("D1", `${what} is being written by too many at once`)
}

type Method = (...values: unknown[]) => unknown

function guard(store: Store, ours: RegExp, method: Method): Method {
  const failed = (error: unknown): never => {
    const isOurs = error instanceof TypeError || error instanceof RangeError || ours.test(String(error))
    throw isOurs ? error : new StoreUnavailable(store, error)
  }
  return (...values) => {
    const result = method(...values)
    return result instanceof Promise ? result.catch(failed) : result
  }
}

const natives = new WeakMap<object, D1PreparedStatement>()

function guardStatement(native: D1PreparedStatement): D1PreparedStatement {
  const ask = (name: "first" | "run" | "all" | "raw") =>
    guard("D1", OUR_SQL, (...values) => (native[name] as Method).apply(native, values))
  const statement = {
    bind: (...values: unknown[]) => guardStatement(native.bind(...values)),
    first: ask("first"),
    run: ask("run"),
    all: ask("all"),
    raw: ask("raw"),
  } as D1PreparedStatement
  natives.set(statement, native)
  return statement
}

/** The same database, whose failures are StoreUnavailable unless the statement itself is wrong. */
export function guardDatabase(db: D1Database): D1Database {
  const batch = guard("D1", OUR_SQL, (list) =>
    db.batch((list as D1PreparedStatement[]).map((statement) => natives.get(statement) ?? statement)),
  )
  return { prepare: (sql: string) => guardStatement(db.prepare(sql)), batch } as D1Database
}

/** The same namespace, whose failures are StoreUnavailable unless the request itself is wrong. */
export function guardNamespace(kv: KVNamespace): KVNamespace {
  const ask = (name: "get" | "getWithMetadata" | "put" | "delete" | "list") =>
    guard("KV", OUR_KEY, (...values) => (kv[name] as unknown as Method).apply(kv, values))
  return {
    get: ask("get"),
    getWithMetadata: ask("getWithMetadata"),
    put: ask("put"),
    delete: ask("delete"),
    list: ask("list"),
  } as unknown as KVNamespace
}

/** The same limiter, whose failures are StoreUnavailable. */
export const guardLimiter = (limiter: RateLimit): RateLimit => ({
  limit: guard("The rate limiter", /(?!)/, (options) =>
    limiter.limit(options as RateLimitOptions),
  ) as RateLimit["limit"],
})
