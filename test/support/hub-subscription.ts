import { addSubscription } from "../../src/store/partner-subscriptions.ts"
import { callbackOf, newSubscriptionId } from "../../src/websub/callback.ts"
import type { newsroom } from "./newsroom.ts"
import { addPartner } from "./partners.ts"

/** A verified subscription at the hub of a partner, made as a hub makes it. Gives the path of its callback. */
export async function hubSubscription({
  services,
  request,
}: Pick<ReturnType<typeof newsroom>, "services" | "request">) {
  const { db, config, limiter } = services
  const partner = await addPartner()
  const topic = partner.feedUrl!
  const id = newSubscriptionId()
  const now = services.now()
  await addSubscription(db, { id, partnerId: partner.id, hub: "https://hub.example/", topic }, now + 1000)
  const path = new URL(await callbackOf(config, id)).pathname
  const query = { "hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": "c", "hub.lease_seconds": "864000" }
  services.limiter = { limit: async () => ({ success: true }) }
  const verified = await request(`${path}?${new URLSearchParams(query)}`)
  if (verified.status !== 200) throw new Error(`the subscription was not verified: ${verified.status}`)
  services.limiter = limiter
  return { id, path, topic, partner }
}
