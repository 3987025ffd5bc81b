import { countingDatabase } from "./counting.ts"

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
  let statements = 0
  const keys = (asked: unknown) => (Array.isArray(asked) ? asked.length : 1)
  return {
    db: countingDatabase(db, (meta) => {
      statements++
      price.rowsRead += meta.rows_read
      price.rowsWritten += meta.rows_written
    }),
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
    /** The number of statements that D1 was asked since the last call. */
    takeStatements(): number {
      const taken = statements
      statements = 0
      return taken
    },
  }
}
