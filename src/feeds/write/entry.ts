import { mimeTypeOf } from "../../lib/http/mime-type.ts"
import { cleanLine, cleanText } from "../../lib/text/escape.ts"
import { fnv1a } from "../../lib/text/fnv1a.ts"
import { normaliseUrl } from "../../lib/url/normalise.ts"
import type { Article, Attachment, Author, Image } from "../../model/article.ts"
import type { Link } from "../../model/link.ts"
import type { FeedKey } from "../catalogue/feed-key.ts"
import { checkAlsoList, feedHtml } from "./content.ts"
import { toLabel } from "./labels.ts"
import { withLead } from "./lead-figure.ts"

/** An article as one feed has it. Its texts are cleaned once, so that all formats say the same. */
export interface Entry {
  article: Article
  /** Atom's `updated`, distinct within a document. */
  updated: string
  /** Whether the entry has its full text beside the summary, if there is room for it (fit.ts). */
  mayBeWhole: boolean
  links: Link[]
}

/** A feed's articles as entries, in the same order. Articles dated after `now` are left out. */
export function toEntries(
  key: FeedKey,
  articles: Article[],
  links: ReadonlyMap<string, Link[]> | undefined,
  now: number,
): Entry[] {
  const entries = articles
    .filter(({ datePublished }) => Date.parse(datePublished) <= now)
    .map((raw): Entry => {
      const article = cleanArticle(raw, now)
      const related = (links?.get(article.id) ?? []).flatMap(cleanLink)
      if (key.kind === "with-links") article.contentHtml += checkAlsoList(related)
      return { article, updated: shortDate(article.dateModified), mayBeWhole: key.kind !== "summary", links: related }
    })
  return distinctUpdates(entries)
}

/** RFC 3339 without a zero fraction of a second. */
export const shortDate = (date: string) => date.replace(/\.0+Z$/, "Z")

/** An article with texts and addresses that every format can have. The image is the first figure of the text. */
export function cleanArticle(article: Article, now: number): Article {
  const { title, summary, contentHtml, image, authors, tags, section, attachments, datePublished, dateModified } =
    article
  const url = normaliseUrl(article.url) ?? article.guid
  const lead = image && cleanImage(image)
  return {
    ...article,
    url,
    title: cleanLine(title) || url,
    summary: cleanText(summary).trim(),
    contentHtml: withLead(feedHtml(cleanText(contentHtml), url), lead),
    image: lead,
    authors: distinctAuthors(authors.map(cleanAuthor)),
    tags: [...new Set(tags.map(toLabel))].filter(Boolean),
    section: section && (toLabel(section) || undefined),
    attachments: attachments.flatMap(cleanAttachment),
    // After a change with a future date, a reader would ignore the next change.
    dateModified: Date.parse(dateModified) > now ? datePublished : dateModified,
  }
}

/** Each name once, because RSS has only the name. */
function distinctAuthors(authors: Author[]): Author[] {
  return authors.filter(({ name }, at) => name !== "" && authors.findIndex((other) => other.name === name) === at)
}

function cleanAuthor({ name, url, avatar }: Author): Author {
  const author: Author = { name: toLabel(name) }
  const [page, picture] = [url && normaliseUrl(url), avatar && normaliseUrl(avatar)]
  if (page) author.url = page
  if (picture) author.avatar = picture
  return author
}

function cleanAttachment(attachment: Attachment): Attachment[] {
  const url = normaliseUrl(attachment.url)
  if (!url) return []
  const title = attachment.title && toLabel(attachment.title)
  const sizeInBytes = attachment.sizeInBytes || undefined
  return [{ ...attachment, url, mimeType: mimeType(attachment.mimeType), title: title || undefined, sizeInBytes }]
}

function cleanImage({ url: address, width, height, type, sizeInBytes, alt, credit }: Image): Image | undefined {
  const url = normaliseUrl(address)
  if (!url) return undefined
  const image: Image = { url }
  if (width) image.width = width
  if (height) image.height = height
  const guessed = mimeTypeOf(url)
  const known = type ? mimeType(type) : guessed?.startsWith("image/") && guessed
  if (known) image.type = known
  if (sizeInBytes) image.sizeInBytes = sizeInBytes
  if (alt && cleanLine(alt)) image.alt = cleanLine(alt)
  if (credit && toLabel(credit)) image.credit = toLabel(credit)
  return image
}

/** In lower case. `image/jpg` is common but not registered. */
function mimeType(type: string): string {
  const lower = type.trim().toLowerCase()
  return lower === "image/jpg" ? "image/jpeg" : lower
}

function cleanLink(link: Link): Link[] {
  const url = normaliseUrl(link.url)
  return url ? [{ ...link, url, title: toLabel(link.title) || url, partnerName: toLabel(link.partnerName) }] : []
}

/**
 * Validators warn of entries with the same `updated`, because RFC 4287 gives them no order. Such entries get a fraction
 * of a millisecond. It is made from the guid, so it stays the same in later documents.
 */
function distinctUpdates(entries: Entry[]): Entry[] {
  const count = new Map<string, number>()
  for (const { updated } of entries) count.set(updated, (count.get(updated) ?? 0) + 1)
  const taken = new Set<string>()
  return entries.map((entry) => {
    if (count.get(entry.updated) === 1) return entry
    const millisecond = new Date(entry.updated).toISOString().slice(0, -1)
    let fraction = fnv1a(entry.article.guid) % 1_000_000
    let updated: string
    do {
      updated = `${millisecond}${String(fraction).padStart(6, "0")}Z`
      fraction = (fraction + 1) % 1_000_000
    } while (taken.has(updated))
    taken.add(updated)
    return { ...entry, updated }
  })
}
