/** The same database, which tells of each result. */
export function countingDatabase(db: D1Database, count: (meta: D1Meta) => void): D1Database {
  const natives = new WeakMap<object, D1PreparedStatement>()
  const counted = <T extends D1Result>(result: T): T => {
    count(result.meta as D1Meta)
    return result
  }
  const statement = (native: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => statement(native.bind(...values)),
      all: async () => counted(await native.all()),
      run: async () => counted(await native.run()),
      first: async (column?: string) => {
        const [row] = counted(await native.all<Record<string, unknown>>()).results
        return row === undefined ? null : column === undefined ? row : row[column]
      },
    } as unknown as D1PreparedStatement
    natives.set(wrapped, native)
    return wrapped
  }
  return {
    prepare: (sql: string) => statement(db.prepare(sql)),
    batch: async (list: D1PreparedStatement[]) => (await db.batch(list.map((each) => natives.get(each)!))).map(counted),
  } as unknown as D1Database
}

/** What was asked of a database. */
export interface Asked {
  statements: number
  rowsRead: number
  rowsWritten: number
}

/** The same database, which counts. */
export function countedDatabase(db: D1Database) {
  let asked: Asked = { statements: 0, rowsRead: 0, rowsWritten: 0 }
  return {
    db: countingDatabase(db, ({ rows_read, rows_written }) => {
      asked.statements++
      asked.rowsRead += rows_read
      asked.rowsWritten += rows_written
    }),
    /** What was asked since the last call. */
    take(): Asked {
      const taken = asked
      asked = { statements: 0, rowsRead: 0, rowsWritten: 0 }
      return taken
    },
  }
}
