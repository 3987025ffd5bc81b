// RFC 3229 with the "feed" instance manipulation: a document with only the entries that the reader has not seen.
// In: a rendered document, and the digests of the version that the reader has. Out: the shorter document, or that there
// is none, because it could not say what the whole document says by leaving an entry out.
// The document is split as text. That is safe: the writers escape every `<` in a text, and JSON every line break.
import { fnv1a } from "../../lib/text/fnv1a.ts"
import { type FeedFormat, type FeedKey, MAX_FEED_ARTICLES } from "../catalogue/feed-key.ts"

/**
 * The document with only the entries and tombstones whose digests are not known. Digests find more than dates do: a
 * story that moved into a section or was imported is new to the reader, but has an old date.
 */
export function deltaAgainst(document: string, format: FeedFormat, known: ReadonlySet<number>): string {
  const { open, pieces, close } = splitDocument(document, format)
  return joinDocument({ open, pieces: pieces.filter((piece) => !known.has(digest(piece, format))), close }, format)
}

/**
 * A digest of each entry and tombstone, in the document's order. It has 53 bits: 26 name the entry, 27 its text. A
 * tombstone's digest is negative.
 */
export function entryDigests(document: string, format: FeedFormat): number[] {
  return splitDocument(document, format).pieces.map((piece) => digest(piece, format))
}

export const isTombstone = (digest: number) => digest < 0

/**
 * Whether a delta from the version `before` to the version `after` tells a reader everything. RSS and JSON Feed cannot
 * say that an entry was withdrawn. Their digests still begin with those of the feed's tombstones: a new one needs the
 * whole document. Atom says it with the tombstone. No format can say that an entry left a section. Only at the end of
 * a full feed an entry's absence says nothing: newer ones have pushed it out.
 */
export function tellsAll(before: number[], after: number[], format: FeedFormat, kind: FeedKey["kind"]): boolean {
  const known = new Set(before)
  const deleted = after.filter(isTombstone)
  if (format !== "atom" && deleted.some((each) => !known.has(each))) return false
  const named = (digests: number[]) => digests.filter((each) => !isTombstone(each)).map(nameIn)
  const now = named(after)
  const present = new Set([...now, ...deleted.map(nameIn)])
  const then = named(before).filter((name) => !deleted.some((each) => nameIn(each) === name))
  const gone = then.filter((name) => !present.has(name))
  if (gone.length === 0) return true
  const isFull = kind !== "archive" && now.length >= MAX_FEED_ARTICLES
  const lastStays = then.includes(now.at(-1) ?? -1)
  return isFull && lastStays && then.slice(-gone.length).every((name) => !present.has(name))
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

/** The guid as written; undefined for a tombstone. Texts are escaped, so the first guid or id tag is the entry's own. */
export function guidOf(piece: string, format: FeedFormat): string | undefined {
  if (format === "json") return JSON.parse(piece).id
  if (!/^\n<(item|entry)\b/.test(piece)) return undefined
  return /<(?:guid[^>]*|id)>([^<]*)</.exec(piece)?.[1]
}

/** What names an entry or a tombstone: the guid. An attribute has other references than a text. */
function nameOf(piece: string, format: FeedFormat): string {
  const written = guidOf(piece, format) ?? /<at:deleted-entry ref="([^"]*)"/.exec(piece)?.[1] ?? ""
  return format === "json" ? written : written.replace(/&(?:amp|#x26);/g, "&")
}

// Together 53 bits, so that a digest is a number.
const NAME_BITS = 26
const TEXT_BITS = 27

function digest(piece: string, format: FeedFormat): number {
  const name = fnv1a(nameOf(piece, format)) >>> (32 - NAME_BITS)
  const text = fnv1a(piece, 0x9e3779b9, 0x85ebca6b) >>> (32 - TEXT_BITS)
  const both = name * 2 ** TEXT_BITS + text
  return piece.startsWith("\n<at:deleted-entry") ? -both : both
}

/** The bits of a digest that name the entry. */
const nameIn = (digest: number): number => Math.floor(Math.abs(digest) / 2 ** TEXT_BITS)
