// Finds the sizes of attached files that editors sent without one. RSS requires the size of an enclosure.
// In: articles, and the servers of their files. Out: the articles with the sizes that are known.
// Source: RSS 2.0 (`enclosure`), RFC 9110 §8.6 and §9.3.2 (`Content-Length` in the answer to HEAD).
import { DAY } from "../lib/text/time.ts"
import type { Article } from "../model/article.ts"
import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"
import { nudgeOutbox } from "../outbox/outbox.ts"
import {
  type DueSize,
  dueSizes,
  readSizes,
  saveNoSizeStatement,
  saveSizeStatements,
  type Unsized,
} from "../store/attachment-sizes.ts"
import { webClient } from "../web/client.ts"
import { type Fetched, fetchDocument } from "../web/fetch.ts"
import { onePerHost } from "../web/one-per-host.ts"

/**
 * The articles with the sizes that are stored. The stored revisions stay as the editor sent them. `unasked` lists the
 * attachments that nobody has noted yet.
 */
export async function withSizes(
  db: D1Database,
  articles: Article[],
): Promise<{ articles: Article[]; unasked: Unsized[] }> {
  const lacking = articles.filter(({ attachments }) => attachments.some(({ sizeInBytes }) => !sizeInBytes))
  if (lacking.length === 0) return { articles, unasked: [] }
  const ids = lacking.map(({ id }) => id)
  const key = (articleId: string, url: string) => `${articleId} ${url}`
  const known = new Map((await readSizes(db, ids)).map(({ articleId, url, size }) => [key(articleId, url), size]))
  const unasked: Unsized[] = []
  const sized = articles.map((article): Article => {
    if (article.attachments.every(({ sizeInBytes }) => sizeInBytes)) return article
    const attachments = article.attachments.map((attachment) => {
      if (attachment.sizeInBytes) return attachment
      const size = known.get(key(article.id, attachment.url))
      if (size === undefined) unasked.push({ articleId: article.id, url: attachment.url })
      return size ? { ...attachment, sizeInBytes: size } : attachment
    })
    return { ...article, attachments }
  })
  return { articles: sized, unasked }
}

/** The most files asked for in one tick, each on another host. */
const MAX_REQUESTS = 10
/** A server that has not said the size this often, a day apart, is not asked again. */
const MAX_TRIES = 5

export interface AskSizesDeps {
  articles: KVNamespace
  db: D1Database
  config: Config
  renders: Pick<Queue<RenderJob>, "send" | "sendBatch">
  fetch: typeof fetch
}

/** Asks the servers of the due files, by HEAD. When a size is found, its articles' feeds are rendered again. */
export async function askSizes(deps: AskSizesDeps, now: number): Promise<void> {
  const due = onePerHost(await dueSizes(deps.db, now, MAX_REQUESTS * 5)).slice(0, MAX_REQUESTS)
  if (due.length === 0) return
  const web = webClient(deps)
  const found = await Promise.all(
    due.map(async (each) => ({ each, fetched: await fetchDocument(web, { url: each.url, method: "HEAD" }) })),
  )
  const writes = found.flatMap(({ each, fetched }) => {
    const size = sizeIn(fetched)
    return size === null
      ? [saveNoSizeStatement(deps.db, each.url, nextTry(each, fetched, now))]
      : saveSizeStatements(deps.db, each.url, size)
  })
  await deps.db.batch(writes)
  if (found.some(({ fetched }) => sizeIn(fetched) !== null)) await nudgeOutbox(deps)
}

/** The size of the whole file. That of a compressed answer is another one. */
function sizeIn(fetched: Fetched): number | null {
  if (fetched.outcome !== "ok" || fetched.headers.has("content-encoding")) return null
  const length = fetched.headers.get("content-length") ?? ""
  return /^[1-9]\d{0,14}$/.test(length) ? Number(length) : null
}

/** An address that we may not request stays forbidden. */
const nextTry = ({ tries }: DueSize, { outcome }: Fetched, now: number): number | null =>
  tries + 1 >= MAX_TRIES || outcome === "refused" ? null : now + DAY
