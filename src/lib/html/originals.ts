// Finds out which picture in a `noscript` is the original of which waiting picture, so that each is written once.
// In: the pictures and players of a document in order. Out: what to write of each.
// Source: HTML §4.12.2; the loaders that lazy.ts names put the original right before or after the waiting picture.
import { unlazy } from "./lazy.ts"
import { playerAt } from "./players.ts"
import type { Attribute } from "./tokens.ts"

/** Pictures and players are numbered: every start tag for which this is true counts. */
export const isMedium = (name: string): boolean => name === "img" || name === "iframe"

/** A picture or player, as it is compared with the others. */
export interface Medium {
  attributes: readonly Attribute[]
  isOriginal: boolean
  /** Undefined for one without an address, and for a pixel that counts readers. Such a one equals no other. */
  address: string | undefined
  /** Sizes of one picture have the same name. */
  name: string | undefined
  isLazy: boolean
  /** A small copy that is shown until the picture is there. */
  isPreview: boolean
  isCounter: boolean
  /** The number of texts before it. */
  text: number
}

export function toMedium(
  name: string,
  written: readonly Attribute[],
  isOriginal: boolean,
  text: number,
  baseUrl: string | undefined,
): Medium {
  const attributes = unlazy(name, written, baseUrl)
  const src = attributes.find(([attribute]) => attribute === "src")?.[1] ?? ""
  const url = src.length > 4000 ? null : URL.parse(src.trim(), baseUrl)
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:"
  const address = isWeb
    ? `${name} ${(name === "iframe" && playerAt(url.href)?.page) || url.host + url.pathname + url.search}`
    : undefined
  return {
    attributes,
    isOriginal,
    address,
    name: isWeb ? pictureName(url) : undefined,
    isLazy: attributes !== written,
    isPreview: written.some(([each, value]) => each === "class" && PREVIEW.test(value.slice(0, 1000))),
    isCounter: isOriginal && countsReaders(attributes),
    text,
  }
}

/** `photo` for `…/photo-300x200.jpg` and `…/photo.jpg?w=60`. A resizing service has the address in its query. */
function pictureName(url: URL): string | undefined {
  const path = url.searchParams.get("url") ?? url.pathname
  const file = path.slice(path.lastIndexOf("/") + 1)
  const [, name] =
    /^(.+?)(?:-\d{1,5}x\d{1,5}|-scaled|@\dx)?\.(?:avif|gif|jpe?g|png|svg|webp)$/i.exec(file.slice(-300)) ?? []
  return name
}

const PREVIEW = /blur|lqip|placeholder|preview|thumb/i
const COUNTERS =
  /facebook\.com\/tr\b|mc\.yandex|quantserve|scorecardresearch|doubleclick|google-analytics|googletagmanager|\/pixel\b|\bpixel\./i
const HIDDEN = /display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|(?:left|top)\s{0,9}:\s{0,9}-\d{3,}/i

/** Whether this is a picture in `noscript` that nobody shall see. */
function countsReaders(attributes: readonly Attribute[]): boolean {
  return attributes.some(([name, value]) => {
    if (name === "width" || name === "height") return /^\s{0,9}[0-3](?:px)?\s{0,9}$/.test(value)
    if (name === "style") return HIDDEN.test(value.slice(0, 1000))
    return name === "src" && COUNTERS.test(value.slice(0, 1000))
  })
}

/** Each picture once: the original's addresses where the waiting picture stands. */
export function chooseMedia(found: Medium[]): Map<number, readonly Attribute[] | null> {
  const chosen = new Map<number, readonly Attribute[] | null>()
  for (const [number, medium] of found.entries()) {
    const before = found[number - 1]
    if (medium.isLazy && !medium.isOriginal && before?.isPreview && !before.isOriginal && areSame(before, medium)) {
      chosen.set(number - 1, null)
    }
    if (medium.isCounter) chosen.set(number, null)
  }
  const isFree = (number: number) => found[number]?.isOriginal === false && !chosen.has(number)
  const pair = (original: number, waiting: number) => {
    chosen.set(original, null)
    chosen.set(waiting, withOriginal(found[original]!, found[waiting]!))
  }
  const left: number[] = []
  for (const [number, medium] of found.entries()) {
    if (!medium.isOriginal || medium.isCounter) continue
    const beside = [number - 1, number + 1].find((each) => isFree(each) && areSame(found[each]!, medium))
    if (beside === undefined) left.push(number)
    else pair(number, beside)
  }
  pairByAddress(found, left, isFree, pair)
  return chosen
}

/** Whether two neighbours, with no text between them, are one picture. */
const areSame = (one: Medium, other: Medium) =>
  (one.address !== undefined && one.address === other.address) ||
  (one.text === other.text && one.name !== undefined && one.name === other.name)

/** Some scripts collect the originals elsewhere. Those have the same address. */
function pairByAddress(
  found: Medium[],
  originals: number[],
  isFree: (number: number) => boolean,
  pair: (original: number, waiting: number) => void,
): void {
  if (originals.length === 0) return
  const waiting = new Map<string, number[]>()
  for (let number = found.length - 1; number >= 0; number--) {
    const { address } = found[number]!
    if (address === undefined || !isFree(number)) continue
    const numbers = waiting.get(address)
    if (numbers) numbers.push(number)
    else waiting.set(address, [number])
  }
  for (const original of originals) {
    const number = waiting.get(found[original]!.address ?? "")?.pop()
    if (number !== undefined) pair(original, number)
  }
}

/** One picture out of two. Of a smaller copy only what says nothing of an address is taken. */
function withOriginal(original: Medium, waiting: Medium): Attribute[] {
  const [main, other] = original.address === waiting.address ? [waiting, original] : [original, waiting]
  const known = new Set(main.attributes.map(([name]) => name))
  const isTaken = (name: string) => !known.has(name) && (main === waiting || !ADDRESSES.has(name))
  return [...main.attributes, ...other.attributes.filter(([name]) => isTaken(name))]
}

const ADDRESSES = new Set(["src", "srcset", "sizes"])
