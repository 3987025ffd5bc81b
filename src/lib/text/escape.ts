// Characters that XML 1.0 §2.2 forbids or that no author means: C0 and C1 controls, noncharacters, U+FFFD. \p{Cs} matches
// only lone surrogates, because the expression reads code points.
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\p{Cs}\p{Noncharacter_Code_Point}]/gu
/** Matches any text that may need cleaning. Most text does not match. */
export const SUSPECT = /[^\t\n -~\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc]/

/** Text that is valid in every feed format. Unwanted characters are removed, and line ends become U+000A. */
export function cleanText(text: string): string {
  // SUSPECT is the faster expression, so it goes first.
  return SUSPECT.test(text) ? text.replace(/\r\n?/g, "\n").replace(UNWANTED, "") : text
}

/** One line of clean text. White space is collapsed and trimmed. */
export function cleanLine(text: string): string {
  const clean = cleanText(text)
  return (/[^\S ]| {2}/.test(clean) ? clean.replace(/\s+/g, " ") : clean).trim()
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
  if (!/[&<>"]|[^\S ]| {2}/.test(text)) return text
  return text.replace(/[&<>"]|\s+/g, (found) => ATTRIBUTE_REFERENCES[found] ?? " ")
}

/** Plain text as HTML inline content. */
export function textToHtml(text: string): string {
  if (!/[&<>]/.test(text)) return text
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}
