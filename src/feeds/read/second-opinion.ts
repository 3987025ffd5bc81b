// What it is for: tells a publisher, or us, what rss-parser makes of a feed. Most JavaScript apps read feeds with it.
// In: the document's bytes and our own reading of it. Out: how many items rss-parser has, and where it differs.
// Source: rss-parser 3.13.0 (https://github.com/rbren/rss-parser), which reads XML with xml2js and sax.
import { readContentType } from "../../lib/http/content-type.ts"
import { cutText } from "../../lib/text/cut.ts"
import { cleanLine } from "../../lib/text/escape.ts"
import type { ParsedFeed, ParsedItem } from "../../model/parsed-feed.ts"
import type { Difference, SecondOpinion } from "../../model/second-opinion.ts"
import { figure } from "./fit.ts"

const PARSER = "rss-parser 3.13.0"

const MAX_BYTES = 1024 * 1024
// xml2js takes about 400 bytes for each element, and a Worker has 128 MB in all.
const MAX_ELEMENTS = 50_000
const MAX_DIFFERENCES = 50
const MAX_TEXT_CHARACTERS = 200

// The elements that the comparison needs. All others are renamed, so that rss-parser skips them. It would otherwise make
// a `contentSnippet` of their text, which takes quadratic time.
const READ = new Set(
  "rss rdf:RDF feed channel item entry title dc:title link guid id pubDate dc:date published updated".split(" "),
)

type Theirs = Record<string, unknown>

/**
 * Runs rss-parser on a document that we have read, and compares. Never throws. Time and memory are bounded.
 *
 * @example
 * const opinion = await secondOpinion(bytes, read.feed, "application/rss+xml")
 * if (opinion.outcome === "refused") console.log(opinion.error)
 */
export async function secondOpinion(bytes: Uint8Array, ours: ParsedFeed, contentType?: string): Promise<SecondOpinion> {
  if (ours.format.startsWith("json")) return refused("It reads no JSON Feed")
  if (bytes.length > MAX_BYTES) return refused("The document is over 1 MiB, so rss-parser was not run")
  let items: Theirs[]
  try {
    items = await itemsOf(decodeAsItDoes(bytes, contentType))
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error))
  }
  return { parser: PARSER, outcome: "read", items: items.length, differences: compare(ours.items, items) }
}

const refused = (error: string): SecondOpinion => ({
  parser: PARSER,
  outcome: "refused",
  error: cutText(cleanLine(error), MAX_TEXT_CHARACTERS),
  items: 0,
  differences: [],
})

async function itemsOf(text: string): Promise<Theirs[]> {
  // Loaded here, so that no other request pays for it.
  const { default: RssParser } = await import("rss-parser")
  let elements = 0
  const toName = (name: string) => {
    if (++elements > MAX_ELEMENTS) {
      throw new Error(`The document has more than ${figure(MAX_ELEMENTS)} elements, so rss-parser was stopped`)
    }
    return READ.has(name) ? name : "unread"
  }
  const parser = new RssParser<Theirs, Theirs>({ xml2js: { tagNameProcessors: [toName] } })
  return (await parser.parseString(text)).items
}

/** rss-parser knows ISO 8859-1 from the Content-Type and UTF-8. It ignores the XML declaration (its lib/utils.js). */
function decodeAsItDoes(bytes: Uint8Array, contentType = ""): string {
  const charset = readContentType(contentType).charset?.toLowerCase()
  if (charset !== "iso-8859-1" && charset !== "latin1") return new TextDecoder().decode(bytes)
  // TextDecoder reads this label as windows-1252. Node's Buffer, which rss-parser uses, reads true ISO 8859-1.
  let text = ""
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

const asWritten = (text: string): unknown => text

/** For each field: its name, our value, rss-parser's value, and the form in which two spellings count as equal. */
const FIELDS: [Difference["field"], (ours: ParsedItem) => unknown, (theirs: Theirs) => unknown, typeof asWritten][] = [
  ["title", ({ title }) => title, ({ title }) => title, asWritten],
  ["link", ({ url }) => url, ({ link }) => link, (address) => URL.parse(address)?.href ?? address],
  ["guid", ({ guid }) => guid, (theirs) => theirs.guid ?? theirs.id ?? theirs["rdf:about"], asWritten],
  ["date", (ours) => ours.datePublished ?? ours.dateModified, ({ isoDate }) => isoDate, Date.parse],
]

function compare(ours: ParsedItem[], theirs: Theirs[]): Difference[] {
  const differences: Difference[] = []
  if (ours.length !== theirs.length) {
    differences.push({ field: "items", ours: String(ours.length), theirs: String(theirs.length) })
  }
  for (let item = 0; item < Math.min(ours.length, theirs.length); item++) {
    for (const [field, fromOurs, fromTheirs, meaning] of FIELDS) {
      const [a, b] = [line(fromOurs(ours[item]!)), line(fromTheirs(theirs[item]!))]
      if (a === b || (a !== null && b !== null && meaning(a) === meaning(b))) continue
      differences.push({ item, field, ours: cut(a), theirs: cut(b) })
      if (differences.length === MAX_DIFFERENCES) return differences
    }
  }
  return differences
}

/** One line of text; null when empty. rss-parser can return an object for an element; apps then show `[object Object]`. */
function line(value: unknown): string | null {
  if (value === undefined) return null
  return cleanLine(typeof value === "string" ? value : "[object Object]") || null
}

const cut = (text: string | null) => text && cutText(text, MAX_TEXT_CHARACTERS)
