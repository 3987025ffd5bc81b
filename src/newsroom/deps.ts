import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"

/** What the newsroom's verbs work with. */
export interface NewsroomDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
  renders: Pick<Queue<RenderJob>, "send">
}
