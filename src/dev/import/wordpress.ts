// Reads a WordPress export (WXR, Tools → Export).
// In: its text. Out: its posts. An export can be far larger than a feed, so its items are read a few at a time.
// Source: WordPress' wp-admin/includes/export.php, WXR 1.0 to 1.2.
import { parseFeedDate } from "../../feeds/read/dates/parse.ts"
import { Fields } from "../../feeds/read/formats/fields.ts"
import { parseXml } from "../../feeds/read/xml/parser.ts"
import { attributeOf, textOf, type XmlElement } from "../../feeds/read/xml/tree.ts"
import { parseLanguage } from "../../lib/text/language.ts"
import { present } from "../../lib/text/present.ts"
import { toRfc3339 } from "../../lib/text/time.ts"
import { toHtml } from "./paragraphs.ts"
import { type Found, leaveOut, type Post, sorted } from "./post.ts"

/** Whether a document is a WordPress export and no feed. */
export const isWordPress = (text: string): boolean => /<wp:wxr_version\b/.test(text.slice(0, 20_000))

const MAX_ITEMS = 500

/** Reads all posts. `now` is for dates without a year. */
export function readWordPress(text: string, now: number): Found {
  const [head, items] = split(text)
  const language = parseLanguage(new Fields(channelOf(head), undefined).text(["language"]) ?? "") ?? undefined
  const authors = authorsOf(channelOf(head))
  const found: Found = { what: "a WordPress export", posts: [], leftOut: new Map(), notes: [] }
  const pictures = new Map<string, string>()
  const thumbnails = new Map<Post, string>()
  const shortcodes = new Map<string, number>()
  for (let at = 0; at < items.length; at += MAX_ITEMS) {
    const part = items.slice(at, at + MAX_ITEMS).join("\n")
    for (const entry of parseXml(`${head}${part}</channel></rss>`).entries) {
      const read = readItem(new Fields(entry, undefined), { language, authors, now })
      if ("picture" in read) pictures.set(read.id, read.picture)
      if ("leftOut" in read) leaveOut(found.leftOut, read.leftOut)
      else if ("post" in read) {
        found.posts.push(read.post)
        if (read.thumbnail) thumbnails.set(read.post, read.thumbnail)
        for (const name of read.shortcodes) shortcodes.set(name, (shortcodes.get(name) ?? 0) + 1)
      }
    }
  }
  for (const [post, id] of thumbnails) {
    const image = pictures.get(id)
    if (image) post.item.image = image
  }
  for (const [name, count] of shortcodes) found.notes.push(`The shortcode [${name}] stays as it is in ${count} posts.`)
  return found
}

/** What comes before the first item, and each item. Items in CDATA sections are text. */
function split(text: string): [head: string, items: string[]] {
  const items: string[] = []
  let head = ""
  let start = -1
  const marks = /<!\[CDATA\[|<item[\s>]|<\/item>/g
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === "<![CDATA[") {
      const end = text.indexOf("]]>", marks.lastIndex)
      if (end < 0) break
      marks.lastIndex = end
    } else if (mark[0] === "</item>") {
      if (start >= 0) items.push(text.slice(start, marks.lastIndex))
      start = -1
    } else if (start < 0) {
      start = mark.index
      if (!items.length) head = text.slice(0, start)
    }
  }
  return [head || text, items]
}

function channelOf(head: string): XmlElement {
  const { top } = parseXml(`${head}</channel></rss>`)
  let at = top
  for (const local of ["rss", "channel"]) {
    at = at.children.find((child): child is XmlElement => typeof child !== "string" && child.local === local) ?? at
  }
  return at
}

/** Login → name. */
function authorsOf(channel: XmlElement): Map<string, string> {
  return new Map(
    new Fields(channel, undefined).named("?:author").flatMap((element) => {
      const fields = new Fields(element, undefined)
      const login = fields.text(["?:author_login"])
      return login ? [[login, fields.text(["?:author_display_name"]) ?? login] as const] : []
    }),
  )
}

interface Context {
  language: string | undefined
  authors: Map<string, string>
  now: number
}

type ReadItem =
  | { post: Post; thumbnail?: string; shortcodes: string[] }
  | { leftOut: string }
  | { leftOut: string; id: string; picture: string }

function readItem(fields: Fields, context: Context): ReadItem {
  const type = fields.text(["?:post_type"]) ?? "post"
  const status = fields.text(["?:status"]) ?? "publish"
  if (type === "attachment") {
    const picture = fields.text(["?:attachment_url"]) ?? ""
    return { leftOut: "attachments", id: fields.text(["?:post_id"]) ?? "", picture }
  }
  if (type !== "post") return { leftOut: type === "page" ? "pages" : `items of the type ${type}` }
  if (status !== "publish" && status !== "future")
    return { leftOut: KINDS[status] ?? `posts with the status ${status}` }
  if (fields.text(["?:post_password"])) return { leftOut: "posts with a password" }
  const { html, shortcodes } = toHtml(fields.text(["content:encoded"]) ?? "")
  const title = fields.text(["title"])
  if (!title) return { leftOut: "posts without a title" }
  if (!html) return { leftOut: "posts without a text" }
  const url = fields.text(["link"])
  const creator = fields.text(["dc:creator"])
  const item = {
    title,
    content_html: html,
    ...present({
      url,
      summary: fields.text(["?:encoded"]),
      date_published: dateOf(fields, "?:post_date", context.now) ?? fromText(fields.text(["pubdate"]), context.now),
      date_modified: dateOf(fields, "?:post_modified", context.now),
      authors: creator ? [{ name: context.authors.get(creator) ?? creator }] : [],
      language: context.language,
    }),
    ...sorted(categories(fields, "category"), categories(fields, "post_tag")),
  }
  const slug = fields.text(["?:post_name"]) ?? ""
  return { post: { slug: decoded(slug), item }, thumbnail: metaOf(fields).get("_thumbnail_id"), shortcodes }
}

const KINDS: Record<string, string> = {
  draft: "drafts",
  "auto-draft": "drafts",
  pending: "drafts",
  private: "private posts",
  trash: "deleted posts",
}

/** Slugs in other scripts are percent-encoded. */
function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}

const categories = (fields: Fields, domain: string) => [
  ...new Set(
    fields
      .named("category")
      .filter((element) => attributeOf(element, "domain") === domain)
      .map((element) => textOf(element).trim())
      .filter(Boolean),
  ),
]

/** A time in UTC where there is one. `0000-00-00 00:00:00` is none. */
function dateOf(fields: Fields, name: string, now: number): string | undefined {
  const text = fields.text([`${name}_gmt`])
  return text && !text.startsWith("0000") ? fromText(`${text.replace(" ", "T")}Z`, now) : undefined
}

function fromText(text: string | undefined, now: number): string | undefined {
  const time = text === undefined ? null : parseFeedDate(text, now)
  return time === null ? undefined : toRfc3339(time)
}

const metaOf = (fields: Fields): Map<string, string> =>
  new Map(
    fields.named("?:postmeta").map((element) => {
      const meta = new Fields(element, undefined)
      return [meta.text(["?:meta_key"]) ?? "", meta.text(["?:meta_value"]) ?? ""] as const
    }),
  )
