import { type FeedAddress, type FeedKey, feedPath, parseFeedName, parseFeedPath } from "./catalogue/feed-key.ts"
import { findProfile } from "./profiles/index.ts"

/** Whether hubs tell of this feed. An archive hardly changes, and a sitemap is no feed. */
export const isTopic = (key: FeedKey): boolean =>
  key.kind !== "archive" && !(key.kind === "profile" && findProfile(key.name)?.document)

export function isTopicName(feed: string): boolean {
  const key = parseFeedName(feed)
  return key !== null && isTopic(key)
}

/** The feed with this address, however its path is escaped. Null when it is none of ours that hubs tell of. */
export function topicAt(address: string, siteUrl: string): FeedAddress | null {
  const url = URL.parse(address)
  const base = new URL(siteUrl)
  if (!url || url.origin !== base.origin || url.search !== "" || url.hash !== "") return null
  const folder = base.pathname.replace(/\/$/, "")
  const topic = url.pathname.startsWith(`${folder}/`) ? parseFeedPath(url.pathname.slice(folder.length)) : null
  return topic && isTopic(topic.key) ? topic : null
}

/** The `Link` header of a feed, in one line (WebSub §4, §7). */
export function linkHeader(selfUrl: string, hubs: string[]): string {
  return [`<${selfUrl}>; rel="self"`, ...hubs.map((hub) => `<${hub}>; rel="hub"`)].join(", ")
}

/** The address of a topic. */
export const topicUrl = (siteUrl: string, { key, format }: FeedAddress): string => siteUrl + feedPath(key, format)
