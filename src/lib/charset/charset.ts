import { ASCII_BASED, EBCDIC } from "./tables.ts"

// Decodes bytes by the name of their encoding.
// In: bytes and a label. Out: text, or null when the bytes are not valid in the encoding.
// Source: the WHATWG Encoding Standard (TextDecoder), and what it leaves out: UTF-32, IBM code pages, further labels.

// Labels in feeds that the Encoding Standard does not have.
const ALIASES = new Map(
  Object.entries({
    csucs4: "utf-32",
    csunicode: "utf-16",
    "cp-1250": "windows-1250",
    "cp-1251": "windows-1251",
    "cp-1252": "windows-1252",
    cp932: "shift_jis",
    cp936: "gbk",
    cp949: "euc-kr",
    cp950: "big5",
    eucjp: "euc-jp",
    euckr: "euc-kr",
    "iso-10646-ucs-2": "utf-16",
    "iso-10646-ucs-4": "utf-32",
    "latin-1": "windows-1252",
    maccyrillic: "x-mac-cyrillic",
    macroman: "macintosh",
    tis620: "windows-874",
    "ucs-2": "utf-16",
    "ucs-4": "utf-32",
    utf16: "utf-16",
    "utf-16": "utf-16",
    utf32: "utf-32",
    "utf-32": "utf-32",
    "utf-32be": "utf-32be",
    "utf-32le": "utf-32le",
    "utf-8n": "utf-8",
    windows1250: "windows-1250",
    windows1251: "windows-1251",
    windows1252: "windows-1252",
    "win-1251": "windows-1251",
    win1251: "windows-1251",
  }),
)

/** The WHATWG name of an encoding, `utf-32…` or `ibm…`, for a label in any spelling; null for an unknown label. */
export function encodingName(label: string): string | null {
  const plain = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, "")
  for (const candidate of [plain, plain.replaceAll("_", "-"), plain.replace(/^x-/, "")]) {
    const known = ALIASES.get(candidate) ?? whatwgName(candidate) ?? codePageName(candidate)
    if (known !== null) return known
  }
  return null
}

/** `cp437`, `ibm437`, `437` → `ibm437`. */
function codePageName(label: string): string | null {
  const number = /^(?:cp|ibm|cs?ibm|dos)?-?0?(\d{2,3})$/.exec(label)?.[1]
  const name = `ibm${number?.padStart(3, "0")}`
  return name in ASCII_BASED || name in EBCDIC ? name : null
}

function whatwgName(label: string): string | null {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

/** The text; null when the bytes are not valid in this encoding. A leading byte order mark is dropped. */
export function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  if (encoding.startsWith("utf-32")) return decodeUtf32(bytes, encoding === "utf-32le")
  if (encoding.startsWith("ibm") && encoding !== "ibm866") return decodeCodePage(bytes, encoding)
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return null
  }
}

/** The text, with U+FFFD for invalid bytes. */
export function decodeLoosely(bytes: Uint8Array, encoding: string): string {
  return (
    decodeStrictly(bytes, encoding) ?? (encoding.startsWith("utf-32") ? "" : new TextDecoder(encoding).decode(bytes))
  )
}

function decodeCodePage(bytes: Uint8Array, encoding: string): string {
  const table = EBCDIC[encoding]
  if (table !== undefined) return Array.from(bytes, (byte) => table[byte]).join("")
  const upper = ASCII_BASED[encoding]!
  const latin = new TextDecoder("x-user-defined").decode(bytes)
  // That decoder maps 0x80..0xFF to U+F780..U+F7FF.
  return latin.replace(/[\uf780-\uf7ff]/g, (character) => upper[character.charCodeAt(0) - 0xf780]!)
}

const MAX_SLICE_UNITS = 8192

/** UTF-32, which the Encoding Standard lacks; null when a unit is not a code point. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  let units: number[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const unit = view.getUint32(at, littleEndian)
    if (unit > 0x10ffff) return null
    if (unit !== 0xfeff || at > 0) units.push(unit)
    if (units.length === MAX_SLICE_UNITS) {
      parts.push(String.fromCodePoint(...units))
      units = []
    }
  }
  parts.push(String.fromCodePoint(...units))
  return parts.join("")
}

/**
 * UTF-8 with some bytes in another encoding, as when pages are pasted together. Valid sequences are read as UTF-8, other
 * bytes as windows-1252. `wrong` counts the bytes that are not UTF-8, `multibyte` the valid multi-byte sequences.
 */
export function decodeMixed(bytes: Uint8Array): { text: string; wrong: number; multibyte: number } {
  const parts: string[] = []
  const utf8 = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true })
  const other = new TextDecoder("windows-1252")
  let start = 0
  let wrong = 0
  let multibyte = 0
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) {
      if (at > start) parts.push(utf8.decode(bytes.subarray(start, at)))
      parts.push(other.decode(bytes.subarray(at, at + 1)))
      wrong++
      start = at + 1
      at++
    } else {
      if (length > 1) multibyte++
      at += length
    }
  }
  parts.push(utf8.decode(bytes.subarray(start)))
  return { text: parts.join(""), wrong, multibyte }
}

/** Length of the UTF-8 sequence at this position; 0 when it is invalid (Unicode table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): 0 | 1 | 2 | 3 | 4 {
  const first = bytes[at]!
  if (first < 0x80) return 1
  const next = bytes[at + 1] ?? 0
  const follows = (index: number) => (bytes[at + index] ?? 0) >> 6 === 2
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80
    const high = first === 0xed ? 0x9f : 0xbf
    return next >= low && next <= high && follows(2) ? 3 : 0
  }
  if (first < 0xf0 || first > 0xf4) return 0
  const low = first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xf4 ? 0x8f : 0xbf
  return next >= low && next <= high && follows(2) && follows(3) ? 4 : 0
}
