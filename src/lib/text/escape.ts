// Characters that XML 1.0 §2.2 forbids or that no author means: C0 and C1 controls, noncharacters, U+FFFD. \p{Cs} matches
// only lone surrogates, because the expression reads code points.
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\p{Cs}\p{Noncharacter_Code_Point}]/gu
/** Matches any text that may need cleaning. Most text does not match. */
export const SUSPECT = /[^\t\n -~\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc]/

/** Text that is valid in every feed format. Unwanted characters are removed, and line ends become U+000A. */
export function cleanText(text: string): string {
  // SUSPECT is the faster expression, so it goes first.
  if (!SUSPECT.test(text)) return text
  const lines = withLineFeeds(text)
  return mayHaveUnwanted(lines) ? lines.replace(UNWANTED, "") : lines
}

/** The text with each line end as U+000A. */
export const withLineFeeds = (text: string): string => (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text)

/** False for text without unwanted characters, emoji included. Much faster than UNWANTED. */
export const mayHaveUnwanted = (text: string): boolean => UNWANTED_UNIT.test(text) || !text.isWellFormed()

// In UTF-16, a noncharacter above U+FFFF ends with one of the last two units here.
const UNWANTED_UNIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffd-\uffff\udffe\udfff]/

// All that is SUSPECT, and all white space except U+0020. One class of characters is tested several times faster than
// alternatives.
const ODD_IN_LINE =
  /[^ -~\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffc]/

/** One line of clean text. White space is collapsed and trimmed. */
export function cleanLine(text: string): string {
  if (!ODD_IN_LINE.test(text) && !text.includes("  ")) return text.trim()
  const clean = cleanText(text)
  // A single space stays as it is.
  return clean.replace(/[^\S ]\s*| \s+/g, " ").trim()
}

const TEXT_REFERENCES: Record<string, string> = { "&": "&#x26;", "<": "&#x3C;", ">": "&#x3E;" }

/** Plain text as XML character data. RSS readers handle numeric references best (RSS profile §3.1). */
export function textToXml(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (character) => TEXT_REFERENCES[character]!) : text
}

/** HTML as XML character data. The result has no raw `<`, so that documents can be split at their tags. */
export function htmlToXml(html: string): string {
  return html.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("]]>", "]]&gt;")
}

const ATTRIBUTE_REFERENCES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** Plain text as an attribute's value in XML or HTML, for double quotes. */
export function textToAttribute(text: string): string {
  if (isPlainAttribute(text)) return text.includes("&") ? text.replaceAll("&", "&amp;") : text
  return text.replace(/[&<>"]|\s+/g, (found) => ATTRIBUTE_REFERENCES[found] ?? " ")
}

/** Whether an attribute's value is written as it is, but for `&`. */
export const isPlainAttribute = (text: string): boolean => !ODD_IN_ATTRIBUTE.test(text) && !text.includes("  ")

// It has all white space except U+0020.
const ODD_IN_ATTRIBUTE = /[<>"\t-\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/

/** Plain text as HTML inline content. */
export function textToHtml(text: string): string {
  if (!/[&<>]/.test(text)) return text
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}
