// Reads a reader's wish to be told by rssCloud.
// In: the form of POST /rsscloud/pleaseNotify, and the reader's address. Out: whom to tell of which feeds, or what is wrong.
// Source: https://www.rssboard.org/rsscloud-interface, and https-post of the server that most readers use.
import { MAX_URL_CHARACTERS } from "../model/limits.ts"

export interface CloudRegistration {
  /** The address to post to. */
  callback: string
  /** Addresses of feeds. */
  urls: string[]
  /** Whether the reader named a domain. It is then asked by GET with a challenge, else told of the feed for a test. */
  hasDomain: boolean
}

/** A registration ends after 25 hours. Readers register again each day. */
export const CLOUD_LEASE_S = 25 * 3600

const MAX_URLS = 20

/** `address` is the reader's IP address. */
export function readCloudRegistration(
  form: URLSearchParams,
  address: string | null,
): CloudRegistration | { wrong: string } {
  const protocol = form.get("protocol") ?? ""
  if (protocol !== "http-post" && protocol !== "https-post")
    return { wrong: "protocol must be http-post or https-post." }
  const port = Number(form.get("port"))
  if (!Number.isInteger(port) || port < 1 || port > 65535) return { wrong: "port must be a number from 1 to 65535." }
  const path = form.get("path") ?? ""
  if (!path.startsWith("/") || path.includes("#"))
    return { wrong: "path must begin with a slash and have no fragment." }
  const domain = form.get("domain")
  const host = domain || address
  if (!host) return { wrong: "domain must name the server to notify." }
  const scheme = protocol === "https-post" || port === 443 ? "https" : "http"
  const callback = `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}${path}`
  const url = URL.parse(callback)
  // A domain could hold more than a domain.
  if (url?.username !== "" || (domain && url.hostname !== domain.toLowerCase()) || callback.length > MAX_URL_CHARACTERS)
    return { wrong: "domain, port and path must make an address." }
  const urls = [...new Set([...form].flatMap(([name, value]) => (/^url\d+$/.test(name) ? [value] : [])))]
  if (!urls.length) return { wrong: "url1 must be the address of a feed." }
  if (urls.length > MAX_URLS) return { wrong: `Name at most ${MAX_URLS} feeds in one request.` }
  return { callback, urls, hasDomain: Boolean(domain) }
}
