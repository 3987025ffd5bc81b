import type { BackupTable, Row } from "../store/backup-tables.ts"
import { findPresent, healStatements, restoreArticlesStatements, type SentArticle } from "../store/restore-articles.ts"
import { restorePartners, type SentPartner } from "../store/restore-partners.ts"
import { relistStatements, restoreListStatements, restoreRowsStatements } from "../store/restore-rows.ts"
import { giveUp } from "../store/unavailable.ts"
import { MAX_ATTEMPTS, tryBatch } from "../store/write.ts"
import { decide } from "./decide.ts"
import type { Content } from "./line.ts"

const MAX_LINES = 500
const MAX_CHARACTERS = 1_000_000

interface BatchOptions {
  replace: boolean
  now: number
  refuse(line: number, reason: string): void
  count(table: string, counts: { written: number; kept: number }): void
}

/** Lines of one table that are written together. */
export class Batch {
  /** How many statements D1 was asked so far. */
  statements = 0
  readonly #db: D1Database
  readonly #options: BatchOptions
  #table: BackupTable | null = null
  #articles: { line: number; article: SentArticle }[] = []
  #partners: SentPartner[] = []
  #rows: Row[] = []
  #characters = 0
  /** One batch writes an article once. */
  #names = new Set<string>()

  constructor(db: D1Database, options: BatchOptions) {
    this.#db = db
    this.#options = options
  }

  hasRoomFor(content: Content): boolean {
    const lines = this.#articles.length + this.#partners.length + this.#rows.length
    if (lines === 0) return true
    const isFull = lines >= MAX_LINES || this.#characters >= MAX_CHARACTERS
    return !isFull && this.#table === content.table && !namesOf(content).some((name) => this.#names.has(name))
  }

  add(content: Content, { number, text }: { number: number; text?: string }): void {
    this.#table = content.table
    this.#characters += text?.length ?? 0
    for (const name of namesOf(content)) this.#names.add(name)
    if (content.kind === "article") this.#articles.push({ line: number, article: content.article })
    else if (content.kind === "partner") this.#partners.push(content.partner)
    else this.#rows.push(content.row)
  }

  async write(): Promise<void> {
    const [articles, partners, rows, table] = [this.#articles, this.#partners, this.#rows, this.#table]
    this.#articles = []
    this.#partners = []
    this.#rows = []
    this.#characters = 0
    this.#names = new Set()
    if (articles.length) await this.#writeArticles(articles)
    if (partners.length) {
      const written = await restorePartners(this.#db, partners)
      this.statements += 3
      this.#count(partners.length, written)
    }
    if (table && rows.length) this.#count(rows.length, await this.#writeRows(table, rows))
  }

  #count(sent: number, written: number): void {
    this.#options.count(this.#table!.name, { written, kept: sent - written })
  }

  async #writeArticles(sent: { line: number; article: SentArticle }[]): Promise<void> {
    const all = sent.map(({ article }) => article)
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const present = await findPresent(this.#db, all)
      const decided = sent.map((each) => ({ ...each, decision: decide(each.article, present, this.#options.replace) }))
      const written = decided.flatMap(({ article, decision }) =>
        decision.do === "write" ? [{ article, was: decision.was }] : [],
      )
      const healed = decided.flatMap(({ article, decision }) => (decision.do === "heal" ? [article] : []))
      const statements = [...restoreArticlesStatements(this.#db, written), ...healStatements(this.#db, healed)]
      this.statements += statements.length + 1
      if (!(await tryBatch(this.#db, statements))) continue
      let refused = 0
      for (const { line, decision } of decided) {
        if (decision.do !== "refuse") continue
        refused++
        this.#options.refuse(line, decision.reason)
      }
      return this.#count(sent.length - refused, written.length)
    }
    giveUp("the articles that are restored")
  }

  async #writeRows(table: BackupTable, rows: Row[]): Promise<number> {
    const statements = restoreRowsStatements(this.#db, table, rows, this.#options)
    const beside = table.name === "check_also" ? restoreListStatements(this.#db, rows) : []
    this.statements += statements.length + beside.length
    const results = await this.#db.batch([...statements, ...beside])
    const written = results.slice(0, statements.length).reduce((sum, { meta }) => sum + meta.changes, 0)
    if (table.name === "check_also_edits" && written > 0) {
      const relisting = relistStatements(this.#db, rows)
      this.statements += relisting.length
      await this.#db.batch(relisting)
    }
    return written
  }
}

const namesOf = (content: Content): string[] =>
  content.kind === "article" ? [`id ${content.article.row.id}`, `guid ${content.article.row.guid}`] : []
