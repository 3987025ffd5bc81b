// Decides whether we may request an address that came from outside (SSRF protection).
// In: an address. Out: the parsed URL, or the reason for the refusal.
// Source: the special-use registries of IANA, in addresses.ts and PRIVATE_SUFFIX.
import { isPublicAddress } from "./addresses.ts"

export interface GuardOptions {
  /** Allows loopback, private networks and every port. For local use only. */
  allowPrivate: boolean
  /** Hosts that are this service itself, as `host` or `host:port`. */
  ownHosts: string[]
}

export type Guarded = { outcome: "ok"; url: URL } | { outcome: "refused"; reason: string }

const MAX_URL_CHARACTERS = 2048

/** Names that should not be in the public DNS (RFC 6761, 6762, 8375, 9476 and custom), and public names for loopback. */
const PRIVATE_SUFFIX =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|arpa|onion|invalid|alt|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|nip\.io|sslip\.io|xip\.io|traefik\.me)$/

/**
 * Whether we may request this address. Call it for every address from outside and for every redirect. It checks only the
 * address and does not resolve names. The platform does that, and does not route from the edge into private networks.
 */
export function checkUrl(address: string, options: GuardOptions): Guarded {
  if (address.length > MAX_URL_CHARACTERS) return refused(`is longer than ${MAX_URL_CHARACTERS} characters`)
  const url = URL.parse(address.trim())
  if (!url) return refused("is not an absolute address")
  if (url.protocol !== "http:" && url.protocol !== "https:") return refused("is neither http nor https")
  if (url.username !== "" || url.password !== "") return refused("carries a user name or password")
  const hostname = url.hostname.replace(/\.+$/, "")
  if (hostname === "") return refused("names no host")
  if (isOwn(url, hostname, options)) return refused("is this service itself")
  if (options.allowPrivate) return { outcome: "ok", url }
  if (!isPublicPort(url.port)) return refused(`uses port ${url.port}; 80, 443 and 8000 to 8999 are allowed`)
  if (!isPublicHost(hostname)) return refused("is on a private network")
  return { outcome: "ok", url }
}

const refused = (reason: string): Guarded => ({ outcome: "refused", reason })

/** Whether the address is this service. Where loopback is allowed, others share our host, so the port counts too. */
function isOwn(url: URL, hostname: string, { allowPrivate, ownHosts }: GuardOptions): boolean {
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port
  return ownHosts.some((own) => {
    const [ownName, ownPort = ""] = splitPort(own)
    const sameName = ownName === hostname || (allowPrivate && isLoopback(ownName) && isLoopback(hostname))
    return sameName && (!allowPrivate || ownPort === "" || ownPort === port)
  })
}

function splitPort(host: string): [string, string?] {
  const parts = /^(.*?)(?::(\d+))?$/.exec(host.toLowerCase())
  return [parts?.[1] ?? host, parts?.[2]]
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.")
}

function isPublicPort(port: string): boolean {
  return port === "" || port === "80" || port === "443" || (Number(port) >= 8000 && Number(port) <= 8999)
}

// The URL parser has already normalised decimal, octal, hexadecimal and full-width spellings of IP addresses.
function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith("[")) return isPublicAddress(hostname.slice(1, -1))
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return isPublicAddress(hostname)
  return hostname.includes(".") && !PRIVATE_SUFFIX.test(hostname)
}
