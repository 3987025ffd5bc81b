import { SaxesParser } from "saxes"

/** An XML element as a test reads it: names as they are written, with the prefix. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

/** Parses XML as strictly as XML 1.0 and its namespaces ask; throws an Error when the document is ill-formed. */
export function parseXml(document: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const root: Element = { name: "", attributes: {}, children: [], text: "" }
  const open = [root]
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", ({ name, attributes }) => {
    const values = Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value]))
    const element: Element = { name, attributes: values, children: [], text: "" }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on("text", (text) => {
    open.at(-1)!.text += text
  })
  parser.on("cdata", (text) => {
    open.at(-1)!.text += text
  })
  parser.on("closetag", () => {
    open.pop()
  })
  parser.write(document).close()
  return root.children[0]!
}

export const all = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name)
export const one = (element: Element, name: string): Element | undefined => all(element, name)[0]
export const textOf = (element: Element, name: string): string | undefined => one(element, name)?.text

/** What the formats must agree on in an entry. */
export interface ReadEntry {
  id: string
  url: string
  title: string
  summary: string
  content: string
  authors: string[]
  tags: string[]
  section?: string
  image?: string
  published: number
  changed: number
  language: string
  related: string[]
}

const decodeHtml = (html: string) =>
  html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&")

export function readRss(document: string): ReadEntry[] {
  const channel = one(parseXml(document), "channel")!
  return all(channel, "item").map((item) => {
    const categories = all(item, "category")
    const encoded = textOf(item, "content:encoded")
    const description = textOf(item, "description") ?? ""
    return {
      id: textOf(item, "guid")!,
      url: textOf(item, "link")!,
      title: textOf(item, "title")!,
      summary: encoded === undefined ? "" : decodeHtml(description),
      content: encoded ?? description,
      authors: all(item, "dc:creator").map(({ text }) => text),
      tags: categories.filter(({ attributes }) => !attributes.domain).map(({ text }) => text),
      section: categories.find(({ attributes }) => attributes.domain)?.text,
      // An attached file is media:content too. Only the lead image has a thumbnail.
      image: one(item, "media:thumbnail")?.attributes.url,
      published: Date.parse(textOf(item, "pubDate")!),
      changed: Date.parse(textOf(item, "atom:updated")!),
      language: item.attributes["xml:lang"] ?? textOf(channel, "language")!,
      related: all(item, "atom:link").map(({ attributes }) => attributes.href!),
    }
  })
}

export function readAtom(document: string): ReadEntry[] {
  const feed = parseXml(document)
  const typed = (element?: Element) => (element?.attributes.type === "html" ? decodeHtml(element.text) : element?.text)
  return all(feed, "entry").map((entry) => {
    const links = (rel: string) =>
      all(entry, "link")
        .filter(({ attributes }) => attributes.rel === rel)
        .map(({ attributes }) => attributes.href!)
    const categories = all(entry, "category").map(({ attributes }) => attributes)
    return {
      id: textOf(entry, "id")!,
      url: links("alternate")[0]!,
      title: typed(one(entry, "title"))!,
      summary: typed(one(entry, "summary")) ?? "",
      content: textOf(entry, "content") ?? "",
      authors: all(entry, "author").map((author) => textOf(author, "name")!),
      tags: categories.filter(({ scheme }) => !scheme).map(({ term }) => term!),
      section: categories.find(({ scheme }) => scheme)?.term,
      // An attached file is media:content too. Only the lead image has a thumbnail.
      image: one(entry, "media:thumbnail")?.attributes.url,
      published: Date.parse(textOf(entry, "published")!),
      changed: Date.parse(textOf(entry, "updated")!),
      language: entry.attributes["xml:lang"] ?? feed.attributes["xml:lang"]!,
      related: links("related"),
    }
  })
}

export interface JsonItem {
  id: string
  url: string
  title: string
  summary?: string
  content_html?: string
  content_text?: string
  image?: string
  authors?: { name: string; url?: string; avatar?: string }[]
  tags?: string[]
  language?: string
  date_published: string
  date_modified: string
  attachments?: { url: string; mime_type: string; title?: string; size_in_bytes?: number }[]
  _check_also?: { section?: string; image?: Record<string, unknown>; links?: { url: string }[] }
}

export interface JsonDocument {
  version: string
  title: string
  home_page_url: string
  feed_url: string
  next_url?: string
  language: string
  authors: { name: string }[]
  hubs?: { type: string; url: string }[]
  items: JsonItem[]
  [member: string]: unknown
}

export const parseJson = (document: string): JsonDocument => JSON.parse(document)

export function readJson(document: string): ReadEntry[] {
  return parseJson(document).items.map((item) => ({
    id: item.id,
    url: item.url,
    title: item.title,
    summary: item.summary ?? "",
    content: item.content_html ?? "",
    authors: (item.authors ?? []).map(({ name }) => name),
    tags: item.tags ?? [],
    section: item._check_also?.section,
    image: item.image,
    published: Date.parse(item.date_published),
    changed: Date.parse(item.date_modified),
    language: item.language!,
    related: (item._check_also?.links ?? []).map(({ url }) => url),
  }))
}
