// Reads what is asked of our hub: the form of POST /websub.
// In: the form, and where this service is. Out: a wish to verify, topics that changed, or what is wrong.
// WebSub §5.1 (subscription request), §5.1.1 (parameters), §5.1.2 (the hub may refuse topics and callbacks).
import { topicAt, topicUrl } from "../feeds/topic.ts"
import { toBytes } from "../lib/crypto/hash.ts"
import { MAX_URL_CHARACTERS } from "../model/limits.ts"

/** What a subscriber wants, until it has verified that it wants it. */
export interface Wish {
  mode: "subscribe" | "unsubscribe"
  /** As the subscriber wrote it, so that it knows it again. */
  topic: string
  /** As the subscriber wrote it. */
  callback: string
  secret?: string
  /** Seconds. */
  leaseS: number
}

export type HubRequest =
  | { outcome: "wish"; wish: Wish }
  /** A publisher says that these have changed. */
  | { outcome: "published"; topics: string[] }
  | { outcome: "wrong"; detail: string }

const DEFAULT_LEASE_S = 10 * 24 * 3600
const MIN_LEASE_S = 5 * 60
const MAX_LEASE_S = 30 * 24 * 3600
/** §5.1: a secret must be shorter. */
const MAX_SECRET_BYTES = 200
const MAX_PUBLISHED = 100

/** Unknown parameters are ignored (§5.1). Of a parameter that comes twice, the first counts. */
export function readHubRequest(form: URLSearchParams, siteUrl: string): HubRequest {
  const mode = form.get("hub.mode")
  if (mode === "publish") return readPublished(form)
  if (mode !== "subscribe" && mode !== "unsubscribe")
    return wrong("hub.mode must be subscribe, unsubscribe or publish.")
  const topic = form.get("hub.topic") ?? ""
  if (!topicAt(topic, siteUrl)) {
    return wrong(
      `hub.topic must be the rel=self address of a feed of this newsroom, such as ${topicUrl(siteUrl, { key: { kind: "main" }, format: "atom" })}. GET ${siteUrl}/feeds.opml lists them. Archives are no topics.`,
    )
  }
  const callback = form.get("hub.callback") ?? ""
  const bad = wrongCallback(callback)
  if (bad) return wrong(bad)
  const secret = form.get("hub.secret") ?? undefined
  if (secret !== undefined && toBytes(secret).length >= MAX_SECRET_BYTES)
    return wrong(`hub.secret must be shorter than ${MAX_SECRET_BYTES} bytes.`)
  // An unsubscription has no lease (§5.1).
  const lease = mode === "subscribe" ? readLeaseWish(form.get("hub.lease_seconds")) : DEFAULT_LEASE_S
  if (lease === null) return wrong("hub.lease_seconds must be a positive whole number of seconds.")
  return { outcome: "wish", wish: { mode, topic, callback, leaseS: lease, ...(secret ? { secret } : {}) } }
}

const wrong = (detail: string): HubRequest => ({ outcome: "wrong", detail })

function wrongCallback(callback: string): string | null {
  const url = URL.parse(callback)
  if (callback === "") return "hub.callback is missing. It is the address to deliver to."
  if (callback.length > MAX_URL_CHARACTERS) return `hub.callback may have ${MAX_URL_CHARACTERS} characters.`
  if (!url || !/^https?:$/.test(url.protocol)) return "hub.callback must be an absolute http or https address."
  if (callback.includes("#")) return "hub.callback must have no fragment."
  return null
}

/** Seconds within what we give. The default when nothing is asked for. Null when it is no positive decimal. */
function readLeaseWish(seconds: string | null): number | null {
  if (seconds === null || seconds === "") return DEFAULT_LEASE_S
  if (!/^0*[1-9]\d*$/.test(seconds)) return null
  return Math.min(MAX_LEASE_S, Math.max(MIN_LEASE_S, Number(seconds)))
}

/** The Recommendation leaves the publisher's ping open. Hubs take `hub.url`, and some `hub.topic`; several of them. */
function readPublished(form: URLSearchParams): HubRequest {
  const named = [...form].flatMap(([name, value]) => (/^hub\.(url|topic)(\[\])?$/.test(name) && value ? [value] : []))
  const topics = [...new Set(named)]
  if (!topics.length)
    return wrong("hub.url or hub.topic must name the feed that has changed. Both may come several times.")
  if (topics.length > MAX_PUBLISHED) return wrong(`Name at most ${MAX_PUBLISHED} feeds in one request.`)
  return { outcome: "published", topics }
}
