import type { ReadyRevision } from "../../newsroom/publish.ts"
import type { Write } from "../../store/write.ts"
import type { FetchDeps } from "../../web/fetch.ts"
import type { IngestCounts } from "./counts.ts"

/** The result of a document. */
export interface Ingested {
  counts: IngestCounts
  /** The publication times of the new items, in milliseconds since 1970. */
  arrivals: number[]
  /** The ids of the stored items in the document. */
  listed: string[]
}

/** The changes that a document makes. Nothing of it is written yet. */
export interface IngestPlan extends Ingested {
  /** Revisions to put into KV before the batch makes them current. */
  revisions: Pick<ReadyRevision, "article" | "hash">[]
  writes: Write[]
  /** The ids of articles whose feeds must be rendered. */
  changedArticles: string[]
  /** Whether the batch may make other articles unannounced, because their lists contained a removed item. */
  unlinks: boolean
}

export interface IngestOptions {
  now: number
  /** See DiffContext.revives. */
  revives: boolean
  /** The document need not have everything that the partner's feed has. */
  isPartial: boolean
  /** Fetches the pages of posts that are missing from a house partner's document. Without it they are not checked. */
  web?: FetchDeps
}
