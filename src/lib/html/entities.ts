import { decodeHTML, decodeHTMLAttribute } from "entities"

// Only this file imports the package `entities`, which has HTML's named references.
export { decodeHTML, decodeHTMLAttribute }

// The characters of windows-1252 at 0x80..0x9F. Unicode has C1 controls there, which no author means.
const WINDOWS_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178"

/** Replaces the control characters U+0080..U+009F by the windows-1252 characters with the same number. */
export function mendControls(text: string): string {
  return /[\u0080-\u009f]/.test(text)
    ? text.replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80]!)
    : text
}

const NAMED = new Map<string, string | null>([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
])

/** The character of HTML's `&name;`; null for an unknown name. */
export function namedCharacter(name: string): string | null {
  let found = NAMED.get(name)
  if (found === undefined) {
    const decoded = name.length <= 32 ? decodeHTML(`&${name};`) : ""
    found = decoded === "" || decoded.endsWith(";") ? null : decoded
    if (found !== null) NAMED.set(name, found)
  }
  return found
}

/** A fast path: resolves references when all are complete and stand for ordinary characters. Otherwise null. */
export function decodeOrdinary(text: string): string | null {
  let decoded = ""
  let done = 0
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", done)) {
    const end = text.indexOf(";", at)
    // Longer references take the slow path.
    if (end < 0 || end - at > 8) return null
    const character =
      text.charCodeAt(at + 1) === 0x23 ? ordinaryNumber(text, at + 2, end) : namedCharacter(text.slice(at + 1, end))
    if (character === null) return null
    decoded += text.slice(done, at) + character
    done = end + 1
  }
  return decoded + text.slice(done)
}

/** The character with this decimal number; null for controls, surrogates, noncharacters and anything but digits. */
function ordinaryNumber(text: string, start: number, end: number): string | null {
  let code = 0
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) return null
    code = code * 10 + digit
  }
  const isOrdinary =
    (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code < 0xfdd0)
  return isOrdinary ? String.fromCharCode(code) : null
}

/**
 * The character of a numeric reference, given the text between `&` and `;`. Empty for a character that XML forbids; null
 * when the text is not a number.
 */
export function numberedCharacter(reference: string): string | null {
  const match = /^#(?:[xX]([0-9a-fA-F]+)|([0-9]+))$/.exec(reference)
  if (!match) return null
  const code = match[1] ? Number.parseInt(match[1], 16) : Number.parseInt(match[2]!, 10)
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80]!
  const allowed = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0x10ffff)
  return allowed && !(code >= 0xd800 && code <= 0xdfff) && (code & 0xfffe) !== 0xfffe ? String.fromCodePoint(code) : ""
}
