import type { FeedFormat } from "./catalogue.ts"

// RFC 3229 with the "feed" instance manipulation: a document with only what a reader has not seen, cut from the bytes
// that were rendered once. The writers escape every `<` of a text, and JSON every line break, so a line that begins
// with an entry's tag is one.

/** One entry or tombstone of a document that we rendered. */
export interface Piece {
  text: string
  /** When it changed, milliseconds since 1970. */
  changed: number
}

/** The document with only those entries and tombstones, in their order, for which `keep` holds. */
export function cutDocument(document: string, format: FeedFormat, keep: (piece: Piece) => boolean): string {
  const { open, pieces, close } = split(document, format)
  const kept = pieces.filter((text) => keep({ text, changed: changedAt(text, format) }))
  return open + kept.join(format === "json" ? ",\n" : "") + close
}

/** What changed after `since`, milliseconds since 1970. */
export function deltaSince(document: string, format: FeedFormat, since: number): string {
  return cutDocument(document, format, ({ changed }) => changed > since)
}

/**
 * What an earlier document did not hold in the same bytes, by that document's digests. Unlike a time, this also finds
 * what came in with an old date: a story moved into a section, or imported.
 */
export function deltaAgainst(document: string, format: FeedFormat, known: ReadonlySet<number>): string {
  return cutDocument(document, format, ({ text }) => !known.has(digest(text)))
}

/** A number of 53 bits for each entry and tombstone of a document: what to keep of it for `deltaAgainst`. */
export function entryDigests(document: string, format: FeedFormat): number[] {
  return split(document, format).pieces.map(digest)
}

const STARTS = { rss: /(?=\n<item[ >])/, atom: /(?=\n<(?:entry|at:deleted-entry)[ >])/ }
const CLOSES = { rss: "\n    </channel>", atom: "\n</feed>", json: "\n]}" }

function split(document: string, format: FeedFormat): { open: string; pieces: string[]; close: string } {
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

const CHANGED = {
  rss: /<atom:updated>([^<]+)</,
  atom: /(?:<updated>|^\n<at:deleted-entry [^>]*when=")([^<"]+)/,
  json: /"date_modified":"([^"]+)"/,
}

const changedAt = (text: string, format: FeedFormat) => Date.parse(CHANGED[format].exec(text)?.[1] ?? "")

// Two FNV-1a of 32 bits with different primes, to make accidents as rare as 53 bits allow.
function digest(text: string): number {
  let [one, two] = [0x811c9dc5, 0x9e3779b9]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 0x01000193)
    two = Math.imul(two ^ unit, 0x85ebca6b)
  }
  return (one >>> 0) * 0x200000 + (two >>> 11)
}
