import { fnv1a } from "../../lib/text/fnv1a.ts"
import type { FeedFormat } from "../catalogue/feed-key.ts"

// RFC 3229 with the "feed" instance manipulation: a document with only the entries that the reader has not seen.
// In: a rendered document, and the digests of the entries that the reader has. Out: the shorter document.
// The document is split as text. That is safe: the writers escape every `<` in a text, and JSON every line break.

/**
 * The document with only the entries and tombstones whose digests are not known. Digests find more than dates do: a
 * story that moved into a section or was imported is new to the reader, but has an old date.
 */
export function deltaAgainst(document: string, format: FeedFormat, known: ReadonlySet<number>): string {
  const { open, pieces, close } = splitDocument(document, format)
  return joinDocument({ open, pieces: pieces.filter((piece) => !known.has(digest(piece))), close }, format)
}

/** A 53-bit digest of each entry and tombstone. `deltaAgainst` needs them later. */
export function entryDigests(document: string, format: FeedFormat): number[] {
  return splitDocument(document, format).pieces.map(digest)
}

const STARTS = { rss: /(?=\n<item[ >])/, atom: /(?=\n<(?:entry|at:deleted-entry)[ >])/ }
const CLOSES = { rss: "\n    </channel>", atom: "\n</feed>", json: "\n]}" }

/** A document in parts: its head, its entries and tombstones, its end. */
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

// Two 32-bit hashes with different primes. 53 bits fit into a number.
const digest = (text: string): number => fnv1a(text) * 0x200000 + (fnv1a(text, 0x9e3779b9, 0x85ebca6b) >>> 11)
