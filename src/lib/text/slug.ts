// A word: its marks belong to it, but not those that only choose how a sign is drawn.
const WORDS = /[\p{L}\p{N}](?:(?![\ufe00-\ufe0f])[\p{L}\p{M}\p{N}])*/gu

// A slug stands in KV keys, which hold 512 bytes.
export const MAX_SLUG_BYTES = 400

/**
 * A label as it stands in addresses: `Öl & Gas` → `öl-gas`. Letters, marks and digits of any script stay; addresses
 * carry it percent-encoded. Empty when the label has neither. A slug of more than 400 bytes is cut and ends in a digest
 * of the whole, so that two labels that differ late have two slugs.
 */
export function slugOf(label: string): string {
  const words = label.normalize("NFC").toLowerCase().normalize("NFC").match(WORDS)
  const slug = words ? words.join("-").normalize("NFC") : ""
  return isBounded(slug) ? slug : cut(slug)
}

/** A label in a-z, 0-9 and hyphens, for ids: `Élan & Co` → `elan-co`. Empty when nothing of it is Latin. */
export const latinSlug = (label: string, max = 90): string =>
  slugOf(label.normalize("NFKD").replace(/\p{M}/gu, ""))
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, max)
    .replace(/^-+|-+$/g, "")

const encoder = new TextEncoder()

/** Whether a slug of this length can stand in a key. */
export const isBounded = (slug: string): boolean =>
  slug.length <= MAX_SLUG_BYTES / 3 || (slug.length <= MAX_SLUG_BYTES && encoder.encode(slug).length <= MAX_SLUG_BYTES)

function cut(slug: string): string {
  const digest = fnv1a64(slug)
  const room = new Uint8Array(MAX_SLUG_BYTES - digest.length - 1)
  const { read } = encoder.encodeInto(slug, room)
  // A mark that lost its letter, or a hyphen at the end, would not be a slug.
  return `${slug.slice(0, read).match(WORDS)!.join("-").normalize("NFC")}-${digest}`
}

/** FNV-1a with 64 bits, in base 36. */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of encoder.encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(36)
}
