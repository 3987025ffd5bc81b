import { env } from "cloudflare:workers"
import { type Env, servicesFrom } from "../../src/env.ts"
import type { Partner } from "../../src/model/partner.ts"
import type { Services } from "../../src/model/services.ts"
import { savePartners } from "../../src/store/partners.ts"
import { createRoom } from "../../src/web/room.ts"

/** Monday, 23 November 2026, 09:30 UTC. */
export const NOW = Date.UTC(2026, 10, 23, 9, 30)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export type Web = (request: Request) => Response | Promise<Response>

/** The real bindings, with this function for the outside web. */
export function servicesWith(web: Web, changes: Partial<Services> = {}): Services {
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => web(new Request(input as string, init))
  const made = servicesFrom(env as unknown as Env)
  // A room of its own: a poll that another test left hanging may hold a shared one.
  const room = createRoom(() => NOW)
  return { ...made, room, fetch: fetch as typeof globalThis.fetch, now: () => NOW, ...changes }
}

export const noWeb: Web = (request) => {
  throw new Error(`nothing should be fetched, but ${request.url} was`)
}

/** A partner with these things of its own, due now. */
export async function addPartner(changes: Partial<Partner> = {}, nextPollAt = NOW): Promise<Partner> {
  const id = changes.id ?? "herald"
  const partner: Partner = {
    id,
    name: `The ${id}`,
    homeUrl: `https://${id}.example/`,
    feedUrl: `https://${id}.example/feed.json`,
    role: "partner",
    weight: 1,
    maxLinks: 2,
    enabled: true,
    sponsored: false,
    ...changes,
  }
  await savePartners(servicesFrom(env as unknown as Env).db, [partner], [nextPollAt], NOW)
  return partner
}

const HEADLINES = [
  "Gauges return to the Kabul River",
  "Bridge near Jalalabad closed after flood",
  "Saffron growers in Herat expect a late harvest",
  "Night buses run again between Mazar and Kabul",
  "Women's library reopens in Bamyan",
  "Bakeries keep the price of bread for winter",
]

export interface SentItem {
  id?: string
  url?: string
  title?: string
  content_html?: string
  summary?: string
  date_published?: string
  date_modified?: string
  tags?: string[]
  language?: string
  authors?: { name: string }[]
  _check_also?: { withdrawn?: boolean; section?: string }
}

/** A JSON Feed item; `n` from 0 on makes another. */
export function sentItem(n: number, changes: SentItem = {}): SentItem {
  const headline = HEADLINES[n % HEADLINES.length]!
  return {
    id: `story-${n}`,
    url: `https://herald.example/stories/${n}`,
    title: n < HEADLINES.length ? headline : `${headline}, part ${n}`,
    content_html: `<p>${headline}. This is what happened, as told to reporter ${n}.</p>`,
    date_published: new Date(NOW - (n + 1) * HOUR).toISOString(),
    ...changes,
  }
}

export const jsonFeed = (items: SentItem[], more: object = {}): string =>
  JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "The Herald", language: "en", items, ...more })

export const feedResponse = (items: SentItem[], headers: Record<string, string> = {}): Response =>
  new Response(jsonFeed(items), { headers: { "content-type": "application/feed+json", ...headers } })

/** All rows of a table, for comparing. */
export async function rowsOf(table: "items" | "house_items" | "partners" | "webhooks" | "partner_keys") {
  const { results } = await servicesFrom(env as unknown as Env)
    .db.prepare(`SELECT * FROM ${table} ORDER BY 1`)
    .all()
  return results as Record<string, string | number | null>[]
}
