// A word with its combining marks, but without variation selectors, which only choose a glyph.
const WORDS = /[\p{L}\p{N}](?:(?![\ufe00-\ufe0f])[\p{L}\p{M}\p{N}])*/gu

// A slug is part of KV keys, which have at most 512 bytes.
export const MAX_SLUG_BYTES = 400

/**
 * A label for addresses, before percent-encoding: `Öl & Gas` → `öl-gas`. Letters, marks and digits of any script are
 * kept. Empty when the label has no letter or digit. A slug over 400 bytes is cut and gets a digest of the whole, so that
 * long labels with the same start have distinct slugs.
 */
export function slugOf(label: string): string {
  const words = label.normalize("NFC").toLowerCase().normalize("NFC").match(WORDS)
  const slug = words ? words.join("-").normalize("NFC") : ""
  return isBounded(slug) ? slug : cut(slug)
}

/** A label in a-z, 0-9 and hyphens, for ids: `Élan & Co` → `elan-co`. Empty when the label has no such character. */
export const latinSlug = (label: string, max = 90): string =>
  slugOf(label.normalize("NFKD").replace(/\p{M}/gu, ""))
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, max)
    .replace(/^-+|-+$/g, "")

const encoder = new TextEncoder()

/** Whether a slug is short enough for a key. */
export const isBounded = (slug: string): boolean =>
  slug.length <= MAX_SLUG_BYTES / 3 || (slug.length <= MAX_SLUG_BYTES && encoder.encode(slug).length <= MAX_SLUG_BYTES)

function cut(slug: string): string {
  const digest = fnv1a64(slug)
  const room = new Uint8Array(MAX_SLUG_BYTES - digest.length - 1)
  const { read } = encoder.encodeInto(slug, room)
  // Removes a mark that lost its letter and a hyphen at the end. Neither is allowed in a slug.
  return `${slug.slice(0, read).match(WORDS)!.join("-").normalize("NFC")}-${digest}`
}

/** FNV-1a with 64 bits, in base 36. */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of encoder.encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(36)
}
