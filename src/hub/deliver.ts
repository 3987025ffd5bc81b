// Delivers to subscribers whose topic has changed.
// In: their ids. Out: a POST of the topic to each, and in D1 what came of it. WebSub §7; rssCloud's notification.
import { feedFile, feedName, MEDIA_TYPES, parseFeedName } from "../feeds/catalogue/feed-key.ts"
import { linkHeader } from "../feeds/topic.ts"
import { deltaAgainst, tellsAll } from "../feeds/write/delta.ts"
import { type Bytes, toBytes } from "../lib/crypto/hash.ts"
import { inLanes } from "../lib/http/lanes.ts"
import { log } from "../lib/text/log.ts"
import { MINUTE } from "../lib/text/time.ts"
import { bodyOf, findVersions, getSnapshot, type Snapshot, textOf, type Version } from "../store/snapshots.ts"
import {
  type Claim,
  claimSubscribers,
  countDeliveriesStatement,
  endSubscribers,
  noteDelivered,
  noteFailure,
  releaseClaims,
  type Topic,
} from "../store/subscribers.ts"
import { webClient } from "../web/client.ts"
import { asForm, type Posted, type Sent, sendOnce } from "../web/send.ts"
import { type Attempt, afterFailure, attemptOf } from "../websub/retry.ts"
import { hubSignature } from "../websub/signature.ts"
import { deliverTo, type HubDeps, sendAll } from "./deps.ts"
import { formatOf, urlOf } from "./fan-out.ts"

/** A Worker has six connections at a time. */
const MAX_CONNECTIONS = 6
/** A subscriber acknowledges receipt and does its work later (§7). */
const MAX_DELIVERY_MS = 10_000
/** Longer than a batch of 50 that all hang. */
const MAX_CLAIM_MS = 3 * MINUTE

/** Which subscribers must be tried again soon, because KV does not have the newest version here yet. */
export interface Delivered {
  later: Set<number>
}

/** Each subscriber gets the newest version once, however often this runs. Reads each topic once. */
export async function deliverBatch(deps: HubDeps, ids: number[], now: number): Promise<Delivered> {
  const claims = await claimSubscribers(deps.db, [...new Set(ids)], now, now + MAX_CLAIM_MS)
  const topics = new TopicReader(deps)
  const later = new Set<number>()
  const notes = new Notes(deps.db)
  const counts = new Counts()
  await inLanes(MAX_CONNECTIONS, claims, async (claim) => {
    const topic = await topics.read(claim)
    // An edge may have an older version for a minute.
    if (!topic || topic.since < claim.since) return void later.add(claim.id)
    counts.add(claim, await deliver(deps, notes, claim, topic, now))
  })
  const behind = await notes.written()
  for (const { delivered, failed } of counts.all) {
    deps.tally.add("deliveries", ["delivered"], delivered)
    deps.tally.add("deliveries", ["failed"], failed)
  }
  if (later.size) await releaseClaims(deps.db, [...later])
  if (counts.all.length) await countDeliveriesStatement(deps.db, hourOf(now), counts.all).run()
  await sendAll(deps, behind.map(deliverTo))
  return { later }
}

export const hourOf = (now: number): string => new Date(now).toISOString().slice(0, 13)

async function deliver(deps: HubDeps, notes: Notes, claim: Claim, topic: OpenTopic, now: number): Promise<Attempt> {
  const { db } = deps
  const { id, callback, tries, failingSince } = claim
  const posted = await sendOnce(webClient(deps), callback, await topic.message(claim))
  const attempt = attemptOf(posted.outcome === "answered" ? posted.status : null)
  if (attempt === "delivered") await notes.add({ id, since: topic.since })
  else if (attempt === "gone") await drop(db, claim, "410")
  else {
    const failure = {
      tries: tries + 1,
      failingSince: failingSince ?? now,
      since: topic.since,
      trouble: troubleOf(posted),
    }
    const next = afterFailure(failure.tries, failure.failingSince, now)
    if (next.outcome === "drop") await drop(db, claim, failure.trouble)
    else await noteFailure(db, id, { ...failure, retryAt: next.outcome === "retry" ? next.at : null })
  }
  return attempt
}

/**
 * Notes what is delivered at once, so that a Worker that is killed delivers hardly anything twice. What is delivered while
 * a note is written is noted together, so that no delivery waits for D1.
 */
class Notes {
  #db: D1Database
  #waiting: { id: number; since: number }[] = []
  #behind: number[] = []
  #writing: Promise<void> | null = null

  constructor(db: D1Database) {
    this.#db = db
  }

  /** Resolves at once, unless a connection's worth of notes waits already. */
  async add(delivered: { id: number; since: number }): Promise<void> {
    this.#waiting.push(delivered)
    this.#writing ??= this.#write()
    // Awaited in written() too.
    this.#writing.catch(() => {})
    if (this.#waiting.length >= MAX_CONNECTIONS) await this.#writing
  }

  async #write(): Promise<void> {
    while (this.#waiting.length) this.#behind.push(...(await noteDelivered(this.#db, this.#waiting.splice(0))))
    this.#writing = null
  }

  /** When all is written. Gives the subscribers for whom there is a newer version by now. */
  async written(): Promise<number[]> {
    await this.#writing
    return this.#behind
  }
}

const troubleOf = (posted: Posted): string =>
  posted.outcome === "answered" ? `answers ${posted.status}` : posted.detail

async function drop(db: D1Database, { id, feed, file, callback }: Claim, detail: string): Promise<void> {
  log("subscriber-dropped", { topic: `${feed}/${file}`, callback, detail })
  await endSubscribers(db, [id])
}

/** A topic's newest version as it is in KV. */
interface OpenTopic {
  since: number
  message(claim: Claim): Promise<Sent>
}

/** Reads each topic once a batch. */
class TopicReader {
  #read = new Map<string, Promise<OpenTopic | null>>()
  #deps: HubDeps

  constructor(deps: HubDeps) {
    this.#deps = deps
  }

  read({ feed, file }: Topic): Promise<OpenTopic | null> {
    const name = `${feed}/${file}`
    const reading = this.#read.get(name) ?? openTopic(this.#deps, { feed, file })
    this.#read.set(name, reading)
    return reading
  }
}

/** Null when it is not in KV, or when the name is no feed's. */
async function openTopic(deps: HubDeps, topic: Topic): Promise<OpenTopic | null> {
  const { config, articles } = deps
  const key = parseFeedName(topic.feed)
  const format = formatOf(topic.file)
  const url = urlOf(deps, topic)
  const snapshot = key && format && url ? await getSnapshot(articles, feedName(key), feedFile(format)) : null
  if (!snapshot || !format || !url || !key) return null
  const body = await bodyOf(snapshot, "plain")
  const { since } = snapshot.versions[0]!
  const isDelta = config.deltaDeliveries && format !== "json" && key.kind !== "profile"
  const versions = isDelta ? await digestsOf(deps, topic) : []
  const bodies = new Map<number, Promise<Bytes>>()
  /** The entries that are new since the version that was delivered last. The whole topic when that cannot be said (§7). */
  const bodySince = async (delivered: number): Promise<Bytes> => {
    const before = versions.find((version) => version.since === delivered)?.digests
    const after = versions.find((version) => version.since === since)?.digests
    if (!before || !after || !tellsAll(before, after, format, key.kind)) return body
    return toBytes(deltaAgainst(await textOf(snapshot as Snapshot), format, new Set(before)))
  }
  return {
    since,
    async message({ protocol, secret, delivered }) {
      // rssCloud says only which feed has changed.
      if (protocol === "rsscloud") return { ...asForm(new URLSearchParams({ url })), maxMs: MAX_DELIVERY_MS }
      if (!bodies.has(delivered)) bodies.set(delivered, isDelta ? bodySince(delivered) : Promise.resolve(body))
      const sent = await bodies.get(delivered)!
      const headers: Record<string, string> = {
        "content-type": `${MEDIA_TYPES[format]}; charset=utf-8`,
        link: linkHeader(url, config.publication.hubs),
      }
      if (secret !== null) headers["x-hub-signature"] = await hubSignature(secret, sent, config.hubSignature)
      return { body: sent, headers, maxMs: MAX_DELIVERY_MS }
    },
  }
}

async function digestsOf({ db }: HubDeps, { feed, file }: Topic): Promise<Version[]> {
  return (await findVersions(db, [feed])).get(`${feed}/${file}`) ?? []
}

/** What became of a batch, by topic. */
class Counts {
  #topics = new Map<string, Topic & { delivered: number; failed: number }>()

  add({ feed, file }: Topic, attempt: Attempt): void {
    const name = `${feed}/${file}`
    const sums = this.#topics.get(name) ?? { feed, file, delivered: 0, failed: 0 }
    sums[attempt === "delivered" ? "delivered" : "failed"]++
    this.#topics.set(name, sums)
  }

  get all() {
    return [...this.#topics.values()]
  }
}
