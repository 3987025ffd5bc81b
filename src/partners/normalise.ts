import { sanitiseHtml } from "../lib/html.ts"
import { cleanText } from "../lib/xml-text.ts"
import type { Attachment, Image } from "../model/article.ts"
import type { Diagnostic, ParsedFeed, ParsedItem } from "../model/feed.ts"
import { firstImage } from "./content-image.ts"
import { parseDate, toRfc3339 } from "./dates.ts"
import { guessMimeType } from "./mime-type.ts"
import type { Address, Markup, RawAttachment, RawFeed, RawImage, RawItem } from "./raw.ts"
import { resolveAddress, toAuthors, toLanguage, toPlain, toTags } from "./tidy.ts"

const DAY = 24 * 3600_000
const ITEMS = 2000

export interface NormaliseOptions {
  encoding: string
  contentLanguage?: string
  baseUrl?: string
  /** Milliseconds since 1970. */
  now: number
  iframeHosts?: readonly string[]
  /** No text of the document holds an unwanted character. */
  isClean?: boolean
}

/** One format's facts as the one form that all share: texts plain, HTML safe, addresses absolute, dates in UTC. */
export function normalise(raw: RawFeed, options: NormaliseOptions): ParsedFeed {
  const diagnostics = [...raw.diagnostics]
  if (raw.items.length > ITEMS) {
    diagnostics.push({
      kind: "too-many-items",
      detail: `Only the first ${ITEMS} of ${raw.items.length} entries are read`,
    })
  }
  const language = (text: string | undefined) => readLanguage(text, undefined, diagnostics)
  const updated = toDate(raw.updated, options.now, undefined, diagnostics)
  const items = raw.items.slice(0, ITEMS).map((item, index) => normaliseItem(item, index, options, diagnostics))
  const feed: ParsedFeed = {
    format: raw.format,
    encoding: options.encoding,
    authors: toAuthors(raw.authors),
    hubs: [...new Set(raw.hubs.flatMap((hub) => resolveAddress(hub) ?? []))],
    schedule: raw.schedule,
    items,
    withdrawn: raw.withdrawn.map((id) => id.trim()).filter(Boolean),
    diagnostics: diagnostics.filter(({ item }) => item === undefined || item < ITEMS),
  }
  return withPresent(feed, {
    title: toPlain(raw.title),
    homePageUrl: firstUrl(raw.homePages),
    selfUrl: raw.self && resolveAddress(raw.self),
    description: toPlain(raw.description),
    language: language(raw.language) ?? language(options.contentLanguage),
    id: raw.id && cleanText(raw.id).trim(),
    updated,
    rights: toPlain(raw.rights),
    icon: raw.icon && resolveAddress(raw.icon),
  })
}

function normaliseItem(raw: RawItem, index: number, options: NormaliseOptions, diagnostics: Diagnostic[]): ParsedItem {
  const title = toPlain(raw.title)
  const url = firstUrl(raw.links)
  const contentHtml = toContent(raw, options)
  const item: ParsedItem = {
    authors: toAuthors(raw.authors),
    tags: toTags(raw.tags),
    attachments: raw.attachments.flatMap(toAttachment),
  }
  const optional: Optional<ParsedItem> = {
    guid: raw.guid && cleanText(raw.guid).trim(),
    url,
    title,
    summary: toPlain(raw.summary),
    contentHtml,
    datePublished: toDate(raw.published, options.now, index, diagnostics),
    dateModified: toDate(raw.modified, options.now, index, diagnostics),
    image: toImage(raw.images, contentHtml),
    language: readLanguage(raw.language, index, diagnostics),
    rights: toPlain(raw.rights),
    source: toSource(raw.source),
    section: raw.section && cleanText(raw.section),
    withdrawn: raw.withdrawn,
    rejected: raw.withdrawn ? undefined : whyRejected(raw, title, url),
  }
  return withPresent(item, optional)
}

function whyRejected(raw: RawItem, title: string | undefined, url: string | undefined): string | undefined {
  if (raw.cut) return "is cut off by the end of the document"
  if (title === undefined) return "has no title"
  return url === undefined ? "has no link" : undefined
}

/** The content, or a summary that says more as HTML than as text; undefined when all is said by the text. */
function toContent({ content, summary }: RawItem, options: NormaliseOptions): string | undefined {
  const chosen: Markup | undefined =
    content && /\S/.test(content.value) ? content : summary?.kind === "html" ? summary : undefined
  if (!chosen) return undefined
  const html = chosen.kind === "html" ? chosen.value : textAsHtml(chosen.value)
  const { iframeHosts, isClean } = options
  return sanitiseHtml(html, { baseUrl: chosen.base ?? options.baseUrl, iframeHosts, isClean }).trim() || undefined
}

const textAsHtml = (text: string) =>
  text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replace(/\r?\n/g, "<br>")

function firstUrl(addresses: readonly Address[]): string | undefined {
  for (const address of addresses) {
    const url = resolveAddress(address)
    if (url !== undefined) return url
  }
  return undefined
}

/** The first that is a date. One far ahead is kept, for whoever wants to know, and reported. */
function toDate(texts: string[], now: number, item: number | undefined, diagnostics: Diagnostic[]): string | undefined {
  const report = (kind: string, detail: string) =>
    diagnostics.push(item === undefined ? { kind, detail } : { item, kind, detail })
  for (const text of texts) {
    const time = parseDate(text, now)
    if (time === null) report("bad-date", `"${text.slice(0, 60)}" is no date`)
    else {
      if (time > now + DAY) report("future-date", `${text.slice(0, 60)} lies ahead`)
      return toRfc3339(time)
    }
  }
  return undefined
}

/** One that is none is left out and reported: it would mislead readers' voices and fonts, and our word lists. */
function readLanguage(
  text: string | undefined,
  item: number | undefined,
  diagnostics: Diagnostic[],
): string | undefined {
  if (!text?.trim()) return undefined
  const language = toLanguage(text)
  if (language === undefined) {
    const detail = `"${text.trim().slice(0, 60)}" is no language tag by BCP 47`
    diagnostics.push({ ...(item === undefined ? {} : { item }), kind: "bad-language", detail })
  }
  return language
}

function toAttachment(raw: RawAttachment): Attachment[] {
  const { address, mimeType, ...details } = raw
  const url = resolveAddress(address)
  return url === undefined ? [] : [{ url, mimeType: mimeType ?? guessMimeType(url), ...details }]
}

function toImage(images: RawImage[], contentHtml: string | undefined): Image | undefined {
  for (const { address, ...details } of images) {
    const url = resolveAddress(address)
    if (url !== undefined) return { url, ...details }
  }
  return contentHtml === undefined ? undefined : firstImage(contentHtml)
}

function toSource(raw: RawItem["source"]): ParsedItem["source"] {
  if (!raw) return undefined
  const source = withPresent<NonNullable<ParsedItem["source"]>>(
    {},
    { title: toPlain(raw.title), url: raw.address && resolveAddress(raw.address) },
  )
  return Object.keys(source).length > 0 ? source : undefined
}

/** Members that may be absent, as values that may be undefined. */
type Optional<T> = { [K in keyof T]?: T[K] | undefined }

/** The object with those of the members that are not undefined. */
function withPresent<T extends object>(target: T, members: Optional<T>): T {
  for (const name in members) if (members[name] !== undefined) target[name] = members[name] as T[typeof name]
  return target
}
