// What XML 1.0 §2.2 cannot carry, and what no text means to: C0 and C1 controls, noncharacters, U+FFFD. Lone
// surrogates match \p{Cs} because the expression reads code points.
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\p{Cs}\p{Noncharacter_Code_Point}]/gu
/** A character that may be unwanted, or a line end to change: most text has none. */
export const SUSPECT = /[^\t\n -~\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc]/

/** Text as every feed format can carry it: unwanted characters gone, line ends as U+000A. */
export function cleanText(text: string): string {
  // The first expression is the quicker one.
  return SUSPECT.test(text) ? text.replace(/\r\n?/g, "\n").replace(UNWANTED, "") : text
}

/** One line of clean text: white space collapsed, ends trimmed. */
export function cleanLine(text: string): string {
  const clean = cleanText(text)
  return (/[^\S ]| {2}/.test(clean) ? clean.replace(/\s+/g, " ") : clean).trim()
}

const TEXT_REFERENCES: Record<string, string> = { "&": "&#x26;", "<": "&#x3C;", ">": "&#x3E;" }

/** Plain text as XML character data, by the numeric references that RSS readers handle best (RSS profile §3.1). */
export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (character) => TEXT_REFERENCES[character]!) : text
}

/** HTML as XML character data. `<` never stands raw in the result, so that documents can be cut at their tags. */
export function escapeHtml(html: string): string {
  return html.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("]]>", "]]&gt;")
}

const ATTRIBUTE_REFERENCES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** Plain text as an XML or HTML attribute's value, to stand in double quotes. */
export function escapeAttribute(text: string): string {
  if (!/[&<>"]|[^\S ]| {2}/.test(text)) return text
  return text.replace(/[&<>"]|\s+/g, (found) => ATTRIBUTE_REFERENCES[found] ?? " ")
}

/** Plain text as HTML inline content. */
export function escapeMarkup(text: string): string {
  if (!/[&<>]/.test(text)) return text
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}
