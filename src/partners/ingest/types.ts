import type { ReadyRevision } from "../../newsroom/publish.ts"
import type { Write } from "../../store/write.ts"
import type { FetchDeps } from "../../web/fetch.ts"
import type { Counts } from "./counts.ts"

/** What came of a document. */
export interface Ingested {
  counts: Counts
  /** When the new items were published, ms since 1970. */
  arrivals: number[]
  /** Ids of what the document shows. */
  offered: string[]
}

/** What a document changes, before anything of it is written. */
export interface IngestPlan extends Ingested {
  /** Go into KV before the batch that makes them current. */
  revisions: Pick<ReadyRevision, "article" | "hash">[]
  writes: Write[]
  /** Ids of articles whose feeds are to be rendered. */
  changedArticles: string[]
  /** Whether the batch may leave further articles unannounced: those whose lists held what it takes away. */
  unlinks: boolean
}

export interface IngestOptions {
  now: number
  /** See DiffContext. */
  revives: boolean
  /** To ask whether the pages of posts that a house partner's document misses are gone. Absent: they are not asked. */
  web?: FetchDeps
}
