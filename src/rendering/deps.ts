import type { Config } from "../model/config.ts"
import type { PageWriters } from "../model/page-writers.ts"

export interface RenderDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
  pages: PageWriters
}
