import type { Config } from "./config.ts"
import type { PollJob, RenderJob } from "./job.ts"

/** What handlers work with; made by env.ts, replaced piece by piece in tests. */
export interface Services {
  config: Config
  articles: KVNamespace
  db: D1Database
  renders: Queue<RenderJob>
  polls: Queue<PollJob>
  limiter: RateLimit
  /** Milliseconds since 1970. */
  now(): number
  /** The outside web. Always behind partners/fetch.ts, which guards it. */
  fetch: typeof fetch
}
