// Finds the size, kind and weight of articles' pictures. Aggregators refuse small, heavy and odd ones without a word.
// In: articles, and the servers of their pictures. Out: the articles with what is known of their images, and the same of
// the pictures in their texts. Which ones a rule asks for, feeds/profiles/kit/pictures.ts says: ten of an article at most.
// Source: RFC 9110 §14 (`Range`, `Content-Range`). A server that does not know ranges is left after the first bytes.

import { type Looks, picturesToMeasure } from "../feeds/profiles/kit/pictures.ts"
import type { Measured } from "../feeds/profiles/kit/profile.ts"
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
import { fewPerHost } from "../web/one-per-host.ts"

export interface WithImageFacts {
  /** With what is known of their images. What the editor sent counts before what the server said. */
  articles: Article[]
  /** What is known of the pictures in the texts. */
  pictures: Map<string, Measured>
  /** The pictures that nobody has noted yet. */
  unasked: ImagePlace[]
}

/** What is known of the pictures that rules of these profiles ask for. */
export async function withImageFacts(db: D1Database, articles: Article[], profiles: Looks[]): Promise<WithImageFacts> {
  const places = articles.flatMap((article) => {
    const { images, texts } = picturesToMeasure(profiles, article)
    const place = (isInText: boolean) => (url: string) => ({ articleId: article.id, url, isInText })
    return [...images.map(place(false)), ...texts.map(place(true))]
  })
  const pictures = new Map<string, Measured>()
  if (places.length === 0) return { articles, pictures, unasked: [] }
  const rows = await readImageFacts(db, [...new Set(places.map(({ articleId }) => articleId))])
  const key = ({ articleId, url }: Pick<ImagePlace, "articleId" | "url">) => `${articleId} ${url}`
  const noted = new Set(rows.map(key))
  for (const { url, width, height, type, bytes } of rows) {
    if (type) pictures.set(url, present({ width, height, type, sizeInBytes: bytes }))
  }
  return {
    articles: articles.map((article) => withFacts(article, pictures)),
    pictures,
    unasked: places.filter((place) => !noted.has(key(place))),
  }
}

function withFacts(article: Article, pictures: ReadonlyMap<string, Measured>): Article {
  const { image } = article
  const facts = image && pictures.get(image.url)
  if (!facts) return article
  const { width, height, type, sizeInBytes } = facts
  // Sides belong together: half of each would be the sides of no image.
  const sides = image.width && image.height ? {} : present({ width, height })
  return { ...article, image: { ...present({ type }), ...image, ...sides, ...present({ sizeInBytes }) } }
}

/** The most pictures asked for in one tick. */
const MAX_REQUESTS = 10
/** The most of one host, one after the other: most papers have one server for their pictures. */
const MAX_PER_HOST = 5
/** A server that has not said it this often, a day apart, is not asked again. */
const MAX_TRIES = 5

export interface AskImagesDeps {
  db: D1Database
  config: Config
  renders: Pick<Queue<RenderJob>, "sendBatch">
  fetch: typeof fetch
}

/** Asks the servers of the due pictures for the first bytes. When something is found, the aggregators' feeds are rendered. */
export async function askImages(deps: AskImagesDeps, now: number): Promise<void> {
  const due = fewPerHost(await dueImages(deps.db, now, MAX_REQUESTS * 5), MAX_PER_HOST)
  const chosen = new Set(due.flat().slice(0, MAX_REQUESTS))
  if (chosen.size === 0) return
  const web = webClient(deps)
  const found: { each: DueImage; fetched: Fetched; facts: ImageFacts | null }[] = []
  await Promise.all(
    due.map(async (ofHost) => {
      for (const each of ofHost.filter((image) => chosen.has(image))) {
        const fetched = await fetchDocument(web, { url: each.url, maxFirstBytes: MAX_HEADER_BYTES })
        found.push({ each, fetched, facts: factsIn(fetched) })
        // The others would wait as long. They are asked for in the next tick.
        if (fetched.outcome === "timeout" || fetched.outcome === "unreachable") break
      }
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
