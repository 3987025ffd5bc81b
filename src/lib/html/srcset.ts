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

/** The address of the largest picture; undefined when there is none. */
export function largest(candidates: Candidate[]): string | undefined {
  const size = ({ descriptor }: Candidate) => Number.parseFloat(descriptor) || 1
  return candidates.reduce<Candidate | undefined>(
    (best, each) => (best && size(best) >= size(each) ? best : each),
    undefined,
  )?.url
}
