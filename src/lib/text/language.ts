/** RFC 5646 §4.4.1: no tag in use is longer. */
const MAX_TAG_CHARACTERS = 35

// RFC 5646 §2.2.1: primary subtags of four letters are reserved, and none of five to eight is registered.
const PRIMARY = /^[a-z]{2,3}(?:-|$)/i

const MAX_PARSED_TAGS = 1000
const parsed = new Map<string, string | null>()

/**
 * A BCP 47 tag in its canonical form: `EN-us` → `en-US`, `prs` → `fa-AF`. Null for an invalid tag: `dari`, `thai`,
 * `en-a`. All of `Intl` accepts the result.
 */
export function parseLanguage(tag: string): string | null {
  const known = parsed.get(tag)
  if (known !== undefined) return known
  const canonical = tag.length <= MAX_TAG_CHARACTERS && PRIMARY.test(tag) ? canonicalOf(tag) : null
  if (tag.length > MAX_TAG_CHARACTERS) return canonical
  if (parsed.size >= MAX_PARSED_TAGS) parsed.clear()
  parsed.set(tag, canonical)
  return canonical
}

function canonicalOf(tag: string): string | null {
  try {
    return new Intl.Locale(tag).toString()
  } catch {
    return null
  }
}

/** `ps-AF` → `ps`. A missing or invalid tag counts as English. */
export const primaryLanguage = (language: string | null | undefined): string =>
  (language && parseLanguage(language)?.split("-")[0]) || "en"
