// Registers a reader that wants to be told by rssCloud, once its address has answered.
// In: a registration. Out: a subscription for each feed, or why there is none.
import { feedFile, feedName } from "../feeds/catalogue/feed-key.ts"
import { topicAt, topicUrl } from "../feeds/topic.ts"
import { feedExists } from "../rendering/read-feeds.ts"
import { countOthersAtHost, saveSubscriber } from "../store/subscribers.ts"
import { webClient } from "../web/client.ts"
import { asForm, sendOnce } from "../web/send.ts"
import { newChallenge, withParameters } from "../websub/ask-callback.ts"
import { CLOUD_LEASE_S, type CloudRegistration } from "../websub/cloud-registration.ts"
import type { HubDeps } from "./deps.ts"
import { MAX_ASK_MS, MAX_AT_HOST } from "./verify.ts"

/** Gives what is wrong; null when all feeds are registered. */
export async function registerCloud(
  deps: HubDeps,
  { callback, urls, hasDomain }: CloudRegistration,
  now: number,
): Promise<string | null> {
  const { siteUrl } = deps.config.publication
  const addresses = urls.flatMap((url) => topicAt(url, siteUrl) ?? [])
  if (addresses.length < urls.length)
    return `Each url must be a feed of this newsroom. GET ${siteUrl}/feeds.opml lists them.`
  for (const address of addresses)
    if (!(await feedExists(deps, address.key))) return `There is no feed at ${topicUrl(siteUrl, address)}.`
  const topics = addresses.map(({ key, format }) => ({ feed: feedName(key), file: feedFile(format) }))
  if ((await countOthersAtHost(deps.db, { ...topics[0]!, callback })) >= MAX_AT_HOST)
    return `This host has ${MAX_AT_HOST} subscriptions.`
  const wrong = await whyNotAnswered(deps, callback, urls[0]!, hasDomain)
  if (wrong) return wrong
  for (const topic of topics) {
    const times = { askedAt: now, leaseExpiresAt: now + CLOUD_LEASE_S * 1000 }
    if (await saveSubscriber(deps.db, { ...topic, callback, protocol: "rsscloud", ...times })) continue
    await deps.renders.send({ kind: "feed", feed: topic.feed, rewrite: true })
    return "This feed is being prepared, because nobody has asked for it lately. Register again in a minute."
  }
  return null
}

/** With a domain the reader echoes a challenge. Without one it is told of the feed, and only has to say yes. */
async function whyNotAnswered(
  deps: HubDeps,
  callback: string,
  url: string,
  hasDomain: boolean,
): Promise<string | null> {
  const challenge = newChallenge()
  const asked = hasDomain
    ? await sendOnce(webClient(deps), withParameters(callback, { url, challenge }), { maxMs: MAX_ASK_MS })
    : await sendOnce(webClient(deps), callback, { ...asForm(new URLSearchParams({ url })), maxMs: MAX_ASK_MS })
  if (asked.outcome !== "answered") return `${callback}: ${asked.detail}`
  if (asked.status < 200 || asked.status >= 300) return `${callback} answers ${asked.status}, and must answer 2xx.`
  if (hasDomain && asked.text !== challenge) return `${callback} must answer with the challenge alone.`
  return null
}
