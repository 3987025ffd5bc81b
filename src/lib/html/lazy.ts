// Undoes lazy loading: gives a picture or player the addresses that the page's script would give it.
// In: an element's attributes. Out: the same, with the real addresses in `src`, `srcset`, `sizes` and `poster`.
// Source: the markup of lazysizes, a3 Lazy Load, WP Rocket, Jetpack, Smush, LiteSpeed, Autoptimize and Cloudflare Mirage.
import { resolveUrl } from "../url/resolve.ts"
import { largest, readSrcset } from "./srcset.ts"
import type { Attribute } from "./tokens.ts"

/** The script moves these to the attribute as soon as the element comes into view. The first that is usable counts. */
const MOVED: Record<string, string[]> = {
  src: ["data-src", "data-lazy-src", "data-lazyload", "data-lazy", "data-original", "data-cfsrc", "data-litespeed-src"],
  srcset: ["data-srcset", "data-lazy-srcset", "data-original-set"],
  sizes: ["data-sizes", "data-lazy-sizes"],
  poster: ["data-poster", "data-lazy-poster"],
}

/** These hold a larger copy. They count only where there is no other address. */
const LARGER = ["data-actualsrc", "data-large-file", "data-orig-file", "data-full-url", "data-url"]

const WAITING = new Set([...Object.values(MOVED).flat(), ...LARGER])

const PLACEHOLDER_NAME =
  /(?:^|\/)(?:blank|clear|grey|gray|lazy|lazy[-_]?placeholder|loader|loading|pixel|placeholder|spacer|trans|transparent|1x1)(?:[-_.]\w{1,20})?\.(?:gif|jpe?g|png|svg|webp)(?:[?#]|$)/i

/** Whether an address stands for a picture that is not there yet. */
export const isPlaceholder = (address: string): boolean =>
  address.trim() === "" ||
  /^\s*(?:data:|about:|#)/i.test(address) ||
  (address.length < 2048 && PLACEHOLDER_NAME.test(address))

/** The attributes without lazy loading. Attributes that are as the browser needs them are given back unchanged. */
export function unlazy(
  name: string,
  attributes: readonly Attribute[],
  baseUrl: string | undefined,
): readonly Attribute[] {
  let isWaiting = false
  let lacksSrc = name === "img"
  for (const [attribute] of attributes) {
    if (attribute.startsWith("data-") && WAITING.has(attribute)) isWaiting = true
    else if (attribute === "src") lacksSrc = false
  }
  if (!isWaiting && !lacksSrc) return attributes

  const given = new Map(attributes)
  const src = given.get("src")
  const found: Record<string, string | undefined> = {}
  const isUsable = (address: string | undefined): address is string =>
    address !== undefined && !isPlaceholder(address) && resolveUrl(address, baseUrl) !== null
  const first = (names: string[]) => names.map((each) => given.get(each)).find(isUsable)
  if (isWaiting) {
    found.src = first(MOVED.src!)
    found.poster = first(MOVED.poster!)
    found.srcset = MOVED.srcset!.map((each) => given.get(each)).find((each) => each?.trim())
    found.sizes = found.srcset && MOVED.sizes!.map((each) => given.get(each)).find((each) => each && each !== "auto")
    // The old candidates are placeholders as well.
    if ((found.src || found.srcset) && isPlaceholder(given.get("srcset") ?? "")) found.srcset ??= ""
  }
  if (name === "img" && found.src === undefined && (src === undefined || isPlaceholder(src))) {
    // Many readers know only `src`.
    found.src = largest(readSrcset(found.srcset ?? given.get("srcset") ?? "", baseUrl)) ?? first(LARGER)
  }
  if (found.src) found.src = found.src.replace(PENDING, "")
  return withValues(attributes, found)
}

/** Jetpack marks an address that its script has not loaded yet. */
const PENDING = /[?&]is-pending-load=1(?=&|$)/

function withValues(attributes: readonly Attribute[], found: Record<string, string | undefined>): Attribute[] {
  const known = Object.entries(found).filter((each): each is [string, string] => each[1] !== undefined)
  const changed = new Set(known.map(([name]) => name))
  return [...known.filter(([, value]) => value !== ""), ...attributes.filter(([name]) => !changed.has(name))]
}
