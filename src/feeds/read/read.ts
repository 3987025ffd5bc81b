import { mendControls } from "../../lib/html/entities.ts"
import { cleanText, SUSPECT } from "../../lib/text/escape.ts"
import type { Diagnostic, ParsedFeed } from "../../model/parsed-feed.ts"
import { decode } from "./decode.ts"
import { type FeedLink, findFeedLinks } from "./feed-links.ts"
import { normalise } from "./normalise.ts"
import { parse } from "./parse.ts"

export interface ReadOptions {
  /** Content-Type of the document, for its charset; what it is, its content says. */
  contentType?: string
  /** Content-Language, for a feed that names none. */
  contentLanguage?: string
  /** The document's own address, for relative links. */
  baseUrl?: string
  /** Milliseconds since 1970. */
  now: number
  /** Hosts whose iframes stay in content. */
  iframeHosts?: readonly string[]
}

export type ReadOutcome =
  | { outcome: "feed"; feed: ParsedFeed }
  /** A page, with the feeds that it offers. */
  | { outcome: "html"; feeds: FeedLink[] }
  | { outcome: "not-a-feed"; detail: string }
  | { outcome: "too-large"; detail: string }

export const FEED_BYTES = 10 * 1024 * 1024

/**
 * Reads a document in any feed format, encoding and state of repair. Never throws, and takes time in proportion to the
 * bytes; what had to be guessed or mended stands in the feed's diagnostics.
 */
export function readFeed(bytes: Uint8Array, options: ReadOptions): ReadOutcome {
  if (bytes.length > FEED_BYTES) return { outcome: "too-large", detail: "A feed can have 10 MiB at most" }
  const decoded = decode(bytes, options.contentType)
  const diagnostics = [...decoded.diagnostics]
  const parsed = parse(clean(decoded.text, diagnostics), options.baseUrl)
  if (parsed.outcome === "html") return { outcome: "html", feeds: findFeedLinks(decoded.text, options.baseUrl) }
  if (parsed.outcome === "not-a-feed") return parsed
  // JSON's escapes can spell what the document's text does not hold.
  const isClean = !parsed.feed.format.startsWith("json")
  const feed = normalise(parsed.feed, { ...options, encoding: decoded.encoding, isClean })
  return { outcome: "feed", feed: { ...feed, diagnostics: [...diagnostics, ...feed.diagnostics] } }
}

// XML 1.0 §2.2: of the C0 controls a document has tab and line ends only.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

function clean(text: string, diagnostics: Diagnostic[]): string {
  if (!SUSPECT.test(text)) return text
  if (UNPRINTABLE.test(text)) {
    diagnostics.push({ kind: "control-character", detail: "Characters that no feed format can carry are dropped" })
  }
  return cleanText(mendControls(text))
}
