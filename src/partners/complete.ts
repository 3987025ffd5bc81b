import { present } from "../lib/text/present.ts"
import { ORDINARY_PARTNER, type Partner } from "../model/partner.ts"
import type { FetchDeps } from "../web/fetch.ts"
import { discoverFeeds, firstReadable } from "./discover.ts"

/** An editor's input for a partner. A missing field is found on the web, kept from before, or set to its default. */
export type PartnerInput = Partial<Omit<Partner, "id" | "feedUrl">> & {
  /** Null: the partner has no feed, it only pushes. */
  feedUrl?: string | null
}

export type Completed = { partner: Partner; error: { kind: string; detail: string } | null }

/**
 * Completes an editor's input to a partner. Without a feed address, the feed found before is kept, or a feed is
 * searched on the home page. `error` says why no feed was found.
 */
export async function completePartner(
  web: FetchDeps,
  id: string,
  input: PartnerInput,
  before: Partner | null,
  now: number,
): Promise<Completed> {
  const { feedUrl: sentFeedUrl, ...said } = input
  const homeUrl = said.homeUrl ?? (sentFeedUrl ? `${new URL(sentFeedUrl).origin}/` : before?.homeUrl)
  if (homeUrl === undefined) throw new TypeError("a partner needs a home page or a feed")
  const make = (feedUrl: string | undefined, title?: string): Partner => ({
    ...ORDINARY_PARTNER,
    id,
    name: new URL(homeUrl).hostname,
    ...present({ name: title }),
    ...present(said),
    homeUrl,
    feedUrl,
  })
  if (sentFeedUrl !== undefined) return { partner: make(sentFeedUrl ?? undefined), error: null }
  if (before?.feedUrl && before.homeUrl === homeUrl) return { partner: make(before.feedUrl, before.name), error: null }
  const found = await discoverFeeds(web, homeUrl, now)
  if (found.outcome !== "found")
    return { partner: make(undefined), error: { kind: "no-feed-found", detail: found.detail } }
  const feed = await firstReadable(web, found.feeds, now)
  if (!feed) {
    const detail = `None of the page's feeds can be read, such as ${found.feeds[0]!.url}`
    return { partner: make(undefined), error: { kind: "no-feed-found", detail } }
  }
  return { partner: make(feed.url, feed.title), error: null }
}
