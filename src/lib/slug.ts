/**
 * A label as it stands in addresses: `Öl & Gas` → `öl-gas`. Letters, marks and digits of any script stay; addresses
 * carry it percent-encoded. Empty when the label has neither.
 */
export function slugOf(label: string): string {
  return label
    .normalize("NFC")
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
}
