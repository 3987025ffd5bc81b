import type { FeedAddress } from "../../feeds/catalogue/feed-key.ts"
import type { Services } from "../../model/services.ts"
import type { SignatureHeaders } from "../../partners/pushing/signature.ts"
import type { PartnerRow } from "../../store/partners.ts"
import type { Held, Memory } from "./memory.ts"

/** Answers GET and HEAD for feeds, from a memory of its own: within five seconds an isolate asks KV once a feed. */
export interface FeedReader {
  /** At once, or null when the store has to be asked or the path is no feed's. */
  fromMemory(request: Request, path: string): Response | null
  /** `address`: what `parseFeedPath` reads from the path. */
  read(request: Request, path: string, address: FeedAddress): Promise<Response>
}

/** A page or a list as this isolate last gave it. */
export interface HeldPage extends Held {
  body: ArrayBuffer
  headers: Headers
}

/** Who sends something for a partner: an editor or that partner. */
export interface Caller {
  who: "editor" | "partner"
  row: PartnerRow
  /** Of a signed request: it is taken once. */
  webhookId?: string
}

/** What a signature on a route is over: the body, or the method and the path of a request that has none. */
export type Signs = "body" | "request"

/** What is known before a body is read: who calls, or a signature that may be good. */
export type Claim = { caller: Caller } | { signature: SignatureHeaders; signs: Signs }

/** Hono's generics for every route file: handlers find their services in `c.var`. */
export interface HttpEnv {
  Variables: {
    services: Services
    feedReader: FeedReader
    pages: Memory<HeldPage>
    /** Set by `whole`. */
    isWhole?: boolean
    /** Where needsCaller() stands before the handler. */
    claim: Claim
  }
}
