import { present } from "../../../lib/text/present.ts"
import type { Address, RawAttachment, RawAuthor, RawFeed, RawImage, RawItem } from "./raw.ts"

type Members = Record<string, unknown>

/** JSON Feed 1.0 and 1.1, with our own `_check_also` extension; null when the value is something else. */
export function readJson(value: unknown, documentUrl: string | undefined): RawFeed | null {
  if (!isMembers(value) || !Array.isArray(value.items)) return null
  const version = /(?:jsonfeed\.org\/version\/|^)(1(?:\.[01])?)$/.exec(text(value.version) ?? "")?.[1]
  // Other JSON can have `items` too. A feed has a version, or at least a title.
  if (version === undefined && text(value.title) === undefined) return null
  const own = membersOf(value._check_also)
  const address = (href: unknown): Address | undefined => addressOf(href, documentUrl)
  return {
    format: `json-${version === "1" ? "1.0" : (version ?? "1.1")}`,
    title: plain(value.title),
    homePages: known(address(value.home_page_url)),
    self: address(value.feed_url),
    description: plain(value.description),
    language: text(value.language),
    id: text(own.id),
    updated: strings(own.updated, value.date_modified),
    rights: plain(own.rights),
    icon: address(value.icon) ?? address(value.favicon),
    authors: readAuthors(value, documentUrl),
    hubs: arrayOf(value.hubs).flatMap((hub) => (isMembers(hub) ? known(address(hub.url)) : [])),
    schedule: { skipHours: [], skipDays: [] },
    items: value.items.filter(isMembers).map((item) => readItem(item, documentUrl)),
    withdrawn: [],
    diagnostics: value.items.every(isMembers)
      ? []
      : [{ kind: "bad-item", detail: "Members of items that are no objects are left out" }],
  }
}

function readItem(item: Members, documentUrl: string | undefined): RawItem {
  const own = membersOf(item._check_also)
  const address = (href: unknown) => addressOf(href, documentUrl)
  const guid = text(item.id)
  const html = text(item.content_html)
  const content = text(item.content_text)
  const section = text(own.section)
  return {
    guid,
    links: known(
      address(item.url),
      address(item.external_url),
      /^https?:\/\//i.test(guid ?? "") ? address(guid) : undefined,
    ),
    title: plain(item.title),
    summary: plain(item.summary),
    ...(html
      ? { content: { kind: "html", value: html, base: documentUrl } }
      : content
        ? { content: { kind: "text", value: content } }
        : {}),
    published: strings(item.date_published),
    modified: strings(item.date_modified),
    authors: readAuthors(item, documentUrl),
    tags: arrayOf(item.tags).flatMap((tag) => text(tag) ?? []),
    attachments: arrayOf(item.attachments).flatMap((each) => readAttachment(each, documentUrl)),
    images: [
      ...readImage(item, own, documentUrl),
      ...known(address(item.banner_image)).map((banner) => ({ address: banner })),
    ],
    language: text(item.language),
    rights: plain(own.rights),
    ...(section ? { section } : {}),
    ...(own.withdrawn === true ? { withdrawn: true } : {}),
  }
}

/** 1.1 has `authors`, 1.0 one `author`. */
function readAuthors(holder: Members, documentUrl: string | undefined): RawAuthor[] {
  const listed = arrayOf(holder.authors)
  return (listed.length > 0 ? listed : [holder.author]).filter(isMembers).map((author) => {
    const address = addressOf(author.url, documentUrl)
    const avatar = addressOf(author.avatar, documentUrl)
    return { name: text(author.name) ?? "", ...(address ? { address } : {}), ...(avatar ? { avatar } : {}) }
  })
}

function readAttachment(value: unknown, documentUrl: string | undefined): RawAttachment[] {
  const address = isMembers(value) ? addressOf(value.url, documentUrl) : undefined
  if (!isMembers(value) || !address) return []
  const mimeType = text(value.mime_type)
  const title = text(value.title)
  const size = value.size_in_bytes
  const duration = value.duration_in_seconds
  return [
    {
      address,
      ...(mimeType ? { mimeType } : {}),
      ...(title ? { title } : {}),
      ...(Number.isSafeInteger(size) && Number(size) > 0 ? { sizeInBytes: Number(size) } : {}),
      ...(typeof duration === "number" && Number.isFinite(duration) && duration > 0
        ? { durationInSeconds: duration }
        : {}),
    },
  ]
}

function readImage(item: Members, own: Members, documentUrl: string | undefined): RawImage[] {
  const address = addressOf(item.image, documentUrl)
  if (!address) return []
  const { width, height, type, alt, credit } = membersOf(own.image)
  const side = (value: unknown) =>
    typeof value === "number" && Number.isFinite(value) && value > 0 ? value : undefined
  const details = { width: side(width), height: side(height), type: text(type), alt: text(alt), credit: text(credit) }
  return [{ address, ...present(details) }]
}

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)
const membersOf = (value: unknown): Members => (isMembers(value) ? value : {})
const arrayOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, 1000) : [])
const known = <T>(...values: (T | undefined)[]): T[] => values.filter((value) => value !== undefined)
const strings = (...values: unknown[]) => values.flatMap((value) => text(value) ?? [])

/** Trimmed text; undefined when blank. A number becomes its digits, because JSON Feed 1.0 allowed numeric ids. */
function text(value: unknown): string | undefined {
  const found = typeof value === "number" && Number.isFinite(value) ? String(value) : value
  return typeof found === "string" && found.trim() !== "" ? found.trim() : undefined
}

function plain(value: unknown): RawItem["title"] {
  const found = text(value)
  return found === undefined ? undefined : { kind: "text", value: found }
}

function addressOf(href: unknown, base: string | undefined): Address | undefined {
  const found = text(href)
  return found === undefined ? undefined : { href: found, base }
}
