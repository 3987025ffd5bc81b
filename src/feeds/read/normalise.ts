// Turns what one format said into the model that all formats share.
// In: a RawFeed with texts, addresses and dates as written. Out: a ParsedFeed, safe to store and to show.
// Source: JSON Feed 1.1 for the model, model/limits.ts for the bounds.
import { sanitiseHtml } from "../../lib/html/index.ts"
import { mimeTypeOf } from "../../lib/http/mime-type.ts"
import { cleanText, textToHtml } from "../../lib/text/escape.ts"
import { present } from "../../lib/text/present.ts"
import { DAY, toRfc3339 } from "../../lib/text/time.ts"
import { isVisible } from "../../lib/text/visible.ts"
import type { Attachment, Image } from "../../model/article.ts"
import {
  MAX_ATTACHMENT_TITLE_CHARACTERS,
  MAX_ATTACHMENTS,
  MAX_ENTRIES,
  MAX_GUID_CHARACTERS,
  MAX_IMAGE_ALT_CHARACTERS,
  MAX_IMAGE_CREDIT_CHARACTERS,
  MAX_MIME_TYPE_CHARACTERS,
  MAX_SECTION_CHARACTERS,
  MAX_SUMMARY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  MAX_URL_CHARACTERS,
} from "../../model/limits.ts"
import type { Diagnostic, ParsedFeed, ParsedItem } from "../../model/parsed-feed.ts"
import { firstImage } from "./content-image.ts"
import { parseFeedDate } from "./dates/parse.ts"
import { figure, fitList, fitText, fitUrl, fitWhole, type Report } from "./fit.ts"
import type { Address, Markup, RawAttachment, RawFeed, RawImage, RawItem } from "./formats/raw.ts"
import { resolveUrlAsWritten, toAuthors, toLanguage, toPlain, toTags } from "./values.ts"

export interface NormaliseOptions {
  encoding: string
  contentLanguage?: string
  baseUrl?: string
  /** Milliseconds since 1970. */
  now: number
  iframeHosts?: readonly string[]
  /** The text was already cleaned of forbidden characters, so the sanitiser need not check again. */
  isClean?: boolean
}

/** Makes texts plain, HTML safe, addresses absolute and dates UTC. Reports what it cuts or drops. */
export function normalise(raw: RawFeed, options: NormaliseOptions): ParsedFeed {
  const diagnostics = [...raw.diagnostics]
  const report = reporter(diagnostics)
  const short = (address: Address | undefined) =>
    fitUrl(address && resolveUrlAsWritten(address), "A feed's address", report)
  if (raw.items.length > MAX_ENTRIES) {
    report("too-many-items", `Only the first ${MAX_ENTRIES} of ${raw.items.length} entries are read`)
  }
  const updated = toDate(raw.updated, options.now, report)
  const items = raw.items
    .slice(0, MAX_ENTRIES)
    .map((item, index) => normaliseItem(item, options, reporter(diagnostics, index)))
  const feed: ParsedFeed = {
    format: raw.format,
    encoding: options.encoding,
    authors: toAuthors(raw.authors, report),
    hubs: [...new Set(raw.hubs.flatMap((hub) => short(hub) ?? []))],
    schedule: raw.schedule,
    items,
    withdrawn: toWithdrawn(raw.withdrawn, report),
    diagnostics: diagnostics.filter(({ item }) => item === undefined || item < MAX_ENTRIES),
  }
  return {
    ...feed,
    ...present({
      title: toPlain(raw.title),
      homePageUrl: firstOf(raw.homePages, short),
      selfUrl: short(raw.self),
      description: toPlain(raw.description),
      language: readLanguage(raw.language, report) ?? readLanguage(options.contentLanguage, report),
      id: raw.id && cleanText(raw.id).trim(),
      updated,
      rights: toPlain(raw.rights),
      icon: short(raw.icon),
    }),
  }
}

function reporter(diagnostics: Diagnostic[], item?: number): Report {
  let reported: Set<string> | undefined
  return (kind, detail) => {
    reported ??= new Set()
    if (reported.has(detail)) return
    reported.add(detail)
    diagnostics.push({ ...(item === undefined ? {} : { item }), kind, detail })
  }
}

function normaliseItem(raw: RawItem, options: NormaliseOptions, report: Report): ParsedItem {
  const whole = {
    guid: (raw.guid && cleanText(raw.guid).trim()) || undefined,
    url: firstOf(raw.links, resolveUrlAsWritten),
  }
  const guid = fitWhole(whole.guid, MAX_GUID_CHARACTERS, "The id", report)
  const url = fitUrl(whole.url, "The link", report)
  const fitting = (markup: Markup | undefined, most: number, what: string) => {
    const plain = toPlain(markup)
    return plain && fitText(plain, most, what, report)
  }
  const sentTitle = fitting(raw.title, MAX_TITLE_CHARACTERS, "The title")
  const title = sentTitle !== undefined && isVisible(sentTitle) ? sentTitle : undefined
  const contentHtml = toContent(raw, whole.url, options)
  const lists = {
    authors: toAuthors(raw.authors, report),
    tags: toTags(raw.tags, report),
    attachments: toAttachments(raw.attachments, report),
  }
  const optional = present({
    guid,
    url,
    title,
    summary: fitting(raw.summary, MAX_SUMMARY_CHARACTERS, "The summary"),
    contentHtml,
    datePublished: toDate(raw.published, options.now, report),
    dateModified: toDate(raw.modified, options.now, report),
    image: toImage(raw.images, contentHtml, report),
    language: readLanguage(raw.language, report),
    rights: toPlain(raw.rights),
    source: toSource(raw.source, report),
    section: raw.section && fitText(cleanText(raw.section), MAX_SECTION_CHARACTERS, "The section", report),
    withdrawn: raw.withdrawn,
  })
  const parsed: ParsedItem = { ...lists, ...optional }
  const rejected = whyTooLong(whole, parsed) ?? (raw.withdrawn ? undefined : whyRejected(raw, whole.url, title))
  return rejected === undefined ? parsed : { ...parsed, rejected }
}

/** An id or link identifies its entry. A cut one could equal another entry's, so the entry is rejected instead. */
function whyTooLong(
  whole: { guid?: string | undefined; url?: string | undefined },
  kept: ParsedItem,
): string | undefined {
  if (whole.guid !== kept.guid) return `has an id of more than ${figure(MAX_GUID_CHARACTERS)} characters`
  return whole.url === kept.url ? undefined : `has a link of more than ${figure(MAX_URL_CHARACTERS)} characters`
}

function whyRejected(raw: RawItem, url: string | undefined, title: string | undefined): string | undefined {
  if (raw.cut) return "is cut off by the end of the document"
  if (title === undefined) return "has no title"
  return url === undefined ? "has no link" : undefined
}

/** No stored item has an id over the limit, so a longer one matches nothing and is dropped. */
const toWithdrawn = (names: string[], report: Report): string[] =>
  fitList(names, MAX_ENTRIES, "deleted entries", report).flatMap(
    (name) => fitWhole(name.trim() || undefined, MAX_GUID_CHARACTERS, "The id of a deleted entry", report) ?? [],
  )

/** The content as safe HTML. An HTML summary stands in for missing content; a plain one does not. */
function toContent(
  { content, summary }: RawItem,
  pageUrl: string | undefined,
  options: NormaliseOptions,
): string | undefined {
  const chosen: Markup | undefined =
    content && /\S/.test(content.value) ? content : summary?.kind === "html" ? summary : undefined
  if (!chosen) return undefined
  const html = chosen.kind === "html" ? chosen.value : textAsHtml(chosen.value)
  const { iframeHosts, isClean } = options
  const baseUrl = chosen.base ?? options.baseUrl
  return sanitiseHtml(html, { baseUrl, pageUrl, iframeHosts, isClean }).trim() || undefined
}

const textAsHtml = (text: string) => textToHtml(text.trim()).replace(/\r?\n/g, "<br>")

function firstOf<T, U>(values: readonly T[], read: (value: T) => U | undefined): U | undefined {
  for (const value of values) {
    const found = read(value)
    if (found !== undefined) return found
  }
  return undefined
}

/** The first text that is a date. A date over a day ahead is kept and reported. */
function toDate(texts: string[], now: number, report: Report): string | undefined {
  for (const text of texts) {
    const time = parseFeedDate(text, now)
    if (time === null) report("bad-date", `"${text.slice(0, 60)}" is no date`)
    else {
      if (time > now + DAY) report("future-date", `${text.slice(0, 60)} is in the future`)
      return toRfc3339(time)
    }
  }
  return undefined
}

/** An invalid language tag is dropped and reported. Screen readers, fonts and our word lists depend on the tag. */
function readLanguage(text: string | undefined, report: Report): string | undefined {
  if (!text?.trim()) return undefined
  const language = toLanguage(text)
  if (language === undefined) report("bad-language", `"${text.trim().slice(0, 60)}" is not a BCP 47 language tag`)
  return language
}

function toAttachments(raw: RawAttachment[], report: Report): Attachment[] {
  const attachments = raw.flatMap(({ address, mimeType, title, ...details }) => {
    const url = fitUrl(resolveUrlAsWritten(address), "An attachment's address", report)
    if (url === undefined) return []
    const type =
      fitWhole(mimeType, MAX_MIME_TYPE_CHARACTERS, "An attachment's type", report) ??
      mimeTypeOf(url) ??
      "application/octet-stream"
    const name = title && fitText(title, MAX_ATTACHMENT_TITLE_CHARACTERS, "An attachment's title", report)
    return [{ url, mimeType: type, ...present({ title: name }), ...details }]
  })
  return fitList(attachments, MAX_ATTACHMENTS, "attachments", report)
}

function toImage(images: RawImage[], contentHtml: string | undefined, report: Report): Image | undefined {
  const read = (image: Image): Image | undefined => {
    const { type, alt, credit, ...size } = image
    const url = fitUrl(image.url, "An image's address", report)
    if (url === undefined) return undefined
    return {
      ...size,
      url,
      ...present({
        type: fitWhole(type, MAX_MIME_TYPE_CHARACTERS, "An image's type", report),
        alt: alt && fitText(alt, MAX_IMAGE_ALT_CHARACTERS, "An image's description", report),
        credit: credit && fitText(credit, MAX_IMAGE_CREDIT_CHARACTERS, "An image's credit", report),
      }),
    }
  }
  const sent = firstOf(images, ({ address, ...details }) => {
    const url = resolveUrlAsWritten(address)
    return url === undefined ? undefined : read({ url, ...details })
  })
  const inContent = sent || contentHtml === undefined ? undefined : firstImage(contentHtml)
  return sent ?? (inContent && read(inContent))
}

function toSource(raw: RawItem["source"], report: Report): ParsedItem["source"] {
  if (!raw) return undefined
  const source = present({
    title: toPlain(raw.title),
    url: fitUrl(raw.address && resolveUrlAsWritten(raw.address), "The source's address", report),
  })
  return Object.keys(source).length > 0 ? source : undefined
}
