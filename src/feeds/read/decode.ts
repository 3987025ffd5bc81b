import { decodeLoosely, decodeMixed, decodeStrictly, encodingName } from "../../lib/charset/charset.ts"
import { guessEncoding } from "../../lib/charset/guess.ts"
import { readContentType } from "../../lib/http/content-type.ts"
import type { Diagnostic } from "../../model/parsed-feed.ts"

export interface Decoded {
  text: string
  /** WHATWG name, e.g. `utf-8`; `utf-32be` and `utf-32le` beside them. */
  encoding: string
  diagnostics: Diagnostic[]
}

/**
 * Bytes of a feed → text. A byte order mark counts most, then what the bytes can be, then the `charset` of the
 * Content-Type, then the XML declaration (RFC 7303 §3): a declaration that the bytes belie is put right and reported.
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
    .map((label) => ({ kind: "unknown-encoding", detail: `No encoding is called "${label.slice(0, 40)}"` }))
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
  // Seven-bit encodings with escapes look like UTF-8, so here the claim has to count first.
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
  // Mostly valid sequences: UTF-8 with foreign bytes in it. Hardly any: it never was UTF-8.
  if (mixed.multibyte > mixed.wrong || (known.includes("utf-8") && mixed.wrong <= 2)) {
    diagnostics.push({
      kind: "invalid-bytes",
      detail: `${mixed.wrong} bytes are not UTF-8; they are read as windows-1252`,
    })
    return found(mixed.text, "utf-8")
  }
  const guess = guessEncoding(bytes)
  diagnostics.push({ kind: "guessed-encoding", detail: `It reads best as ${guess}` })
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

/** Whether a claim of this encoding is true of a document in that one: `utf-16` says nothing of the order of bytes. */
const isSame = (claimed: string | null, actual: string) =>
  claimed !== null && (claimed === actual || (isWide(claimed) && claimed.slice(0, 6) === actual.slice(0, 6)))

// One unit a byte, in text decoded as UTF-8, means that all of it is ASCII: any claim is as true as another.
const isAscii = (bytes: Uint8Array, text: string) => bytes.length === text.length && !/[^\x00-\x7f]/.test(text)

// `<?xm` in EBCDIC, whose code pages differ in little.
const ebcdicHead = (bytes: Uint8Array) => new TextEncoder().encode(decodeLoosely(bytes.subarray(0, 400), "ibm037"))
const isEbcdic = ([a, b, c, d]: Uint8Array) => a === 0x4c && b === 0x6f && c === 0xa7 && d === 0x94

function byteOrderMark([a, b, c, d]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8"
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "utf-32le" : "utf-16le"
  if (a === 0xfe && b === 0xff) return "utf-16be"
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? "utf-32be" : null
}

/** XML 1.0 appendix F.1: where the zeros of a first `<` or `{` stand. */
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
