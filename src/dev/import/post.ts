/** A post of another system, as it becomes an article. */
export interface Post {
  /** The slug that it had there. */
  slug: string
  /** The body of PUT /articles/:id. */
  item: PostItem
}

export interface PostItem {
  title: string
  url?: string
  content_html?: string
  content_text?: string
  summary?: string
  image?: string
  date_published?: string
  date_modified?: string
  authors?: { name: string; url?: string }[]
  tags?: string[]
  language?: string
  attachments?: object[]
  _check_also?: { section?: string; image?: { alt?: string; credit?: string; width?: number; height?: number } }
}

/** What was found in a file or a feed. */
export interface Found {
  /** What it was, in words: `a WordPress export`. */
  what: string
  posts: Post[]
  /** What no article is made of, by kind, in the plural: `drafts` → 12. */
  leftOut: Map<string, number>
  /** What an editor should know, in sentences. */
  notes: string[]
}

/** Counts one more of a kind. */
export function leaveOut(leftOut: Map<string, number>, kind: string): void {
  leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1)
}

const UNTAGGED = /^(?:uncategori[sz]ed|sin categoría|non classé|allgemein)$/i

/** The first category is the section. The others are tags. */
export function sorted(categories: string[], tags: string[]): Pick<PostItem, "tags" | "_check_also"> {
  const [section, ...others] = categories.filter((name) => !UNTAGGED.test(name))
  return { tags: [...new Set([...others, ...tags])], _check_also: { section } }
}

/** The last part of an address's path, as a slug may be made of it. */
export function lastSegment(url: string): string {
  const path = URL.parse(url)?.pathname.replace(/\/+$/, "") ?? ""
  const last = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:html?|php|aspx?)$/i, "")
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
