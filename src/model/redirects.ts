// Addresses that the newsroom's feeds had before it moved here.
// In: a record of old path → path of this service. Out: the same with the old paths in one form, or what is wrong.

const HERE = "https://here.invalid"

/** A path, with or without a query, as requests have it, without a slash at its end. Null when it leads elsewhere. */
export function toOldPath(text: string): string | null {
  const url = text.startsWith("/") ? URL.parse(text, HERE) : null
  return url?.origin === HERE ? withoutSlash(url.pathname) + url.search : null
}

export const withoutSlash = (path: string): string => path.replace(/\/+$/, "") || "/"

/** Says what is wrong with a redirect; null when nothing is. A target that is itself moved would be a chain or a loop. */
export function wrongRedirect(from: string, to: string, all: Record<string, string>): string | null {
  if (toOldPath(from) === null) return `${from} is not a path of this service, such as /old/feed`
  const target = toOldPath(to)
  if (target === null) return `${to} is not a path of this service, such as /rss.xml`
  const isMoved = Object.keys(all).some((old) => toOldPath(old) === target)
  return isMoved ? `${to} is redirected itself. Name the address that answers` : null
}
