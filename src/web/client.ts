import type { Config } from "../model/config.ts"
import type { Place } from "../model/room.ts"
import type { FetchDeps } from "./fetch.ts"

/** A copy of the version in package.json. */
const VERSION = "0.1.0"

/** The User-Agent header, with an address for complaints. */
export function userAgent({ publication }: Config): string {
  const comment = `+${publication.siteUrl}; ${publication.contact}`.replace(/[^\x20-\x7e]|[()\\]/g, "")
  return `CheckAlso/${VERSION} (${comment})`
}

/** The dependencies of fetchDocument() for this service. */
export function webClient(deps: {
  config: Config
  fetch: typeof fetch
  deadline?: (ms: number) => AbortSignal
  place?: Place
}): FetchDeps {
  const { config, fetch, deadline, place } = deps
  return {
    fetch,
    deadline,
    place,
    userAgent: userAgent(config),
    guard: { allowPrivate: config.allowPrivateNetwork, ownHosts: ownHosts(config) },
  }
}

/** The hosts of this service: SITE_URL's host with and without `www.`, and those that the operator configures. */
function ownHosts({ publication, ownHosts }: Config): string[] {
  const host = new URL(publication.siteUrl).host
  const bare = host.replace(/^www\./, "")
  return [bare, `www.${bare}`, ...ownHosts]
}
