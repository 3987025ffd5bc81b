import { setTimeout as pause } from "node:timers/promises"
import { samples, toArticleBody } from "./content/index.ts"
import { type PartnerServer, partners } from "./partners/server.ts"

const RENDER_MS = 60_000

/** Makes a client of the service's API, as an editor. It throws an Error with the answer when the status is not 2xx. */
export function editorOf(url: string, token: string) {
  return async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return text ? JSON.parse(text) : {}
  }
}

type Editor = ReturnType<typeof editorOf>

/** Registers the sample partners and polls each. It is safe to repeat. Gives a line of text for each partner. */
export async function registerPartners(editor: Editor, server: PartnerServer): Promise<string[]> {
  const lines: string[] = []
  for (const partner of partners) {
    const { id, name, language } = partner
    const body = { name, language, home_url: server.homeUrl(partner), feed_url: server.feedUrl(partner) }
    await editor("PUT", `/partners/${id}`, body)
    const { outcome, created, updated, rejected } = await editor("POST", `/partners/${id}/poll`)
    const left = Array.isArray(rejected) ? rejected.length : 0
    lines.push(`${name}: ${outcome}, ${created ?? 0} new, ${updated ?? 0} changed, ${left} rejected`)
  }
  return lines
}

/**
 * Publishes the samples. Their dates count from `base`, the demo's first start, so publishing them again changes
 * nothing.
 */
export async function publishSamples(editor: Editor, base: number, imageHost: string): Promise<void> {
  const oldestFirst = [...samples].sort((a, b) => b.hoursAgo - a.hoursAgo)
  for (const sample of oldestFirst)
    await editor("PUT", `/articles/${sample.id}`, toArticleBody(sample, base, imageHost))
}

/** Waits until the feeds show every article. Throws an Error after a minute. */
export async function waitForFeeds(url: string): Promise<void> {
  for (const until = Date.now() + RENDER_MS; Date.now() < until; await pause(250)) {
    const health = await fetch(`${url}/health`)
    const { backlog } = (await health.json()) as { backlog?: { unannounced: number } }
    if (health.ok && backlog?.unannounced === 0) return
  }
  throw new Error("the feeds were not rendered within a minute, see GET /health")
}

/** Finds a sample for each kind of fit (related, near, newest) whose box begins with a link of that kind. */
export async function examplesOfFit(url: string): Promise<Map<string, string>> {
  const examples = new Map<string, string>()
  for (const { id } of samples) {
    const answer = await fetch(`${url}/articles/${id}/check-also`)
    if (!answer.ok) continue
    const { items } = (await answer.json()) as { items: { _check_also: { fit: string } }[] }
    const fit = items[0]?._check_also.fit
    if (fit && !examples.has(fit)) examples.set(fit, id)
  }
  return examples
}
