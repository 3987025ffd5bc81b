// A word: its marks belong to it, but not those that only choose how a sign is drawn.
const WORDS = /[\p{L}\p{N}](?:(?![\ufe00-\ufe0f])[\p{L}\p{M}\p{N}])*/gu

/**
 * A label as it stands in addresses: `Öl & Gas` → `öl-gas`. Letters, marks and digits of any script stay; addresses
 * carry it percent-encoded. Empty when the label has neither.
 */
export function slugOf(label: string): string {
  const words = label.normalize("NFC").toLowerCase().normalize("NFC").match(WORDS)
  return words ? words.join("-").normalize("NFC") : ""
}
