import type { Config } from "../model/config.ts"
import type { FetchDeps } from "./fetch.ts"

/** Of package.json. */
const VERSION = "0.1.0"

/** Who we say we are, with where to complain. */
export function userAgent({ publication }: Config): string {
  const comment = `+${publication.siteUrl}; ${publication.contact}`.replace(/[^\x20-\x7e]|[()\\]/g, "")
  return `CheckAlso/${VERSION} (${comment})`
}

/** What fetchDocument() needs to go out on behalf of this service. */
export function outsideWeb(deps: {
  config: Config
  fetch: typeof fetch
  deadline?: (ms: number) => AbortSignal
}): FetchDeps {
  const { config, fetch, deadline } = deps
  return {
    fetch,
    deadline,
    userAgent: userAgent(config),
    guard: { allowPrivate: config.allowPrivateNetwork, ownHosts: ownHosts(config) },
  }
}

/** Where this service answers: SITE_URL's host with and without `www.`, and the others that the operator names. */
function ownHosts({ publication, ownHosts }: Config): string[] {
  const host = new URL(publication.siteUrl).host
  const bare = host.replace(/^www\./, "")
  return [bare, `www.${bare}`, ...ownHosts]
}
