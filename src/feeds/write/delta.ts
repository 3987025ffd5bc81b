import { fnv1a } from "../../lib/text/fnv1a.ts"
import type { FeedFormat } from "../catalogue/feed-key.ts"

// RFC 3229 with the "feed" instance manipulation: a document with only what a reader has not seen, cut from the bytes
// that were rendered once. The writers escape every `<` of a text, and JSON every line break, so a line that begins
// with an entry's tag is one.

/**
 * The document with only those entries and tombstones, in their order, that an earlier one did not hold in the same
 * bytes, by that one's digests. Unlike the entries' dates, this also tells what came in with an old one: a story moved
 * into a section, or imported.
 */
export function deltaAgainst(document: string, format: FeedFormat, known: ReadonlySet<number>): string {
  const { open, pieces, close } = splitDocument(document, format)
  return joinDocument({ open, pieces: pieces.filter((piece) => !known.has(digest(piece))), close }, format)
}

/** A number of 53 bits for each entry and tombstone of a document: what to keep of it for `deltaAgainst`. */
export function entryDigests(document: string, format: FeedFormat): number[] {
  return splitDocument(document, format).pieces.map(digest)
}

const STARTS = { rss: /(?=\n<item[ >])/, atom: /(?=\n<(?:entry|at:deleted-entry)[ >])/ }
const CLOSES = { rss: "\n    </channel>", atom: "\n</feed>", json: "\n]}" }

/** A document as its head, its entries and tombstones, and its end. */
export interface DocumentParts {
  open: string
  pieces: string[]
  close: string
}

export const joinDocument = ({ open, pieces, close }: DocumentParts, format: FeedFormat) =>
  open + pieces.join(format === "json" ? ",\n" : "") + close

export function splitDocument(document: string, format: FeedFormat): DocumentParts {
  const end = document.lastIndexOf(CLOSES[format])
  const close = document.slice(end)
  if (format === "json") {
    const start = document.indexOf(',"items":[\n') + ',"items":['.length + 1
    const body = document.slice(start, end)
    return { open: document.slice(0, start), pieces: body === "" ? [] : body.split(",\n"), close }
  }
  const [open, ...pieces] = document.slice(0, end).split(STARTS[format])
  return { open: open!, pieces, close }
}

// Two of 32 bits with different primes, to make accidents as rare as 53 bits allow.
const digest = (text: string): number => fnv1a(text) * 0x200000 + (fnv1a(text, 0x9e3779b9, 0x85ebca6b) >>> 11)
