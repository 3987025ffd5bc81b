import type { HouseItem } from "../../store/house-items.ts"
import { type FetchDeps, fetchDocument } from "../../web/fetch.ts"
import type { SentItem } from "./sent-items.ts"

const MAX_PAGES = 5
/**
 * The time for all pages together. A poll that continues after its batch has 30 s, and fetching its feed may take 20 s.
 */
const MAX_PAGES_MS = 6000

/**
 * Finds the ids of deleted posts. A CMS does not announce a deletion: the post is missing from the feed while older
 * posts are still in it. The pages of such posts are fetched, a few in each poll, one after the other. The next polls
 * check the rest.
 */
export async function findVanished(
  web: FetchDeps,
  known: HouseItem[],
  found: (HouseItem | null)[],
  items: SentItem[],
): Promise<string[]> {
  const oldest = items.reduce((time, { publishedAt }) => Math.min(time, publishedAt), Number.MAX_SAFE_INTEGER)
  const shown = new Set(found)
  const missing = known.filter((item) => item.state === "live" && item.publishedAt > oldest && !shown.has(item))
  if (!missing.length) return []
  const signal = (web.deadline ?? ((ms) => AbortSignal.timeout(ms)))(MAX_PAGES_MS)
  const vanished: string[] = []
  for (const { id, url } of missing.slice(-MAX_PAGES)) {
    if (signal.aborted) break
    const page = await fetchDocument({ ...web, deadline: () => signal }, { url })
    if (page.outcome === "http-error" && (page.status === 404 || page.status === 410)) vanished.push(id)
  }
  return vanished
}
