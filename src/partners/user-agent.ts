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
    guard: { allowPrivate: config.allowPrivateNetwork, ownHosts: [URL.parse(config.publication.siteUrl)?.host ?? ""] },
  }
}
