// WordPress stores a post as its editor has it, and makes paragraphs and figures when it shows it.
// In: the stored text. Out: HTML, and the names of shortcodes that stay as they are.
// Source: how WordPress' classic editor stores paragraphs (blank lines), line breaks and [caption] shortcodes.

const BLOCK =
  /^\s*<\/?(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|tr|ul|video|audio)\b/i
const SHORTCODE = /\[([a-z][\w-]*)(?:\s[^\]\n]*)?\/?\]/g

/** Makes the HTML of a stored post. */
export function toHtml(stored: string): { html: string; shortcodes: string[] } {
  const text = withoutShortcodes(stored.replace(/\r\n?/g, "\n").replace(/<!--\s*\/?wp:[\s\S]*?-->/g, ""))
  const shortcodes = new Set([...text.matchAll(SHORTCODE)].map(([, name]) => name!))
  const html = hasParagraphs(text) ? text.trim() : paragraphs(text)
  return { html, shortcodes: [...shortcodes] }
}

/** Posts of the block editor have their paragraphs. */
const hasParagraphs = (text: string) => /<p[\s>]/i.test(text) && !/\n\s*\n\s*[^\s<]/.test(text)

function withoutShortcodes(text: string): string {
  return text
    .replace(/\[caption[^\]]*\]([\s\S]*?)\[\/caption\]/gi, (_, inside: string) => {
      const [, picture = "", words = ""] = /^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(
        inside,
      ) ?? [...["", "", inside]]
      return `<figure>${picture}<figcaption>${words.trim()}</figcaption></figure>`
    })
    .replace(/\[embed[^\]]*\]\s*(https?:\/\/[^\s[]+)\s*\[\/embed\]/gi, "\n\n$1\n\n")
    .replace(/\[(?:gallery|playlist)\b[^\]]*\]/gi, "")
}

function paragraphs(text: string): string {
  return keepingPre(text)
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      // A lone address is a player or a page, which WordPress shows.
      if (/^https?:\/\/\S+$/.test(part)) return `<p><a href="${part}">${part}</a></p>`
      return BLOCK.test(part) ? part : `<p>${part.replace(/\n/g, "<br>\n")}</p>`
    })
    .join("\n")
    .replaceAll(BLANK, "\n")
}

// A character of the private use area stands for a line feed that is no end of a paragraph.
const BLANK = "\uf8ff"
const keepingPre = (text: string) =>
  text.replace(/<(pre|script|style)\b[\s\S]*?<\/\1>/gi, (whole) => whole.replaceAll("\n", BLANK))
