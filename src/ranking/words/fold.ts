const ASCII = /^[\x00-\x7f]*$/
// Combining accents, Hebrew points, Arabic vowel signs and tatweel. Marks of other scripts carry meaning and stay.
const MARKS =
  /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u2060\ufeff]/g
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ς: "σ",
  // Arabic, Persian, Pashto and Urdu use different code points for the same letter, and keyboards mix them.
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ة: "ه",
  ۀ: "ه",
  ۂ: "ه",
  ە: "ه",
  ہ: "ه",
  ھ: "ه",
  ؤ: "و",
  ى: "ی",
  ي: "ی",
  ئ: "ی",
  ې: "ی",
  ۍ: "ی",
  ے: "ی",
  ك: "ک",
  ڪ: "ک",
  ګ: "گ",
  ڼ: "ن",
}
const VARIANTS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g")

/** Text for comparison: lower case, no accents, one form of each letter, ASCII digits. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(VARIANTS, (letter) => LETTERS[letter]!)
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}
