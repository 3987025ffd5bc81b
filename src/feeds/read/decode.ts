// Turns a feed's bytes into text.
// In: the bytes and the Content-Type header. Out: the text, the encoding used, and diagnostics.
// Source: RFC 7303 §3 (order of the declarations), XML 1.0 appendix F (detection), the WHATWG Encoding Standard.
import { decodeLoosely, decodeMixed, decodeStrictly, encodingName } from "../../lib/charset/charset.ts"
import { guessEncoding } from "../../lib/charset/guess.ts"
import { readContentType } from "../../lib/http/content-type.ts"
import type { Diagnostic } from "../../model/parsed-feed.ts"

export interface Decoded {
  text: string
  /** The WHATWG name, e.g. `utf-8`. We add `utf-32be`, `utf-32le` and the `ibm…` code pages. */
  encoding: string
  diagnostics: Diagnostic[]
}

/**
 * A byte order mark wins. Next, bytes that are valid UTF-8 are UTF-8, whatever is declared. Otherwise the `charset` of
 * the Content-Type counts before the XML declaration (RFC 7303 §3). A wrong declaration is reported.
 */
export function decode(bytes: Uint8Array, contentType?: string): Decoded {
  const http = readContentType(contentType ?? "").charset
  const marked = byteOrderMark(bytes) ?? unmarkedWide(bytes)
  if (marked !== null) return decodeMarked(bytes, marked, http)
  const declared = declaredEncoding(isEbcdic(bytes) ? ebcdicHead(bytes) : bytes)
  const claims = [http, declared].filter((label) => label !== null)
  const known = claims.map(encodingName).filter((name) => name !== null && !isWide(name)) as string[]
  const diagnostics = claims
    .filter((label) => encodingName(label) === null)
    .map((label) => ({ kind: "unknown-encoding", detail: `"${label.slice(0, 40)}" is not a known encoding` }))
  const found = (text: string, encoding: string): Decoded => {
    const wrong = claims.find((label) => !isSame(encodingName(label), encoding) && !isAscii(bytes, text))
    if (wrong !== undefined && encodingName(wrong) !== null)
      diagnostics.push({ kind: "wrong-encoding", detail: `Declared as ${wrong}, but it is ${encoding}` })
    return { text, encoding, diagnostics }
  }
  if (isEbcdic(bytes)) {
    const page = known.find((name) => name.startsWith("ibm")) ?? "ibm037"
    return found(decodeLoosely(bytes, page), page)
  }
  // ISO-2022-JP uses only 7-bit bytes and is also valid UTF-8. So its declaration is tried before UTF-8.
  const escaped = known.find((name) => name === "iso-2022-jp")
  if (escaped !== undefined && bytes.includes(0x1b)) {
    const text = decodeStrictly(bytes, escaped)
    if (text !== null) return found(text, escaped)
  }
  const utf8 = decodeStrictly(bytes, "utf-8")
  if (utf8 !== null) return found(utf8, "utf-8")
  for (const name of known) {
    if (name === "utf-8") continue
    const text = decodeStrictly(bytes, name)
    if (text !== null) return found(text, name)
  }
  return decodeDamaged(bytes, known, found, diagnostics)
}

function decodeDamaged(
  bytes: Uint8Array,
  known: string[],
  found: (text: string, encoding: string) => Decoded,
  diagnostics: Diagnostic[],
): Decoded {
  const legacy = known.find((name) => name !== "utf-8")
  const mixed = decodeMixed(bytes)
  if (legacy !== undefined && mixed.multibyte <= mixed.wrong) {
    const text = decodeLoosely(bytes, legacy)
    diagnostics.push({ kind: "invalid-bytes", detail: `Some bytes are not ${legacy}` })
    return found(text, legacy)
  }
  // Mostly valid multi-byte sequences: this is UTF-8 with some foreign bytes. Mostly invalid ones: it is not UTF-8.
  if (mixed.multibyte > mixed.wrong || (known.includes("utf-8") && mixed.wrong <= 2)) {
    diagnostics.push({
      kind: "invalid-bytes",
      detail: `${mixed.wrong} bytes are not UTF-8; they are read as windows-1252`,
    })
    return found(mixed.text, "utf-8")
  }
  const guess = guessEncoding(bytes)
  diagnostics.push({ kind: "guessed-encoding", detail: `No declared encoding fits; the text looks like ${guess}` })
  return found(decodeLoosely(bytes, guess), guess)
}

function decodeMarked(bytes: Uint8Array, encoding: string, http: string | null): Decoded {
  const diagnostics: Diagnostic[] = []
  const strict = decodeStrictly(bytes, encoding)
  if (strict === null) diagnostics.push({ kind: "invalid-bytes", detail: `Some bytes are not ${encoding}` })
  const text =
    strict ?? (encoding === "utf-8" ? decodeMixed(bytes).text.replace(/^\ufeff/, "") : decodeLoosely(bytes, encoding))
  const declared = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)/.exec(text.slice(0, 300))?.[1] ?? null
  for (const label of [http, declared]) {
    if (label === null || isSame(encodingName(label), encoding)) continue
    diagnostics.push({ kind: "wrong-encoding", detail: `Declared as ${label.slice(0, 40)}, but it is ${encoding}` })
    break
  }
  return { text, encoding, diagnostics }
}

const isWide = (name: string) => name.startsWith("utf-16") || name.startsWith("utf-32")

/** Whether the declared encoding matches the actual one. `utf-16` matches both byte orders. */
const isSame = (claimed: string | null, actual: string) =>
  claimed !== null && (claimed === actual || (isWide(claimed) && claimed.slice(0, 6) === actual.slice(0, 6)))

// ASCII text is the same in every ASCII-based encoding, so no declaration of one is wrong.
const isAscii = (bytes: Uint8Array, text: string) => bytes.length === text.length && !/[^\x00-\x7f]/.test(text)

// `<?xm` in EBCDIC. The code pages agree on these characters, so any of them can read the declaration.
const ebcdicHead = (bytes: Uint8Array) => new TextEncoder().encode(decodeLoosely(bytes.subarray(0, 400), "ibm037"))
const isEbcdic = ([a, b, c, d]: Uint8Array) => a === 0x4c && b === 0x6f && c === 0xa7 && d === 0x94

function byteOrderMark([a, b, c, d]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8"
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "utf-32le" : "utf-16le"
  if (a === 0xfe && b === 0xff) return "utf-16be"
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? "utf-32be" : null
}

/** XML 1.0 appendix F.1: the zero bytes around the first character show UTF-16 and UTF-32 without a byte order mark. */
function unmarkedWide([a, b, c, d]: Uint8Array): string | null {
  const starts = (byte: number | undefined) => byte === 0x3c || byte === 0x7b || byte === 0x20 || byte === 0x0a
  if (a === 0 && b === 0 && c === 0 && starts(d)) return "utf-32be"
  if (starts(a) && b === 0 && c === 0 && d === 0) return "utf-32le"
  if (a === 0 && starts(b) && c === 0) return "utf-16be"
  return starts(a) && b === 0 && d === 0 ? "utf-16le" : null
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 400))
  return /<\?xml\s[^>]*?encoding\s*=\s*["']?\s*([^"'\s?>]+)/i.exec(head)?.[1] ?? null
}
