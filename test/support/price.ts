/** What requests have cost. */
export interface Price {
  rowsRead: number
  rowsWritten: number
  /** Keys; a bulk read counts each. */
  kvReads: number
  kvWrites: number
}

const FREE: Price = { rowsRead: 0, rowsWritten: 0, kvReads: 0, kvWrites: 0 }

/** The same stores, which count what they are asked. */
export function countingStores({ db, articles }: { db: D1Database; articles: KVNamespace }) {
  let price = { ...FREE }
  const natives = new WeakMap<object, D1PreparedStatement>()
  const count = <T extends D1Result>(result: T): T => {
    price.rowsRead += result.meta.rows_read
    price.rowsWritten += result.meta.rows_written
    return result
  }
  const statement = (native: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => statement(native.bind(...values)),
      all: async () => count(await native.all()),
      run: async () => count(await native.run()),
      first: async (column?: string) => {
        const [row] = count(await native.all<Record<string, unknown>>()).results
        return row === undefined ? null : column === undefined ? row : row[column]
      },
    } as unknown as D1PreparedStatement
    natives.set(wrapped, native)
    return wrapped
  }
  const keys = (asked: unknown) => (Array.isArray(asked) ? asked.length : 1)
  return {
    db: {
      prepare: (sql: string) => statement(db.prepare(sql)),
      batch: async (list: D1PreparedStatement[]) => (await db.batch(list.map((each) => natives.get(each)!))).map(count),
    } as unknown as D1Database,
    articles: {
      get: (key: never, ...rest: never[]) => {
        price.kvReads += keys(key)
        return articles.get(key, ...(rest as [never]))
      },
      getWithMetadata: (key: never, ...rest: never[]) => {
        price.kvReads += keys(key)
        return articles.getWithMetadata(key, ...(rest as [never]))
      },
      put: (...values: [string, never]) => {
        price.kvWrites++
        return articles.put(...values)
      },
      delete: (key: string) => {
        price.kvWrites++
        return articles.delete(key)
      },
    } as unknown as KVNamespace,
    /** What was asked since the last call. */
    take(): Price {
      const taken = price
      price = { ...FREE }
      return taken
    },
  }
}
