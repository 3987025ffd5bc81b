import { decodeStrictly } from "./charset.ts"

// How much of a document is looked at: enough for any text to show its language.
const SAMPLE = 64 * 1024

// The commonest characters of each way of writing Chinese; a fifth of any text or more.
const SIMPLIFIED = /[的一是了不在有人这中国为上个大我来们到说时和地要以会年对发报将与员市业动关现新后]/g
const TRADITIONAL = /[的一是了不在有人這中國為上個大我來們到說時和地要以會年對發報將與員市業動關現新後]/g

/** What text in each encoding shows plenty of, and how much of what is not ASCII that has to be. */
const WIDE: readonly [encoding: string, expected: RegExp, share: number][] = [
  ["euc-jp", /[ぁ-んァ-ヶー、。]/g, 0.25],
  ["shift_jis", /[ぁ-んァ-ヶー、。]/g, 0.25],
  ["euc-kr", /[가-힣]/g, 0.75],
  ["windows-874", /[านรกอเงมยลตวดทสปคะพขจ่้ัิีืุ์แใไ]/g, 0.75],
  ["gb18030", SIMPLIFIED, 0.05],
  ["big5", TRADITIONAL, 0.05],
]

// Small letters that make up most of a text: read in a wrong code page they become others, or capitals.
const NARROW: readonly [encoding: string, expected: RegExp, share: number][] = [
  ["windows-1251", /[оеаинтсрвлкмдпуяыь]/g, 0.7],
  ["koi8-r", /[оеаинтсрвлкмдпуяыь]/g, 0.7],
  ["ibm866", /[оеаинтсрвлкмдпуяыь]/g, 0.7],
  ["windows-1255", /[א-ת]/g, 0.85],
  ["windows-1253", /[αοειτνσηρπκλμυςάίόέή]/g, 0.7],
  ["windows-1256", /[ابتدرسعلمنهويةفقحج]/g, 0.7],
]

/** The encoding of text that says nothing of it and is not UTF-8, by the letters it shows: `windows-1252` at a loss. */
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
    // In this order no later one of them looks like the one before it.
    if (best.excess > 0 && encoding !== "euc-jp" && encoding !== "gb18030") return best.encoding
  }
  if (best.excess > 0 || !inRuns) return best.encoding
  for (const [encoding, expected, share] of NARROW) consider(encoding, expected, share, decodeStart(sample, encoding))
  return best.encoding
}

const decodeStart = (sample: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(sample)

/** The part of the document from the first byte that is not ASCII. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte > 0x7f)
  return bytes.subarray(Math.max(0, start), Math.max(0, start) + SAMPLE)
}

/** Words of other alphabets are all beyond ASCII; those of Latin ones have a letter here and there. */
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
