import type { HouseItem } from "../../store/house-items.ts"
import { type FetchDeps, fetchDocument } from "../../web/fetch.ts"
import type { Draft } from "./drafts.ts"

const MAX_PAGES = 5
/** For all pages together. A poll that goes on behind its batch has half a minute, and its feed may take 20 s of it. */
const PAGES_MS = 6000

/**
 * Ids of posts whose pages are gone. A CMS deletes a post without a word: it leaves the feed while older posts still
 * stand there. Such posts' pages are asked, a few a poll, one after the other; what is not answered in time is asked
 * another time.
 */
export async function findVanished(
  web: FetchDeps,
  known: HouseItem[],
  found: (HouseItem | null)[],
  drafts: Draft[],
): Promise<string[]> {
  const oldest = drafts.reduce((time, { publishedAt }) => Math.min(time, publishedAt), Number.MAX_SAFE_INTEGER)
  const shown = new Set(found)
  const missing = known.filter((item) => item.state === "live" && item.publishedAt > oldest && !shown.has(item))
  if (!missing.length) return []
  const signal = (web.deadline ?? ((ms) => AbortSignal.timeout(ms)))(PAGES_MS)
  const vanished: string[] = []
  for (const { id, url } of missing.slice(-MAX_PAGES)) {
    if (signal.aborted) break
    const page = await fetchDocument({ ...web, deadline: () => signal }, { url })
    if (page.outcome === "http-error" && (page.status === 404 || page.status === 410)) vanished.push(id)
  }
  return vanished
}
