import type { Config } from "../model/config.ts"
import type { DeliveryJob } from "../model/job.ts"
import type { PageWriters } from "../model/page-writers.ts"
import type { Counting } from "../model/tally.ts"

export interface RenderDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
  pages: PageWriters
  tally: Counting
  deliveries: Pick<Queue<DeliveryJob>, "send">
}
