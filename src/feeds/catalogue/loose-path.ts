import { slugOf } from "../../lib/text/slug.ts"
import { FORMATS, feedFile, feedPath, parseFeedName } from "./feed-key.ts"

/** The address of the feed that a path means, whatever its letter case and its spelling of a label; null for none. */
export function loosePath(path: string): string | null {
  const end = path.lastIndexOf("/")
  const format = FORMATS.find((each) => feedFile(each) === path.slice(end + 1).toLowerCase())
  if (!format) return null
  if (end === 0) return feedPath({ kind: "main" }, format)
  const [folder = "", label] = path.slice(1, end).split("/", 2)
  if (label === undefined && folder.toLowerCase() === "main") return null
  try {
    const name = [folder.toLowerCase(), ...(label === undefined ? [] : [slugOf(decodeURIComponent(label))])].join("/")
    const key = path.slice(1, end).split("/").length > 2 ? null : parseFeedName(name)
    return key && feedPath(key, format)
  } catch {
    return null
  }
}
