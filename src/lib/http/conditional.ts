import { parseHttpDate } from "./date.ts"

/** What a conditional request is held against. */
export interface Validators {
  /** With its quotes, and `W/` when weak. */
  etag: string | null
  /** Milliseconds since 1970. */
  lastModified: number | null
}

export type Verdict = "proceed" | "not-modified" | "precondition-failed"

/**
 * The preconditions of a request in RFC 9110 §13.2.2's order. `current` is null when there is no representation yet.
 * To be asked only once the request would otherwise be answered 2xx (§13.2.1). What is malformed is ignored, but for an
 * If-Match on a method that writes: a guard that cannot be read lets nothing through.
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
    // What nearly every reader sends: the one tag it was given.
    if (current !== null && noneMatch === current.etag) return reads ? "not-modified" : "precondition-failed"
    const tags = parseTags(noneMatch)
    if (tags !== null && matches(tags, current, false)) return reads ? "not-modified" : "precondition-failed"
    // §13.1.3: If-Modified-Since is not looked at beside If-None-Match, whatever that says.
    return "proceed"
  }
  if (!reads) return "proceed"
  const modifiedSince = headers.get("if-modified-since")
  return modifiedSince !== null && isModifiedSince(modifiedSince, current) === false ? "not-modified" : "proceed"
}

// RFC 9110 §8.8.3: a comma may stand inside a tag's quotes, and a list may have empty members (§5.6.1).
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
  // §8.8.3.2: strong comparison fails when either tag is weak, weak comparison looks past the mark.
  if (strongly) return !etag.startsWith("W/") && tags.includes(etag)
  const opaque = opaqueOf(etag)
  return tags.some((tag) => opaqueOf(tag) === opaque)
}

const opaqueOf = (tag: string) => (tag.startsWith("W/") ? tag.slice(2) : tag)

/** Null when the date is malformed or there is none to compare with. */
function isModifiedSince(value: string, current: Validators | null): boolean | null {
  if (current === null || current.lastModified === null) return null
  const since = parseHttpDate(value.trim(), current.lastModified)
  // An HTTP-date has no fractions of a second.
  return since === null ? null : Math.floor(current.lastModified / 1000) * 1000 > since
}
