import { ownText } from "../text/own.ts"

const HOST = /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}$/
const PATH = /^\/[A-Za-z0-9_~/?=&%+,;:@!$()*.-]*$/

/**
 * A fast path for addresses without anything to normalise: a lower-case host name, the default port, no dot segments, no
 * character to escape. The result equals the URL parser's; null when the parser is needed. Most addresses in feeds are
 * like this, and the parser would take most of the time of reading a feed.
 */
export function resolvePlainUrl(href: string, base: string | undefined): string | null {
  const isRooted = href.charCodeAt(0) === 0x2f
  const slash = isRooted ? 0 : href.indexOf("/", 8)
  if (slash < 0) return null
  const path = isRooted ? href : href.slice(slash)
  if (
    !PATH.test(path) ||
    path.includes("/.") ||
    path.charCodeAt(1) === 0x2f ||
    (path.includes("%2") && /%2e/i.test(path))
  )
    return null
  if (!isRooted) return isPlainOrigin(href, slash) ? href : null
  const origin = base === undefined ? null : originOf(base)
  return origin === null ? null : origin + path
}

let lastPlain = ""

/** Most addresses of a document have the same origin, so the last plain one is remembered. */
function isPlainOrigin(href: string, end: number): boolean {
  if (lastPlain.length === end && href.startsWith(lastPlain)) return true
  const origin = href.slice(0, end)
  // Punycode can be invalid, so the URL parser has to check it.
  if (!HOST.test(origin) || origin.includes("xn--")) return false
  lastPlain = ownText(origin)
  return true
}

let last: { base: string; origin: string | null } = { base: "", origin: null }

/** The origin of the base. Nearly all addresses in a document have the same base, so the last one is remembered. */
function originOf(base: string): string | null {
  if (last.base !== base) {
    const url = URL.parse(base)
    last = { base, origin: url?.protocol === "http:" || url?.protocol === "https:" ? url.origin : null }
  }
  return last.origin
}
