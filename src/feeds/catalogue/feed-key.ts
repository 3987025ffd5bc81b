import { isBounded, slugOf } from "../../lib/text/slug.ts"
import type { Article, Publication } from "../../model/article.ts"
import { dayOf, monthOf, pageName, parsePeriod } from "./period.ts"

/** Names a feed: all articles, in full, as summaries or with Check Also lists; the articles of a facet; of a period. */
export type FeedKey =
  | { kind: "main" | "summary" | "with-links" }
  | { kind: FacetKind; slug: string }
  /** `period` is a month or a page of a day: see period.ts. */
  | { kind: "archive"; period: string }
  /** What an aggregator takes, such as `msn`. `language` is a primary subtag. It is empty for the paper's own language. */
  | { kind: "profile"; name: string; language: string }

/** A feed in one format, as its path names it. */
export interface FeedAddress {
  key: FeedKey
  format: FeedFormat
}

export type FacetKind = "section" | "tag" | "author"

/** A section, tag or author. Each has a feed of its own. */
export interface Facet {
  kind: FacetKind
  slug: string
  /** As people write it. */
  label: string
}
export type FeedFormat = "rss" | "atom" | "json"

/** Most entries in a feed by publication. An archive has all articles of its period. */
export const MAX_FEED_ARTICLES = 50

export const FORMATS: readonly FeedFormat[] = ["rss", "atom", "json"]

export const MEDIA_TYPES: Record<FeedFormat, string> = {
  rss: "application/rss+xml",
  atom: "application/atom+xml",
  json: "application/feed+json",
}

const FILES: Record<FeedFormat, string> = { rss: "rss.xml", atom: "atom.xml", json: "feed.json" }
const FOLDERS: Record<FacetKind, string> = { section: "sections", tag: "tags", author: "authors" }

/** A format's file name under every feed: `rss.xml`, `atom.xml`, `feed.json`. */
export const feedFile = (format: FeedFormat): string => FILES[format]

/** Where an aggregator's feed stands, when it is not `/for/<name>.xml`. */
const PROFILE_PATHS: Record<string, string> = { podcast: "/podcast", google: "/news-sitemap" }
const PROFILE_NAME = /^for\/([a-z]{2,30})(?:\.([a-z]{2,3}))?$/
const PROFILE_PATH = /^\/(?:for\/([a-z]{2,30})|(podcast|news-sitemap))(?:\.([a-z]{2,3}))?\.xml$/

/** A feed's stable name, e.g. `main`, `summary`, `tags/water`, `archive/2026-11`, `for/msn`, `for/msn.ps`. */
export function feedName(key: FeedKey): string {
  if (key.kind === "profile") return `for/${key.name}${key.language && `.${key.language}`}`
  if (key.kind === "archive") return `archive/${key.period}`
  return "slug" in key ? `${FOLDERS[key.kind]}/${key.slug}` : key.kind
}

/** The key of a name that `feedName` could have made; null otherwise. */
export function parseFeedName(name: string): FeedKey | null {
  if (name === "main" || name === "summary" || name === "with-links") return { kind: name }
  const [, profile, language = ""] = PROFILE_NAME.exec(name) ?? []
  if (profile !== undefined) return { kind: "profile", name: profile, language }
  const slash = name.indexOf("/")
  const folder = name.slice(0, slash)
  const rest = name.slice(slash + 1)
  if (folder === "archive") return parsePeriod(rest) ? { kind: "archive", period: rest } : null
  const kind = (Object.keys(FOLDERS) as FacetKind[]).find((each) => FOLDERS[each] === folder)
  // Only the normal spelling of a slug is accepted, so that a feed has one address. Longer slugs do not exist.
  return kind && rest !== "" && isBounded(rest) && slugOf(rest) === rest ? { kind, slug: rest } : null
}

/** The path of a feed in one format, percent-encoded: `/rss.xml`, `/tags/water/atom.xml`, `/for/msn.xml`. */
export function feedPath(key: FeedKey, format: FeedFormat): string {
  if (key.kind === "profile") {
    return `${PROFILE_PATHS[key.name] ?? `/for/${key.name}`}${key.language && `.${key.language}`}.xml`
  }
  const name = feedName(key)
  const folder = name === "main" ? "" : `/${name.split("/").map(encodeURIComponent).join("/")}`
  return `${folder}/${FILES[format]}`
}

/** The feed at a request's path; null when the path is not a feed's. */
export function parseFeedPath(pathname: string): FeedAddress | null {
  const [, name, other, language = ""] = PROFILE_PATH.exec(pathname) ?? []
  const profile = name ?? Object.keys(PROFILE_PATHS).find((each) => PROFILE_PATHS[each] === `/${other}`)
  if (profile !== undefined) {
    const key: FeedKey = { kind: "profile", name: profile, language }
    // A feed has one address.
    return feedPath(key, "rss") === pathname ? { key, format: "rss" } : null
  }
  const end = pathname.lastIndexOf("/")
  const file = pathname.slice(end + 1)
  const format = FORMATS.find((each) => FILES[each] === file)
  if (!format || !pathname.startsWith("/")) return null
  if (end === 0) return { key: { kind: "main" }, format }
  try {
    const name = decodeURIComponent(pathname.slice(1, end))
    const key = name === "main" ? null : parseFeedName(name)
    return key && { key, format }
  } catch {
    return null
  }
}

/** All feeds of an article, by its facets, its first publication (milliseconds since 1970) and its page of that day. */
export function feedsOf(facets: { kind: FacetKind; slug: string }[], publishedAt: number, page = 1): FeedKey[] {
  const day = dayOf(publishedAt)
  return [
    { kind: "main" },
    { kind: "summary" },
    { kind: "with-links" },
    ...facets.map(({ kind, slug }): FeedKey => ({ kind, slug })),
    { kind: "archive", period: monthOf(day) },
    { kind: "archive", period: pageName({ day, page }) },
  ]
}

/** An article's section, tags and authors, each once. Labels without a letter or digit are left out. */
export function facetsOf(article: Article): Facet[] {
  const found = new Map<string, Facet>()
  const add = (kind: FacetKind, label: string) => {
    const slug = slugOf(label)
    if (slug !== "" && !found.has(`${kind}/${slug}`)) found.set(`${kind}/${slug}`, { kind, slug, label })
  }
  if (article.section) add("section", article.section)
  for (const tag of article.tags) add("tag", tag)
  for (const author of article.authors) add("author", author.name)
  return [...found.values()]
}

const periodTitle = (period: string) => period.replace(".", ", page ")

/** A feed's title. `label` is the facet's name as people write it. The slug is used without it. */
export function feedTitle(key: FeedKey, publication: Publication, label?: string): string {
  const { title } = publication
  if ("slug" in key) return `${title}: ${label ?? key.slug}`
  if (key.kind === "archive") return `${title}: ${periodTitle(key.period)}`
  if (key.kind === "profile") return title
  return { main: title, summary: `${title}: summaries`, "with-links": `${title}, with links` }[key.kind]
}

/** A feed's description, in one sentence. */
export function feedDescription(key: FeedKey, publication: Publication, label?: string): string {
  const { title, description } = publication
  if ("slug" in key) {
    const name = label ?? key.slug
    return {
      section: `The section “${name}” of ${title}.`,
      tag: `Stories of ${title} on “${name}”.`,
      author: `Stories by ${name} in ${title}.`,
    }[key.kind]
  }
  if (key.kind === "archive") return `All that ${title} first published in ${periodTitle(key.period)}.`
  if (key.kind === "profile") return description
  return {
    main: description,
    summary: `${description} Summaries only.`,
    "with-links": `${description} Each story with links to related ones.`,
  }[key.kind]
}
