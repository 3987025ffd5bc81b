import { normaliseEscapes } from "./percent.ts"

/**
 * A web address as RFC 3986 allows it, in the normal form of its §6.2.2: scheme and host in lower case and ASCII, no
 * default port, no dot segments, percent-encoding in upper case and only where it is needed. Null when it is no
 * absolute http or https address.
 */
export function normaliseUri(address: string): string | null {
  const url = URL.parse(address)
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null
  // WHATWG's parser lets through some that RFC 3986 does not: `|`, `^`, and `[` or `]` outside the host.
  const path = (url.pathname + url.search + url.hash).replace(/%(?![0-9a-f]{2})/gi, "%25")
  const rest = normaliseEscapes(path).replace(/[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]/g, (character) =>
    encodeURIComponent(character),
  )
  // A second `#` would end the fragment of a stricter reader's parse.
  const hash = rest.indexOf("#")
  return url.origin + (hash < 0 ? rest : rest.slice(0, hash + 1) + rest.slice(hash + 1).replaceAll("#", "%23"))
}
