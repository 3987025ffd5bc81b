// Reads a feed in any format, encoding and state of repair.
// In: a document's bytes, and the headers and address that came with them. Out: a ParsedFeed, or why there is none.
// Source: the specs that the files under decode.ts, xml/, formats/ and dates/ name. README.md lists every diagnostic.
import { isPlainAscii } from "../../lib/charset/fast-ascii.ts"
import { mendControls } from "../../lib/html/entities.ts"
import { cleanText, mayHaveUnwanted, SUSPECT, withLineFeeds } from "../../lib/text/escape.ts"
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_SIZE } from "../../model/limits.ts"
import type { Diagnostic, ParsedFeed } from "../../model/parsed-feed.ts"
import { decode } from "./decode.ts"
import { type FeedLink, findFeedLinks } from "./feed-links.ts"
import { findHubLinks, type HubLinks } from "./hub-links.ts"
import { normalise } from "./normalise.ts"
import { parse } from "./parse.ts"

export interface ReadOptions {
  /** The Content-Type header. Only its charset counts: the content itself shows the format. */
  contentType?: string
  /** The Content-Language header, for a feed that declares no language. */
  contentLanguage?: string
  /** The document's own address. Relative links are resolved against it. */
  baseUrl?: string
  /** Milliseconds since 1970. */
  now: number
  /** Hosts whose iframes stay in content. */
  iframeHosts?: readonly string[]
}

export type ReadOutcome =
  | { outcome: "feed"; feed: ParsedFeed }
  /** An HTML page, the feeds that it links to, and its hubs. */
  | { outcome: "html"; feeds: FeedLink[]; links: HubLinks }
  | { outcome: "not-a-feed"; detail: string }
  | { outcome: "too-large"; detail: string }

/**
 * Reads a document in any feed format. It never throws. Its time is linear in the number of bytes. The feed's
 * `diagnostics` list every guess and repair.
 *
 * @example
 * const read = readFeed(bytes, { contentType: "application/rss+xml", baseUrl: "https://example.org/rss.xml", now })
 * if (read.outcome === "feed") for (const item of read.feed.items) console.log(item.title, item.url)
 */
export function readFeed(bytes: Uint8Array, options: ReadOptions): ReadOutcome {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    return { outcome: "too-large", detail: `A feed can have ${MAX_DOCUMENT_SIZE} at most` }
  }
  const decoded = decode(bytes, options.contentType)
  const diagnostics = [...decoded.diagnostics]
  const isPlain = decoded.encoding === "utf-8" && decoded.text.length === bytes.length && isPlainAscii(bytes)
  const parsed = parse(isPlain ? decoded.text : clean(decoded.text, diagnostics), options.baseUrl)
  if (parsed.outcome === "html") {
    const { text } = decoded
    return { outcome: "html", feeds: findFeedLinks(text, options.baseUrl), links: findHubLinks(text, options.baseUrl) }
  }
  if (parsed.outcome === "not-a-feed") return parsed
  // The text was cleaned above, but a JSON escape such as \u0000 can bring a forbidden character back.
  const isClean = !parsed.feed.format.startsWith("json")
  const feed = normalise(parsed.feed, { ...options, encoding: decoded.encoding, isClean })
  return { outcome: "feed", feed: { ...feed, diagnostics: [...diagnostics, ...feed.diagnostics] } }
}

// XML 1.0 §2.2 allows only tab, line feed and carriage return among the C0 controls.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

function clean(text: string, diagnostics: Diagnostic[]): string {
  if (!SUSPECT.test(text)) return text
  const lines = withLineFeeds(text)
  if (!mayHaveUnwanted(lines)) return lines
  if (UNPRINTABLE.test(text)) {
    diagnostics.push({ kind: "control-character", detail: "Control characters, which XML forbids, are dropped" })
  }
  return cleanText(mendControls(lines))
}
