import { parseHttpDate } from "./date.ts"

/** The current ETag and date that a conditional request is compared with. */
export interface Validators {
  /** With its quotes, and `W/` when weak. */
  etag: string | null
  /** Milliseconds since 1970. */
  lastModified: number | null
}

export type Verdict = "proceed" | "not-modified" | "precondition-failed"

/**
 * Evaluates the preconditions of a request in the order of RFC 9110 §13.2.2. `current` is null when there is no
 * representation yet. Call it only when the answer would otherwise be 2xx (§13.2.1). Malformed headers are ignored. Only
 * a malformed If-Match on a writing method fails, because it was meant to protect against overwriting.
 */
export function evaluateConditions(
  method: string,
  headers: { get(name: string): string | null },
  current: Validators | null,
): Verdict {
  const reads = method === "GET" || method === "HEAD"
  const noneMatch = headers.get("if-none-match")
  const match = headers.get("if-match")
  if (match !== null) {
    const tags = parseTags(match)
    if (tags === null ? !reads : !matches(tags, current, true)) return "precondition-failed"
  } else {
    const unmodifiedSince = headers.get("if-unmodified-since")
    if (unmodifiedSince !== null && isModifiedSince(unmodifiedSince, current) === true) return "precondition-failed"
  }
  if (noneMatch !== null) {
    // Fast path: nearly every reader sends the one tag that we gave it.
    if (current !== null && noneMatch === current.etag) return reads ? "not-modified" : "precondition-failed"
    const tags = parseTags(noneMatch)
    if (tags !== null && matches(tags, current, false)) return reads ? "not-modified" : "precondition-failed"
    // §13.1.3: If-Modified-Since is ignored when If-None-Match is present.
    return "proceed"
  }
  if (!reads) return "proceed"
  const modifiedSince = headers.get("if-modified-since")
  return modifiedSince !== null && isModifiedSince(modifiedSince, current) === false ? "not-modified" : "proceed"
}

// RFC 9110 §8.8.3: a tag may contain commas inside its quotes. §5.6.1: a list may have empty members.
const LIST_MEMBER = /[ \t]*((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")?[ \t]*(?:,|$)/y

/** The tags of an If-Match or If-None-Match value; `*` for any; null when malformed. */
export function parseTags(value: string): string[] | "*" | null {
  if (value.trim() === "*") return "*"
  const tags: string[] = []
  LIST_MEMBER.lastIndex = 0
  while (LIST_MEMBER.lastIndex < value.length) {
    const member = LIST_MEMBER.exec(value)
    if (!member) return null
    if (member[1] !== undefined) tags.push(member[1])
  }
  return tags.length > 0 ? tags : null
}

function matches(tags: string[] | "*", current: Validators | null, strongly: boolean): boolean {
  if (current === null) return false
  if (tags === "*") return true
  const { etag } = current
  if (etag === null) return false
  // §8.8.3.2: a strong comparison fails when either tag is weak. A weak comparison ignores the W/.
  if (strongly) return !etag.startsWith("W/") && tags.includes(etag)
  const opaque = opaqueOf(etag)
  return tags.some((tag) => opaqueOf(tag) === opaque)
}

const opaqueOf = (tag: string) => (tag.startsWith("W/") ? tag.slice(2) : tag)

/** Null when the date is malformed, or when there is no date to compare with. */
function isModifiedSince(value: string, current: Validators | null): boolean | null {
  if (current === null || current.lastModified === null) return null
  const since = parseHttpDate(value.trim(), current.lastModified)
  // An HTTP-date has no fractions of a second.
  return since === null ? null : Math.floor(current.lastModified / 1000) * 1000 > since
}
