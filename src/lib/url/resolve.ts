import { resolvePlainUrl } from "./fast-resolve.ts"
import { normaliseEscapes } from "./percent.ts"
import { isTracking } from "./tracking.ts"

/**
 * `href`, resolved against `base`; null when it is not an http or https address. As in browsers, white space around it and
 * line breaks within it are dropped.
 */
export function resolveUrl(href: string, base?: string): string | null {
  const text = href.trim()
  if (text === "") return null
  const plain = resolvePlainUrl(text, base)
  if (plain !== null) return plain
  const url = URL.parse(text, base)
  return url && isWeb(url) && url.hostname !== "" ? url.href : null
}

/**
 * The comparison form of an address: two addresses of one page have the same. It has no scheme, `www.`, trailing slash,
 * fragment, tracking parameters, or AMP and mobile marks. The query is sorted. Never fetch it. Text that is not a web
 * address is only trimmed.
 */
export function urlComparisonKey(address: string): string {
  const parsed = URL.parse(address.trim())
  if (!parsed || !isWeb(parsed)) return address.trim()
  const url = outOfCache(parsed)
  const host = plainHost(url.hostname)
  const port = url.port === "" ? "" : `:${url.port}`
  const query = [...url.searchParams]
    .filter(([name, value]) => !isTracking(name, value, host))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join("&")
  // A fragment that starts with #! names a page of its own on sites that render with scripts.
  const route = url.hash.startsWith("#!") && url.hash.length > 2 ? url.hash : ""
  return host + port + plainPath(url.pathname) + (query === "" ? "" : `?${query}`) + route
}

function isWeb(url: URL): boolean {
  return url.protocol === "http:" || url.protocol === "https:"
}

/** The page behind an address in an AMP cache: `…cdn.ampproject.org/c/s/<host>/<path>`, `google.…/amp/s/<host>/…`. */
function outOfCache(url: URL): URL {
  const cached = /(^|\.)cdn\.ampproject\.org$/.test(url.hostname)
    ? /^\/(?:[a-z]\/)(?:s\/)?([^/]+\.[^/]+(?:\/.*)?)$/.exec(url.pathname)
    : /^(www\.)?google\.[a-z.]+$/.test(url.hostname)
      ? /^\/amp\/(?:s\/)?([^/]+\.[^/]+(?:\/.*)?)$/.exec(url.pathname)
      : null
  return (cached && URL.parse(`https://${cached[1]}${url.search}`)) || url
}

const FORM_LABELS = new Set(["www", "m", "mobile", "amp"])

function plainHost(hostname: string): string {
  const host = hostname.replace(/\.$/, "")
  if (host.startsWith("[") || /^[\d.]+$/.test(host)) return host
  const labels = host.split(".")
  const site = labels.splice(-2)
  return [...labels.filter((label) => !FORM_LABELS.has(label)), ...site].join(".")
}

function plainPath(pathname: string): string {
  return normaliseEscapes(pathname)
    .replace(/\/{2,}/g, "/")
    .replace(/\/(index|default)\.(html?|php|aspx?)$/i, "/")
    .replace(/\.amp(\.html?)?$/i, "$1")
    .replace(/\/+$/, "")
    .replace(/\/amp$/i, "")
    .replace(/^\/amp(?=\/)/i, "")
}
