import { textToAttribute } from "../text/escape.ts"
import { resolveUrl } from "../url/resolve.ts"
import { ADDRESSES } from "./rules.ts"
import { readSrcset, writePlainSrcset, writeSrcset } from "./srcset.ts"

/** A kept attribute's value as it is published; null when it is dropped. Addresses become absolute. */
export function cleanAttribute(attribute: string, value: string, baseUrl: string | undefined): string | null {
  if (attribute === "srcset")
    return (writePlainSrcset(value, baseUrl) ?? writeSrcset(readSrcset(value, baseUrl))) || null
  if (attribute === "usemap") return /^#[\w-]+$/.test(value) ? value : null
  if (!ADDRESSES.has(attribute)) return value
  if (attribute === "href" && value.includes("@") && /^mailto:[^\s<>"]+@[^\s<>"]+$/i.test(value.trim()))
    return value.trim()
  return resolveUrl(value, baseUrl)
}

/** An attribute as HTML; empty when it is dropped. */
export const writeAttribute = (attribute: string, value: string | null): string =>
  value === null ? "" : ` ${attribute}="${textToAttribute(value)}"`

/** Whether an element with these written attributes shows nothing: an img without an address. */
export const isUseless = (name: string, written: string): boolean =>
  name === "img" && !written.includes(" src=") && !written.includes(" srcset=")
