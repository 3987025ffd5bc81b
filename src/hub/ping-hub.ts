// Tells a hub that is not ours that a feed has changed.
// In: its address and the feed's. Out: why it did not take it, or null. WebSub §6 leaves the form open; hubs take hub.mode=publish.
import { log } from "../lib/text/log.ts"
import { webClient } from "../web/client.ts"
import { postForm } from "../web/send.ts"
import type { HubDeps } from "./deps.ts"

export async function pingHub(
  deps: Pick<HubDeps, "config" | "fetch" | "deadline">,
  hub: string,
  topic: string,
): Promise<string | null> {
  const form = new URLSearchParams({ "hub.mode": "publish", "hub.url": topic, "hub.topic": topic })
  const posted = await postForm(webClient(deps), hub, form)
  if (posted.outcome === "answered" && posted.status < 400) return null
  const detail = posted.outcome === "answered" ? `answers ${posted.status}` : posted.detail
  log("hub-failed", { hub, topic, detail })
  return `${hub} ${detail}`
}
