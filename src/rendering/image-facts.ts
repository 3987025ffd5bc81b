// Finds the size, kind and weight of articles' images. Aggregators refuse small, heavy and odd ones without a word.
// In: articles, and the servers of their images. Out: the articles with what is known of their images.
// Source: RFC 9110 §14 (`Range`, `Content-Range`). A server that does not know ranges is left after the first bytes.

import { present } from "../lib/text/present.ts"
import { DAY } from "../lib/text/time.ts"
import type { Article } from "../model/article.ts"
import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"
import {
  type DueImage,
  dueImages,
  type ImageFacts,
  type ImagePlace,
  readImageFacts,
  saveImageFactsStatement,
  saveNoImageFactsStatement,
} from "../store/image-facts.ts"
import { listProfileFeeds } from "../store/snapshots.ts"
import { webClient } from "../web/client.ts"
import { type Fetched, fetchDocument } from "../web/fetch.ts"
import { MAX_HEADER_BYTES, readImageHeader } from "../web/image-header.ts"
import { onePerHost } from "../web/one-per-host.ts"

/**
 * The articles with what is known of their images. What the editor sent counts before what the server said. `unasked` has
 * the images that nobody has noted yet.
 */
export async function withImageFacts(
  db: D1Database,
  articles: Article[],
): Promise<{ articles: Article[]; unasked: ImagePlace[] }> {
  const ids = articles.flatMap(({ id, image }) => (image ? [id] : []))
  if (ids.length === 0) return { articles, unasked: [] }
  const key = ({ articleId, url }: ImagePlace) => `${articleId} ${url}`
  const known = new Map((await readImageFacts(db, ids)).map((each) => [key(each), each]))
  const unasked: ImagePlace[] = []
  const told = articles.map((article): Article => {
    const { image, id } = article
    if (!image) return article
    const place = { articleId: id, url: image.url }
    const facts = known.get(key(place))
    if (!facts) {
      unasked.push(place)
      return article
    }
    const { width, height, type, bytes } = facts
    // Sides belong together: half of each would be the sides of no image.
    const sides = image.width && image.height ? {} : present({ width, height })
    return { ...article, image: { ...present({ type }), ...image, ...sides, ...present({ sizeInBytes: bytes }) } }
  })
  return { articles: told, unasked }
}

/** The most images asked for in one tick, each on another host. */
const MAX_REQUESTS = 10
/** A server that has not said it this often, a day apart, is not asked again. */
const MAX_TRIES = 5

export interface AskImagesDeps {
  db: D1Database
  config: Config
  renders: Pick<Queue<RenderJob>, "sendBatch">
  fetch: typeof fetch
}

/** Asks the servers of the due images for the first bytes. When something is found, the aggregators' feeds are rendered. */
export async function askImages(deps: AskImagesDeps, now: number): Promise<void> {
  const due = onePerHost(await dueImages(deps.db, now, MAX_REQUESTS * 5)).slice(0, MAX_REQUESTS)
  if (due.length === 0) return
  const web = webClient(deps)
  const found = await Promise.all(
    due.map(async (each) => {
      const fetched = await fetchDocument(web, { url: each.url, maxFirstBytes: MAX_HEADER_BYTES })
      return { each, fetched, facts: factsIn(fetched) }
    }),
  )
  await deps.db.batch(
    found.map(({ each, fetched, facts }) =>
      facts
        ? saveImageFactsStatement(deps.db, each.url, facts)
        : saveNoImageFactsStatement(deps.db, each.url, nextTry(each, fetched, now)),
    ),
  )
  if (!found.some(({ facts }) => facts)) return
  const feeds = await listProfileFeeds(deps.db)
  if (feeds.length > 0) await deps.renders.sendBatch(feeds.map((feed) => ({ body: { kind: "feed", feed } })))
}

function factsIn(fetched: Fetched): ImageFacts | null {
  if (fetched.outcome !== "ok") return null
  const header = readImageHeader(fetched.body)
  return header && { ...header, bytes: sizeIn(fetched.status, fetched.headers) }
}

/** The size of the whole file. A part says it behind the slash. */
function sizeIn(status: number, headers: Headers): number | null {
  if (headers.has("content-encoding")) return null
  const text = status === 206 ? (headers.get("content-range")?.split("/")[1] ?? "") : headers.get("content-length")
  return /^[1-9]\d{0,14}$/.test(text ?? "") ? Number(text) : null
}

/** An address that we may not request stays forbidden. */
const nextTry = ({ tries }: DueImage, { outcome }: Fetched, now: number): number | null =>
  tries + 1 >= MAX_TRIES || outcome === "refused" ? null : now + DAY
