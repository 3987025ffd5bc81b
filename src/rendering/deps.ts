import type { Config } from "../model/config.ts"

export interface RenderDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
}
