import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"

/** The dependencies of the newsroom's functions. */
export interface NewsroomDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
  renders: Pick<Queue<RenderJob>, "send" | "sendBatch">
}
