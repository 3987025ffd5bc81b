import type { Config } from "./config.ts"
import type { DeliveryJob, PollJob, RenderJob } from "./job.ts"
import type { PageWriters } from "./page-writers.ts"
import type { Room } from "./room.ts"
import type { Tally } from "./tally.ts"

/** What is used of R2. */
export type BackupBucket = Pick<R2Bucket, "put" | "list" | "delete">

/** The dependencies of all handlers. env.ts creates them, and tests replace single ones. */
export interface Services {
  config: Config
  articles: KVNamespace
  db: D1Database
  renders: Queue<RenderJob>
  polls: Queue<PollJob>
  deliveries: Queue<DeliveryJob>
  /** 120 requests a minute for each key. */
  limiter: RateLimit
  /** 20 requests a minute for each key: of strangers to our hub. */
  hubLimiter: RateLimit
  /** Where events are written too, if an operator binds it. */
  events?: AnalyticsEngineDataset
  /** Where daily back-ups are written, if an operator binds it. */
  backups?: BackupBucket
  pages: PageWriters
  /** Of this isolate: its memory has place for one large document at a time. */
  room: Room
  /** Of this isolate: what it counts until that is written. */
  tally: Tally
  /** Milliseconds since 1970. */
  now(): number
  /** Fetches from the public web. Call it only through web/fetch.ts, which checks the address. */
  fetch: typeof fetch
}
