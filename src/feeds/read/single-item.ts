import { type Bytes, toBytes } from "../../lib/crypto/hash.ts"

/** Wraps one JSON item, or a list of items, in a JSON Feed. Null when the bytes are neither. */
export function feedOfLoneItem(bytes: Bytes): Bytes | null {
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x80)
  if (first !== 0x7b && first !== 0x5b) return null
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const items = Array.isArray(value) ? value : [value]
    if (!items.length || !items.every(isItem)) return null
    return toBytes(JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "", items }))
  } catch {
    return null
  }
}

const isItem = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  !("items" in value || "version" in value) &&
  ["id", "url", "external_url", "title"].some((name) => name in value)
