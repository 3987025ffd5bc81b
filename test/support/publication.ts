// What publishing costs over an archive of any size.
// In: a database and a namespace. Out: for each thing that a newsroom does, what its stores and its queue were asked.
import { createTally } from "../../src/counting/tally.ts"
import { runJobs } from "../../src/jobs.ts"
import { DAY } from "../../src/lib/text/time.ts"
import type { Config } from "../../src/model/config.ts"
import type { RenderJob } from "../../src/model/job.ts"
import type { PageWriters } from "../../src/model/page-writers.ts"
import type { Services } from "../../src/model/services.ts"
import { fileOldArticles } from "../../src/newsroom/mend.ts"
import { publishArticle } from "../../src/newsroom/publish.ts"
import { withdrawArticle } from "../../src/newsroom/withdraw.ts"
import { sweepOutbox } from "../../src/outbox/outbox.ts"
import { queueAllFeeds } from "../../src/rendering/requeue.ts"
import { writer } from "./archive.ts"
import { countingStores, type Price } from "./price.ts"

export interface Cost extends Price {
  statements: number
  /** Messages. */
  queued: number
}

const START = Date.UTC(2026, 10, 23, 9, 30)
const FEW = 5
const MANY = 200
/** Articles of today, more than a feed shows. */
const TODAY = 60
/** What the queue delivers at once (wrangler.toml). */
const BATCH = 50

const seedOf = (id: string) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
const tags = (count: number) => Array.from({ length: count }, (_, n) => `Topic ${n}`)

/** A newsroom that counts. Its articles of today have five topics each, whose feeds somebody asks for. */
export async function countingNewsroom(stores: { db: D1Database; articles: KVNamespace }) {
  const counted = countingStores(stores)
  const clock = { now: START }
  const waiting: RenderJob[] = []
  let queued = 0
  let former = 0
  const queue = (...jobs: RenderJob[]) => {
    queued += jobs.length
    waiting.push(...jobs)
  }
  const services = {
    ...counted,
    config: CONFIG,
    renders: {
      send: async (job: RenderJob) => queue(job),
      sendBatch: async (jobs: { body: RenderJob }[]) => queue(...jobs.map(({ body }) => body)),
    },
    polls: { sendBatch: async () => {} },
    tally: createTally(),
    pages: PAGES,
    now: () => clock.now,
    fetch: async () => new Response(""),
  } as unknown as Services

  const put = async (id: string, of: number, more = "") => {
    clock.now += 1000
    const write = writer(seedOf(id))
    const draft = { title: write(8), contentHtml: `<p>${write(60)}${more}</p>`, authors: [{ name: "Laila Noor" }] }
    await publishArticle(
      services,
      id,
      { ...draft, tags: tags(of), section: "News", attachments: [], language: "en" },
      clock.now,
    )
  }
  const render = async () => {
    while (waiting.length) {
      const messages = waiting
        .splice(0, BATCH)
        .map((body) => ({ body, timestamp: new Date(clock.now), ack() {}, retry() {} }))
      await runJobs({ queue: "renders", messages } as unknown as MessageBatch, services, { waitUntil() {} })
    }
  }
  /** What this costs, with the renders that come of it unless they are left for later. */
  const cost = async (work: () => Promise<unknown>, isRendered = true): Promise<Cost> => {
    counted.take()
    counted.takeStatements()
    queued = 0
    await work()
    if (isRendered) await render()
    return { statements: counted.takeStatements(), ...counted.take(), queued }
  }

  for (let n = 0; n < TODAY; n++) await put(`today-${n}`, FEW)
  for (let n = 0; n < FEW; n++) queue({ kind: "feed", feed: `tags/topic-${n}`, rewrite: true })
  await render()

  return {
    /** Adds older articles up to this number, with a section and topics. No feed has them among its newest. */
    async addFormer(count: number) {
      await addFormer(stores.db, former, count)
      former = count
    },
    /** Keeps the feeds of these many topics more, as if somebody had asked for each. */
    async keepFeeds(count: number) {
      await put("kept", MANY)
      const kept = tags(MANY).slice(FEW, FEW + count)
      for (const tag of kept)
        queue({ kind: "feed", feed: `tags/${tag.toLowerCase().replace(" ", "-")}`, rewrite: true })
      await render()
    },
    /** `name` keeps the articles of two runs apart; `burst`: so many articles at once. */
    async costs(name: string, burst: number): Promise<Record<string, Cost>> {
      const id = (what: string) => `${name}-${what}`
      return {
        "an article with 5 topics": await cost(() => put(id("few"), FEW)),
        "an article with 200 topics": await cost(() => put(id("many"), MANY)),
        "an edit of one with 5 topics": await cost(() => put(id("few"), FEW, " Corrected.")),
        "an edit of one with 200 topics": await cost(() => put(id("many"), MANY, " Corrected.")),
        "a withdrawal": await cost(() => withdrawArticle(services, id("few"), clock.now)),
        [`a burst of ${burst}`]: await cost(async () => {
          for (let n = 0; n < burst; n++) await put(id(`burst-${n}`), FEW)
        }, false),
        "five withdrawals behind it": await cost(async () => {
          for (let n = 0; n < 5; n++) await withdrawArticle(services, id(`burst-${n}`), clock.now)
        }, false),
        "the renders of these": await cost(async () => {}),
        "the renders of every kept feed": await cost(() => queueAllFeeds(services)),
        "a sweep of the outbox": await cost(() => sweepOutbox(services)),
        "the daily look for articles without a page": await cost(() => fileOldArticles(services)),
      }
    },
  }
}

/** One every ten minutes, the first a day ago. */
async function addFormer(db: D1Database, from: number, to: number): Promise<void> {
  const numbers = `WITH RECURSIVE numbers (n) AS (SELECT ${from + 1} UNION ALL SELECT n + 1 FROM numbers WHERE n < ?1)`
  const facet = (kind: string, slug: string) =>
    db
      .prepare(
        `INSERT INTO facets (kind, slug, label, article_id, published_at)
         ${numbers} SELECT '${kind}', ${slug}, 'Topic', 'old-' || n, ?2 - n * 600000 FROM numbers WHERE true
         ON CONFLICT DO NOTHING`,
      )
      .bind(to, START - DAY)
  await db.batch([
    db
      .prepare(
        `INSERT INTO articles (id, guid, hash, announced_hash, state, url, url_key, title, language, published_at,
           modified_at, archive_page, bytes)
         ${numbers} SELECT 'old-' || n, 'old-' || n, 'h', 'h', 'live', 'u', 'u' || n, 't', 'en', ?2 - n * 600000, 0, 1, 0
         FROM numbers`,
      )
      .bind(to, START - DAY),
    // Their second copies are there, so that the clock has nothing to mend.
    db.prepare(
      "INSERT INTO revisions (article_id, hash, body) SELECT id, 'h', '{}' FROM articles WHERE hash = 'h' ON CONFLICT DO NOTHING",
    ),
    facet("section", "'news'"),
    ...Array.from({ length: FEW }, (_, n) => facet("tag", `'topic-' || ((n * 7 + ${n * 13}) % ${MANY})`)),
    db.prepare(
      `INSERT INTO archive_pages (day, page, size, linked)
       SELECT strftime('%Y-%m-%d', published_at / 1000.0, 'unixepoch') AS day, 1, count(*), 1
       FROM articles WHERE id LIKE 'old-%' GROUP BY day ON CONFLICT DO NOTHING`,
    ),
  ])
}

const site = "https://courier.example"
const CONFIG = {
  publication: {
    title: "The Courier",
    description: "News.",
    language: "en",
    copyright: "",
    contact: "desk@courier.example",
    homeUrl: `${site}/`,
    icon: `${site}/icon.png`,
    siteUrl: site,
    hubs: [],
  },
  timeZone: "UTC",
  sections: {},
  ownHosts: [],
  iframeHosts: [],
  ownShare: 0.4,
  fill: 3,
  fillDays: 30,
  fillLanguages: [],
  retentionDays: 90,
  retentionItems: 5000,
} as unknown as Config

const html = (text: string) => `<html>${text}</html>`

/** Pages without their look: what they cost the stores is the same. */
const PAGES: PageWriters = {
  look: "plain",
  article: ({ title }, links) => html(title + links.map(({ url }) => url).join()),
  home: (articles) => html(articles.map(({ title }) => title).join()),
  list: ({ headlines }) => html(JSON.stringify(headlines)),
  archives: (months) => html(months.join()),
  sitemaps: (urls) => urls.join(),
  sitemap: (urls) => JSON.stringify(urls),
}
