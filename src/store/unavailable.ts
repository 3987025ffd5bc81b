type Store = "D1" | "KV" | "The rate limiter"

/** The platform failed. The same request may succeed when it is sent again. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable"

  constructor(store: Store, cause: unknown) {
    super(`${store} did not answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

// D1's messages for a wrong statement or a broken constraint. Sending it again would not help.
const OUR_SQL =
  /SQLITE_(CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG|MISUSE)|constraint failed|D1_(TYPE|COLUMN|DUMP|EXEC)_ERROR/

// KV's messages for a wrong request, such as a key over 512 bytes. 429 is not a mistake: the request may succeed later.
const OUR_KEY = /failed: 4(?!29)\d\d\b/

/** Ends a write after its last attempt. Nothing was stored, and the same request may succeed later. */
export function giveUp(what: string): never {
  throw new StoreUnavailable("D1", `too many others are writing ${what}`)
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

/** Wraps a database. Its failures become StoreUnavailable, except when the statement itself is wrong. */
export function guardDatabase(db: D1Database): D1Database {
  const batch = guard("D1", OUR_SQL, (list) =>
    db.batch((list as D1PreparedStatement[]).map((statement) => natives.get(statement) ?? statement)),
  )
  return { prepare: (sql: string) => guardStatement(db.prepare(sql)), batch } as D1Database
}

/** Wraps a namespace. Its failures become StoreUnavailable, except when the request itself is wrong. */
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

/** Wraps a limiter. Its failures become StoreUnavailable. */
export const guardLimiter = (limiter: RateLimit): RateLimit => ({
  limit: guard("The rate limiter", /(?!)/, (options) =>
    limiter.limit(options as RateLimitOptions),
  ) as RateLimit["limit"],
})
