import { listWords, MAX_RENEWED, renewList } from "../../src/checkalso/renew.ts"
import { subjectOf } from "../../src/checkalso/subject-of.ts"
import type { Article } from "../../src/model/article.ts"
import type { Config } from "../../src/model/config.ts"
import { profileOf } from "../../src/ranking/profile.ts"
import { subjectWords } from "../../src/ranking/subject.ts"
import { jsonChunks } from "../../src/store/json-chunks.ts"
import { countAllWords } from "../eval/cost.ts"
import { ARCHIVED, addPartners, archivedItem, fillArchive, writer } from "../support/archive.ts"
import { countedDatabase } from "../support/counting.ts"
import { hold } from "../support/held.ts"
import { startWorker } from "../support/worker.ts"

const ARTICLES = 5000
const ARCHIVE = 20_000
const ITEMS = 1000
/** Items that one poll brings. */
const POLLED = 50
const PARTNERS = 200
const TOPICS = 300
const SAMPLE = 40

/** A thousand items arrive in a minute while five thousand articles of the week have lists. */
export async function renewalFigures() {
  const worker = await startWorker({ offline: true })
  try {
    const raw = (await worker.miniflare.getD1Database("DB", "check-also")) as unknown as D1Database
    const { db, take } = countedDatabase(raw)
    await addPartners(db, PARTNERS)
    await fillArchive(db, 0, ARCHIVE, PARTNERS)
    await countAllWords(db)
    const articles = Array.from({ length: ARTICLES }, (_, n) => topical(n))
    await storeLists(db, articles)
    take()
    for (let at = 0; at < ITEMS; at += POLLED) {
      await hold(
        db,
        Array.from({ length: POLLED }, (_, n) => {
          const { title, summary } = topical(ARTICLES + at + n)
          return archivedItem(ARCHIVE + at + n, PARTNERS, { title, summary, publishedAt: ARCHIVED })
        }),
      )
    }
    const arrival = take()
    const stale = (await db
      .prepare("SELECT count(*) AS n FROM check_also WHERE renew_at < ?1")
      .bind(ARCHIVED)
      .first<number>("n"))!
    take()
    const config = { ownShare: 0.4, fill: 3, fillDays: 30, fillLanguages: [] as string[] } as unknown as Config
    for (const article of articles.slice(0, SAMPLE)) await renewList({ db, config }, article, ARCHIVED)
    const renewal = take()
    const mean = (count: number) => Math.round(count / SAMPLE)
    return {
      articles: ARTICLES,
      items: ITEMS,
      arrival,
      stale_lists: stale,
      renewed_a_tick: MAX_RENEWED,
      ticks_until_fresh: Math.ceil(stale / MAX_RENEWED),
      a_renewal: {
        statements: mean(renewal.statements),
        rowsRead: mean(renewal.rowsRead),
        rowsWritten: mean(renewal.rowsWritten),
      },
    }
  } finally {
    await worker.stop()
  }
}

/** An article about one of the topics. The first of them has many, the last few. */
function topical(n: number): Article {
  const topic = Math.floor(TOPICS ** ((n * 0.618034) % 1))
  const about = writer(1_000_000 + topic)(12)
  const write = writer(2_000_000 + n)
  const published = new Date(ARCHIVED - (n % 10_000) * 60_000).toISOString()
  return {
    id: `article-${n}`,
    guid: `https://courier.example/articles/${n}`,
    url: `https://courier.example/articles/${n}`,
    title: `${about.split(" ").slice(0, 5).join(" ")} ${write(4)}`,
    summary: `${about} ${write(20)}`,
    contentHtml: `<p>${about} ${write(300)}</p>`,
    authors: [],
    tags: [],
    language: "en",
    attachments: [],
    datePublished: published,
    dateModified: published,
  }
}

/** Lists with the words that renewList() would store, made without a search and a batch for each. */
async function storeLists(db: D1Database, articles: Article[]): Promise<void> {
  const terms = await db.prepare("SELECT term, doc FROM search_terms").all<{ term: string; doc: number }>()
  const counts = new Map(terms.results.map(({ term, doc }) => [term, doc]))
  const rows = articles.map((article) => {
    const asked = subjectWords(subjectOf(article, ARCHIVED)).slice(0, 150)
    return { id: article.id, words: listWords(profileOf(asked, counts, ARCHIVE).words) }
  })
  for (const chunk of jsonChunks(rows)) {
    await db.batch([
      db
        .prepare(
          `INSERT INTO check_also (article_id, links, revised, computed_at, renew_at)
           SELECT value->>'id', '[]', 'r', ?2, ?2 + 3600000 FROM json_each(?1)`,
        )
        .bind(chunk, ARCHIVED),
      db
        .prepare(
          `INSERT INTO check_also_words (word, article_id, weight)
           SELECT word.value->>'word', list.value->>'id', word.value->>'weight'
           FROM json_each(?1) AS list, json_each(list.value->'words') AS word`,
        )
        .bind(chunk),
    ])
  }
}
