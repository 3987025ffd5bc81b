import { normaliseEscapes } from "./percent.ts"

/**
 * A web address in the normal form of RFC 3986 §6.2.2: lower-case scheme, lower-case ASCII host, no default port, no dot
 * segments, percent-encoding in upper case and only where needed. Null when it is not an absolute http or https address.
 */
export function normaliseUrl(address: string): string | null {
  const url = URL.parse(address)
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null
  // The WHATWG parser allows characters that RFC 3986 forbids: `|`, `^`, and `[` or `]` outside the host.
  const path = (url.pathname + url.search + url.hash).replace(/%(?![0-9a-f]{2})/gi, "%25")
  const rest = normaliseEscapes(path).replace(/[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]/g, (character) =>
    encodeURIComponent(character),
  )
  // RFC 3986 allows only one `#`.
  const hash = rest.indexOf("#")
  return url.origin + (hash < 0 ? rest : rest.slice(0, hash + 1) + rest.slice(hash + 1).replaceAll("#", "%23"))
}
