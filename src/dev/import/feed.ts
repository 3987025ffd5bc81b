// Reads a feed with its archives.
// In: a document, and how to get others. Out: all its entries, each once.
// Source: RFC 5005 §3 (paged feeds: next) and §4 (prev-archive), JSON Feed 1.1 (next_url), WordPress (?paged=).
import { decode } from "../../feeds/read/decode.ts"
import { readFeed } from "../../feeds/read/read.ts"
import { parseXml } from "../../feeds/read/xml/parser.ts"
import { attributeOf, childElements, textOf, type XmlElement } from "../../feeds/read/xml/tree.ts"
import { present } from "../../lib/text/present.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"
import type { ParsedFeed, ParsedItem } from "../../model/parsed-feed.ts"
import { type Found, lastSegment, leaveOut, type Post } from "./post.ts"

/** A document as it came. */
export interface Document {
  bytes: Uint8Array
  /** Absent for a file. */
  url?: string
  contentType?: string
}

/** Gets a document; null when there is none (404). Throws an Error when it cannot be had. */
export type Get = (url: string) => Promise<Document | null>

const MAX_DOCUMENTS = 2000

/** Reads a feed and its archives; null when the document is no feed. */
export async function readFeedWithArchives(document: Document, get: Get, now: number): Promise<Found | null> {
  const found: Found = { what: "a feed", posts: [], leftOut: new Map(), notes: [] }
  const seen = new Set<string>()
  const asked = new Set<string>([document.url ?? ""])
  let at: Document | null = document
  for (let page = 1; at; page++) {
    const read = readFeed(at.bytes, { contentType: at.contentType, baseUrl: at.url, now })
    if (read.outcome !== "feed") {
      if (page === 1) return null
      found.notes.push(`${at.url} is no feed. What it leads to was not read.`)
      break
    }
    const before = seen.size
    addPosts(found, seen, read.feed)
    found.what = `a feed of ${page} ${page === 1 ? "document" : "documents"} (${read.feed.format})`
    const older = olderThan(at, read.feed, page, seen.size > before)
    if (!older || asked.has(older) || page === MAX_DOCUMENTS) break
    asked.add(older)
    at = await get(older)
  }
  return found
}

/** An archive may have an entry that the feed has too. The feed's is newer, and comes first. */
function addPosts({ posts, leftOut }: Found, seen: Set<string>, feed: ParsedFeed): void {
  for (const item of feed.items) {
    const key = item.guid ?? item.url ?? item.title ?? ""
    if (seen.has(key)) continue
    seen.add(key)
    const post = toPost(item, feed)
    if (typeof post === "string") leaveOut(leftOut, post)
    else posts.push(post)
  }
}

/** The post, or as what it is left out. */
function toPost(item: ParsedItem, feed: ParsedFeed): Post | string {
  const { url, title, contentHtml, summary, image } = item
  if (item.withdrawn) return "withdrawn entries"
  if (!title) return "entries without a title"
  if (!contentHtml && !summary) return "entries without a text"
  const { url: address, ...details } = image ?? { url: undefined }
  const { width, height, alt, credit } = details as { width?: number; height?: number; alt?: string; credit?: string }
  return {
    slug: url ? lastSegment(url) : "",
    item: {
      title,
      ...(contentHtml ? { content_html: contentHtml } : { content_text: summary! }),
      ...present({
        url,
        summary: contentHtml ? summary : undefined,
        image: address,
        date_published: item.datePublished,
        date_modified: item.dateModified,
        authors: (item.authors.length ? item.authors : feed.authors).map(({ name, url: page }) => ({
          name,
          ...present({ url: page }),
        })),
        tags: item.tags,
        language: item.language ?? feed.language,
        attachments: item.attachments.map((each) => ({
          url: each.url,
          mime_type: each.mimeType,
          ...present({
            title: each.title,
            size_in_bytes: each.sizeInBytes,
            duration_in_seconds: each.durationInSeconds,
          }),
        })),
      }),
      _check_also: {
        section: item.section,
        ...(address ? { image: present({ width, height, alt, credit }) } : {}),
      },
    },
  }
}

/** The address of the document with what came before. */
function olderThan(document: Document, feed: ParsedFeed, page: number, hadNew: boolean): string | null {
  const { text } = decode(document.bytes, document.contentType)
  if (feed.format.startsWith("json")) return nextUrl(text, document.url)
  const { top } = parseXml(text)
  const elements = headElements(top)
  const linked = linkTo(elements, "prev-archive", document.url) ?? linkTo(elements, "next", document.url)
  if (linked) return linked
  const isWordPress = elements.some(({ local, ...rest }) => local === "generator" && isOfWordPress({ local, ...rest }))
  if (!isWordPress || !document.url || !hadNew) return null
  const next = new URL(document.url)
  next.searchParams.set("paged", `${page + 1}`)
  return next.href
}

const isOfWordPress = (element: XmlElement) =>
  /wordpress/i.test(textOf(element)) || /wordpress/i.test(attributeOf(element, "uri") ?? "")

/** The elements of the feed that are not in its entries. */
function headElements(top: XmlElement): XmlElement[] {
  const [root] = childElements(top)
  const inRoot = root ? childElements(root) : []
  const channel = inRoot.find(({ local }) => local === "channel")
  return [...inRoot, ...(channel ? childElements(channel) : [])]
}

function linkTo(elements: XmlElement[], rel: string, base: string | undefined): string | null {
  const link = elements.find(
    (element) => element.local === "link" && attributeOf(element, "rel")?.trim().toLowerCase() === rel,
  )
  return link ? resolveUrl(attributeOf(link, "href") ?? "", base) : null
}

function nextUrl(text: string, base: string | undefined): string | null {
  try {
    const { next_url } = JSON.parse(text) as { next_url?: unknown }
    return typeof next_url === "string" ? resolveUrl(next_url, base) : null
  } catch {
    return null
  }
}
