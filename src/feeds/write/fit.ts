// Keeps a feed within a size that readers and caches take.
// In: one writer for each format, the entries, and the most bytes. Out: one document for each format.
// The bytes are counted as written, in UTF-8 and escaped. An entry is whole in all formats or in none.
import { toBytes } from "../../lib/crypto/hash.ts"
import { firstSentences } from "../../lib/html/index.ts"
import type { Entry } from "./entry.ts"

/** Writes one format. The document is `open`, the entries with `between` between them, and `close`. */
export interface FormatWriter {
  open: string
  close: string
  between: string
  /** One entry: with its full text beside the summary, or with the summary alone. */
  entry(entry: Entry, isWhole: boolean): string
}

/** Most bytes of a feed that people subscribe to. They fetch it again after each change. */
export const MAX_FEED_BYTES = 1_000_000
/** Most bytes of an archive. It is fetched once. Readers and validators want less than about 5 MB of a document. */
export const MAX_ARCHIVE_BYTES = 4_500_000

// An entry without room even for its summary has so much of it.
const MAX_BARE_CHARACTERS = 200

/**
 * The documents. The newest entries come first and have their full text while there is room. The others have the
 * summary. Without room for all summaries, the oldest entries have only their title, link, dates and first sentence.
 */
export function fitDocuments(writers: FormatWriter[], entries: Entry[], most: number): string[] {
  const write = (entry: Entry, isWhole: boolean) => writers.map((writer) => writer.entry(entry, isWhole))
  const text = entries.reduce((sum, { article, mayBeWhole }) => sum + (mayBeWhole ? article.contentHtml.length : 0), 0)
  const whole = text <= most ? entries.map((entry) => write(entry, entry.mayBeWhole)) : null
  const documents = whole && join(writers, whole)
  if (documents?.every((document) => document.length * 3 <= most || bytesOf(document) <= most)) return documents

  const pieces = entries.map((entry) => write(entry, false))
  const room = join(writers, pieces).map((document) => most - bytesOf(document))
  const isOver = () => room.some((bytes) => bytes < 0)
  const replace = (at: number, by: string[]) => {
    for (const [format, piece] of by.entries()) room[format]! += bytesOf(pieces[at]![format]!) - bytesOf(piece)
    pieces[at] = by
  }
  const areAllShort = !isOver()
  for (let at = entries.length - 1; at >= 0 && isOver(); at--) replace(at, write(toBare(entries[at]!), false))
  // Escaping only adds bytes. So a text that cannot fit is not even written, nor one as long as another that did not.
  let tooLong = Number.POSITIVE_INFINITY
  for (const [at, entry] of areAllShort ? entries.entries() : []) {
    const size = bytesOf(entry.article.contentHtml)
    if (!entry.mayBeWhole || size >= tooLong || size > Math.min(...room)) continue
    const short = pieces[at]!
    replace(at, whole?.[at] ?? write(entry, true))
    if (!isOver()) continue
    replace(at, short)
    tooLong = size
  }
  return join(writers, pieces)
}

/** The documents of entries, each of which is written in every format. */
const join = (writers: FormatWriter[], pieces: string[][]): string[] =>
  writers.map(({ open, between, close }, format) => open + pieces.map((each) => each[format]).join(between) + close)

const bytesOf = (text: string): number => toBytes(text).byteLength

function toBare(entry: Entry): Entry {
  const { article } = entry
  const summary = firstSentences(article.summary, MAX_BARE_CHARACTERS)
  const authors = article.authors.slice(0, 1)
  return { ...entry, links: [], article: { ...article, summary, authors, tags: [], attachments: [] } }
}
