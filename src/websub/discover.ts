// Finds the hubs of a feed and its topic.
// In: the Link header of its answer, the links in its document, and the address that answered. Out: what to subscribe to.
// WebSub §4 (discovery), §5.1 (the self URL is the topic), §8.2 (https before http).
import { resolveUrlAsWritten } from "../feeds/read/values.ts"
import { type HeaderLink, parseLinkHeader } from "../lib/http/link-header.ts"
import type { Discovered } from "../model/followed.ts"
import { MAX_URL_CHARACTERS } from "../model/limits.ts"

/** The links in a document, absolute, in its order. */
export interface DocumentLinks {
  hubs: string[]
  selfUrl?: string
}

const MAX_HUBS = 5

/**
 * The first of the two places that names a hub counts: the Link header, then the document. When it does not name the
 * topic, the other place does. Otherwise the topic is the address that answered, after redirects. Null: there is no hub.
 */
export function discoverHubs(
  linkHeader: string | null,
  document: DocumentLinks | null,
  address: string,
): Discovered | null {
  const header = linkHeader === null ? null : inHeader(parseLinkHeader(linkHeader), address)
  const found = [header, document].find((place) => place && place.hubs.length > 0)
  if (!found) return null
  const topic = found.selfUrl ?? header?.selfUrl ?? document?.selfUrl ?? address
  const hubs = [...new Set(found.hubs.flatMap(secureFirst))].filter((hub) => hub.length <= MAX_URL_CHARACTERS)
  if (!hubs.length || topic.length > MAX_URL_CHARACTERS) return null
  return { topic, hubs: hubs.slice(0, MAX_HUBS) }
}

function inHeader(links: HeaderLink[], address: string): DocumentLinks {
  const targets = (rel: string) =>
    links.flatMap(({ target, rels }) =>
      rels.includes(rel) ? (resolveUrlAsWritten({ href: target, base: address }) ?? []) : [],
    )
  return { hubs: targets("hub"), selfUrl: targets("self")[0] }
}

/** A hub that is announced by http is asked by https first. One on an unusual port has no https beside it. */
function secureFirst(hub: string): string[] {
  const url = URL.parse(hub)
  if (url?.protocol !== "http:" || url.port !== "") return [hub]
  return [hub.replace(/^http:/i, "https:"), hub]
}
