import type { Facet } from "../feeds/catalogue/feed-key.ts"
import { parseFeedName } from "../feeds/catalogue/feed-key.ts"
import { DIRECTORY, listDirectory, updateDirectoryStatements } from "../store/directory.ts"
import type { Change } from "./changes.ts"
import { type Run, type WrittenFile, writeFile } from "./write-snapshots.ts"

/** Updates the directory of sections, tags and authors after these changes. Writes it to KV when it has changed. */
export async function writeDirectory(run: Run, changes: Change[]): Promise<WrittenFile[]> {
  const { db } = run.deps
  const present = changes.flatMap(({ row, facets }) => (row.state === "live" ? facets : []))
  const doubtful = changes.flatMap((change) => [...change.facets, ...change.row.announcedFeeds.flatMap(toFacet)])
  await db.batch(updateDirectoryStatements(db, present, doubtful))
  const text = JSON.stringify(await listDirectory(db))
  const done = await writeFile(run, DIRECTORY.feed, DIRECTORY.file, text, [])
  return done ? [done] : []
}

function toFacet(feed: string): Pick<Facet, "kind" | "slug">[] {
  const key = parseFeedName(feed)
  return key && "slug" in key ? [key] : []
}
