import type { FeedAddress } from "../../feeds/catalogue/feed-key.ts"
import type { Services } from "../../model/services.ts"
import type { SignatureHeaders } from "../../partners/pushing/signature.ts"
import type { PartnerRow } from "../../store/partners.ts"
import type { Held, Memory } from "./memory.ts"

/** Answers GET and HEAD for feeds from memory. An isolate asks KV for a feed at most once in five seconds. */
export interface FeedReader {
  /** Answers at once. Gives null when the store must be asked, or when the path is not a feed's. */
  fromMemory(request: Request, path: string): Response | Promise<Response> | null
  /** `address` is the path as `parseFeedPath` reads it. */
  read(request: Request, path: string, address: FeedAddress): Promise<Response>
}

/** A page or a list in this isolate's memory. */
export interface HeldPage extends Held {
  body: ArrayBuffer
  headers: Headers
  validators: { etag: string; lastModified: number | null }
}

/** The sender of a push, a withdrawal or a ping: an editor or the partner itself. */
export interface Caller {
  who: "editor" | "partner"
  row: PartnerRow
  /** Only a signed request has one. A request with the same id is done once. */
  webhookId?: string
}

/** What a route's signature covers: the body, or the method and path of a request without a body. */
export type Signs = "body" | "request"

/** The result of the check before the body is read: the caller, or a signature that may be valid. */
export type Claim = { caller: Caller } | { signature: SignatureHeaders; signs: Signs }

/** Hono's generics for every route file: handlers find their services in `c.var`. */
export interface HttpEnv {
  Variables: {
    services: Services
    feedReader: FeedReader
    pages: Memory<HeldPage>
    /** Set by `whole()`. */
    isWhole?: boolean
    /** Set by `needsCaller()`. */
    claim: Claim
    /** Set by the middleware of the callbacks of hubs. */
    subscriptionId: string
  }
}
