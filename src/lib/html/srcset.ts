import { resolvePlainUrl } from "../url/fast-resolve.ts"
import { resolveUrl } from "../url/resolve.ts"

/** One picture of a `srcset`: an absolute address, and a width or density such as `640w` or `2x`; empty for `1x`. */
export interface Candidate {
  url: string
  descriptor: string
}

/** No page needs more sizes of one picture. */
const MAX_CANDIDATES = 100

/** HTML §4.8.4.2: candidates separated by commas, each an address with an optional width or density. */
export function readSrcset(value: string, baseUrl: string | undefined): Candidate[] {
  return value.split(/,\s+|,$/, MAX_CANDIDATES).flatMap((candidate) => {
    const [address, descriptor = "", ...rest] = candidate.trim().split(/\s+/, 3)
    const url = address && rest.length === 0 ? resolveUrl(address, baseUrl) : null
    return url && /^(?:\d+(?:\.\d+)?[wx])?$/.test(descriptor) ? [{ url, descriptor }] : []
  })
}

export const writeSrcset = (candidates: Candidate[]): string =>
  candidates.map(({ url, descriptor }) => (descriptor ? `${url} ${descriptor}` : url)).join(", ")

/**
 * A fast path for `writeSrcset(readSrcset(value, baseUrl))`, where all addresses are plain and all white space is needed.
 * Null for everything else.
 */
export function writePlainSrcset(value: string, baseUrl: string | undefined): string | null {
  let written = ""
  let count = 0
  for (let at = 0; at < value.length; count++) {
    const comma = value.indexOf(", ", at)
    const end = comma < 0 ? value.length : comma
    const space = value.indexOf(" ", at)
    const address = resolvePlainUrl(value.slice(at, space < 0 ? end : Math.min(space, end)), baseUrl)
    if (address === null || address.endsWith(",") || count === MAX_CANDIDATES) return null
    if (space >= 0 && space < end && !isDescriptor(value, space + 1, end)) return null
    written += `${at === 0 ? "" : ", "}${address}${space >= 0 && space < end ? value.slice(space, end) : ""}`
    at = comma < 0 ? end : comma + 2
  }
  return value.endsWith(" ") ? null : written
}

/** Whether these are digits with a `w` or `x`. */
function isDescriptor(value: string, start: number, end: number): boolean {
  const unit = value.charCodeAt(end - 1)
  if (end - start < 2 || (unit !== 0x77 && unit !== 0x78)) return false
  for (let at = start; at < end - 1; at++) {
    const code = value.charCodeAt(at)
    if (!(code >= 0x30 && code <= 0x39)) return false
  }
  return true
}

/** The address of the largest picture; undefined when there is none. */
export function largest(candidates: Candidate[]): string | undefined {
  const size = ({ descriptor }: Candidate) => Number.parseFloat(descriptor) || 1
  return candidates.reduce<Candidate | undefined>(
    (best, each) => (best && size(best) >= size(each) ? best : each),
    undefined,
  )?.url
}
