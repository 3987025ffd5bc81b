import type { Config } from "../model/config.ts"
import type { DeliveryJob } from "../model/job.ts"
import type { PageWriters } from "../model/page-writers.ts"

export interface RenderDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
  pages: PageWriters
  deliveries: Pick<Queue<DeliveryJob>, "send">
}
