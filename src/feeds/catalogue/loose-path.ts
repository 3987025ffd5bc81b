import { slugOf } from "../../lib/text/slug.ts"
import { FORMATS, feedFile, feedPath, parseFeedName, parseFeedPath } from "./feed-key.ts"
import { pagePath, parsePageName } from "./listed-page.ts"

const PROFILE = /^\/(?:for\/[^/]+|podcast|news-sitemap)(?:\.[a-z]+)?\.xml$/

/** Two aggregators have their feeds elsewhere than under `/for/`. */
function profilePath(path: string): string | null {
  const key = parseFeedPath(path)?.key ?? parseFeedName(path.slice(1, -".xml".length))
  return key && feedPath(key, "rss")
}

/**
 * The address of the feed, or of the page at a feed's folder, that a path means, whatever its letter case and its
 * spelling of a label; null for none.
 */
export function loosePath(path: string): string | null {
  const lower = path.toLowerCase()
  if (PROFILE.test(lower)) return profilePath(lower)
  const end = path.lastIndexOf("/")
  const format = FORMATS.find((each) => feedFile(each) === path.slice(end + 1).toLowerCase())
  if (!format) return pageAt(path.slice(1))
  if (end === 0) return feedPath({ kind: "main" }, format)
  const name = nameOf(path.slice(1, end))
  const key = name === null || name === "main" ? null : parseFeedName(name)
  return key && feedPath(key, format)
}

function pageAt(folder: string): string | null {
  const name = folder.includes("/") ? nameOf(folder) : null
  const page = name === null ? null : parsePageName(name)
  return page && pagePath(page)
}

/** A feed's name from the folder of its path: `Tags/%C3%96l%20%26%20Gas` → `tags/öl-gas`. Null for a malformed one. */
function nameOf(folder: string): string | null {
  const [kind = "", label, ...more] = folder.split("/")
  if (more.length) return null
  try {
    return [kind.toLowerCase(), ...(label === undefined ? [] : [slugOf(decodeURIComponent(label))])].join("/")
  } catch {
    return null
  }
}
