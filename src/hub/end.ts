// Ends subscriptions that the newsroom ends: one that the operator drops, and all of a feed that is there no more.
// In: subscriptions. Out: they are gone, and each callback is told by `hub.mode=denied`. WebSub §5.2.
import { parseFeedName } from "../feeds/catalogue/feed-key.ts"
import { feedExists } from "../rendering/read-feeds.ts"
import { endSubscribers, listOfTopic, listTopics } from "../store/subscribers.ts"
import { type HubDeps, MAX_MESSAGES, sendAll } from "./deps.ts"
import { urlOf } from "./fan-out.ts"

/** Ends these, and queues a denial for each. Gives how many there were. rssCloud knows no denial. */
export async function endSubscriptions(deps: HubDeps, ids: number[], reason: string): Promise<number> {
  const ended = await endSubscribers(deps.db, ids)
  await sendAll(
    deps,
    ended.flatMap(({ callback, protocol, ...topic }) => {
      const url = urlOf(deps, topic)
      return protocol === "websub" && url ? [{ kind: "deny" as const, callback, topic: url, reason }] : []
    }),
  )
  return ended.length
}

/** Ends the subscriptions to feeds that do not exist any more. `more`: some are left for the next tick. */
export async function endDeadTopics(deps: HubDeps): Promise<"done" | "more"> {
  for (const topic of await listTopics(deps.db)) {
    const key = parseFeedName(topic.feed)
    if (key && (await feedExists(deps, key))) continue
    const ids = await listOfTopic(deps.db, topic, MAX_MESSAGES)
    await endSubscriptions(deps, ids, "This feed has ended.")
    if (ids.length === MAX_MESSAGES) return "more"
  }
  return "done"
}
