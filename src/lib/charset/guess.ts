import { decodeStrictly } from "./charset.ts"

// Bytes to examine. That is enough to recognise a language.
const MAX_SAMPLE_BYTES = 64 * 1024

// The commonest characters of simplified and traditional Chinese. They are at least a fifth of any text.
const SIMPLIFIED = /[的一是了不在有人这中国为上个大我来们到说时和地要以会年对发报将与员市业动关现新后]/g
const TRADITIONAL = /[的一是了不在有人這中國為上個大我來們到說時和地要以會年對發報將與員市業動關現新後]/g

/** For each encoding: its common characters, and their least share of the non-ASCII text. */
const WIDE: readonly [encoding: string, expected: RegExp, share: number][] = [
  ["euc-jp", /[ぁ-んァ-ヶー、。]/g, 0.25],
  ["shift_jis", /[ぁ-んァ-ヶー、。]/g, 0.25],
  ["euc-kr", /[가-힣]/g, 0.75],
  ["windows-874", /[านรกอเงมยลตวดทสปคะพขจ่้ัิีืุ์แใไ]/g, 0.75],
  ["gb18030", SIMPLIFIED, 0.05],
  ["big5", TRADITIONAL, 0.05],
]

// The most frequent small letters. In a wrong code page they become rare letters or capitals.
const NARROW: readonly [encoding: string, expected: RegExp, share: number][] = [
  ["windows-1251", /[оеаинтсрвлкмдпуяыь]/g, 0.7],
  ["koi8-r", /[оеаинтсрвлкмдпуяыь]/g, 0.7],
  ["ibm866", /[оеаинтсрвлкмдпуяыь]/g, 0.7],
  ["windows-1255", /[א-ת]/g, 0.85],
  ["windows-1253", /[αοειτνσηρπκλμυςάίόέή]/g, 0.7],
  ["windows-1256", /[ابتدرسعلمنهويةفقحج]/g, 0.7],
]

/** Guesses the encoding of text that is not UTF-8 by its frequent letters. The default is `windows-1252`. */
export function guessEncoding(bytes: Uint8Array): string {
  const sample = sampleOf(bytes)
  let best = { encoding: "windows-1252", excess: 0 }
  const consider = (encoding: string, expected: RegExp, share: number, text: string | null) => {
    const other = text?.replace(/[\x00-\x7f\s\u00a0]+/g, "") ?? ""
    if (other.length < 2) return
    const excess = (other.match(expected)?.length ?? 0) / other.length / share
    if (excess >= 1 && excess > best.excess) best = { encoding, excess }
  }
  const inRuns = comesInRuns(sample)
  for (const [encoding, expected, share] of WIDE) {
    if (encoding === "windows-874" && !inRuns) continue
    consider(encoding, expected, share, decodeStrictly(bytes, encoding) && decodeStart(sample, encoding))
    // The order matters: text in one of these encodings does not match an earlier one.
    if (best.excess > 0 && encoding !== "euc-jp" && encoding !== "gb18030") return best.encoding
  }
  if (best.excess > 0 || !inRuns) return best.encoding
  for (const [encoding, expected, share] of NARROW) consider(encoding, expected, share, decodeStart(sample, encoding))
  return best.encoding
}

const decodeStart = (sample: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(sample)

/** The part of the document that starts at the first non-ASCII byte. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte > 0x7f)
  return bytes.subarray(Math.max(0, start), Math.max(0, start) + MAX_SAMPLE_BYTES)
}

/** Whether non-ASCII bytes come in runs. In other alphabets whole words are non-ASCII, in Latin ones only some letters. */
function comesInRuns(sample: Uint8Array): boolean {
  let beyond = 0
  let inRuns = 0
  for (let at = 0; at < sample.length; at++) {
    if (sample[at]! < 0x80) continue
    beyond++
    if ((sample[at - 1] ?? 0) > 0x7f || (sample[at + 1] ?? 0) > 0x7f) inRuns++
  }
  return beyond > 3 && inRuns > beyond * 0.7
}
