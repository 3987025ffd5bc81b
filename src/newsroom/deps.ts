import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"
import type { Counting } from "../model/tally.ts"

/** The dependencies of the newsroom's functions. */
export interface NewsroomDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
  tally: Counting
  renders: Pick<Queue<RenderJob>, "send" | "sendBatch">
}
