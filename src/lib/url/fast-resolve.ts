const HOST = /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}$/
const PATH = /^\/[A-Za-z0-9_~/?=&%+,;:@!$()*.-]*$/

/**
 * What the URL parser would make of an address that has nothing to normalise: lower-case host by name, default port, no
 * dot segments, only characters that stay as they are. Null when it takes the parser to tell. Most addresses in feeds
 * are so, and the parser takes most of the time that a feed takes.
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
  if (!isRooted) return isPlainOrigin(href.slice(0, slash)) ? href : null
  const origin = base === undefined ? null : originOf(base)
  return origin === null ? null : origin + path
}

// Punycode can be wrong, and is the parser's to judge.
const isPlainOrigin = (origin: string) => HOST.test(origin) && !origin.includes("xn--")

let last: { base: string; origin: string | null } = { base: "", origin: null }

/** Of the addresses in one document all but a few have the same base. */
function originOf(base: string): string | null {
  if (last.base !== base) {
    const url = URL.parse(base)
    last = { base, origin: url?.protocol === "http:" || url?.protocol === "https:" ? url.origin : null }
  }
  return last.origin
}
