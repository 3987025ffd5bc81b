// Verifies with a callback that its owner wants what was asked for. Only then anything is stored.
// In: a wish. Out: the subscription, its end, or nothing. WebSub §5.2, §5.3.
import { feedFile, feedName } from "../feeds/catalogue/feed-key.ts"
import { topicAt } from "../feeds/topic.ts"
import { feedExists } from "../rendering/read-feeds.ts"
import { countOthersAtHost, deleteSubscriber, isKept, saveSubscriber } from "../store/subscribers.ts"
import { webClient } from "../web/client.ts"
import { sendOnce } from "../web/send.ts"
import { denialOf, newChallenge, verificationOf } from "../websub/ask-callback.ts"
import type { Wish } from "../websub/wish.ts"
import type { HubDeps } from "./deps.ts"

/** Verified subscriptions of one host, so that one that answers anything cannot fill the table. */
export const MAX_AT_HOST = 2000
/** For a callback to answer. */
export const MAX_ASK_MS = 10_000

export type Verification = "subscribed" | "unsubscribed" | "refused" | "denied" | "later"

/** `later`: the topic is not kept in KV yet. It is being rendered; try the wish again in seconds. */
export async function verifyWish(deps: HubDeps, wish: Wish & { askedAt: number }): Promise<Verification> {
  const { config, db } = deps
  const address = topicAt(wish.topic, config.publication.siteUrl)
  if (!address || !(await feedExists(deps, address.key))) return deny(deps, wish, "There is no such feed.")
  const topic = { feed: feedName(address.key), file: feedFile(address.format) }
  if (wish.mode === "subscribe") {
    if ((await countOthersAtHost(db, { ...topic, callback: wish.callback })) >= MAX_AT_HOST)
      return deny(deps, wish, `This host has ${MAX_AT_HOST} subscriptions.`)
    if (!(await isKept(db, topic))) {
      await deps.renders.send({ kind: "feed", feed: topic.feed, rewrite: true })
      return "later"
    }
  }
  const challenge = newChallenge()
  const asked = await sendOnce(webClient(deps), verificationOf(wish, challenge), { maxMs: MAX_ASK_MS })
  const isWanted = asked.outcome === "answered" && asked.status >= 200 && asked.status < 300 && asked.text === challenge
  if (!isWanted) return "refused"
  const { callback, secret, askedAt } = wish
  if (wish.mode === "unsubscribe") {
    await deleteSubscriber(db, { ...topic, callback }, askedAt)
    return "unsubscribed"
  }
  // The lease counts from the verification (§5.3).
  const leaseExpiresAt = deps.now() + wish.leaseS * 1000
  await saveSubscriber(db, { ...topic, callback, protocol: "websub", secret, askedAt, leaseExpiresAt })
  return "subscribed"
}

/** Tells a callback that it will get nothing (§5.2). Its answer does not matter. */
export async function deny(
  deps: Pick<HubDeps, "config" | "fetch" | "deadline">,
  { callback, topic }: { callback: string; topic: string },
  reason: string,
): Promise<"denied"> {
  await sendOnce(webClient(deps), denialOf({ callback, topic, reason }), { maxMs: MAX_ASK_MS })
  return "denied"
}
