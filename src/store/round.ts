import { CellReader } from "./cells.ts"

// Questions to D1 that are asked together.
// In: questions. Out: their answers, after one round trip. D1 counts each statement of it.

export interface Question<T> {
  statement: D1PreparedStatement
  read(rows: Record<string, unknown>[], cells: CellReader): T
}

/**
 * Questions that are asked in one round trip. Damaged cells of their answers are noted as faults.
 *
 * @example
 * const round = new Round(db)
 * const newest = round.add(articlesQuestion(db, { limit: 50 }))
 * await round.ask()
 * console.log(newest().length)
 */
export class Round {
  readonly #db: D1Database
  readonly #questions: {
    statement: D1PreparedStatement
    take(rows: Record<string, unknown>[], cells: CellReader): void
  }[] = []

  constructor(db: D1Database) {
    this.#db = db
  }

  /** Gives the answer. Call it after `ask`. */
  add<T>({ statement, read }: Question<T>): () => T {
    let answer: { value: T } | null = null
    this.#questions.push({
      statement,
      take: (rows, cells) => {
        answer = { value: read(rows, cells) }
      },
    })
    return () => {
      if (!answer) throw new Error("the round was not asked yet")
      return answer.value
    }
  }

  async ask(): Promise<void> {
    const asked = this.#questions.splice(0)
    if (!asked.length) return
    const results = await this.#db.batch<Record<string, unknown>>(asked.map(({ statement }) => statement))
    const cells = new CellReader()
    for (const [at, { take }] of asked.entries()) take(results[at]!.results, cells)
    await cells.report(this.#db)
  }
}

/** Asks one question alone. */
export async function askOne<T>(db: D1Database, { statement, read }: Question<T>): Promise<T> {
  const { results } = await statement.all<Record<string, unknown>>()
  const cells = new CellReader()
  const answer = read(results, cells)
  await cells.report(db)
  return answer
}
