import { type Data, list, type Parser, shown, text } from "./parser.ts"

export const extractusFeedExtractor: Parser = {
  name: "@extractus/feed-extractor",
  formats: ["rss", "atom", "json"],
  parse: async (library, document) => {
    const read = document.startsWith("{") ? library.extractFromJson : library.extractFromXml
    const feed = read(document, { descriptionMaxLen: 0, getExtraEntryFields: extraFields })
    return feed.entries.map(({ link, title, published, ...extra }: Data) =>
      shown({ url: link, title, date: published, ...extra }),
    )
  },
}

/** Its usual answer is a digest without text or authors; what it has beside that is asked for here. */
function extraFields(entry: Data) {
  const attributes = (elements: Data, name: string) => list(elements).map((one) => one[`@_${name}`])
  const files = list(entry.link).filter((one) => one["@_rel"] === "enclosure")
  return {
    html: text(entry["content:encoded"] ?? entry.content ?? entry.content_html ?? entry.description ?? entry.summary),
    authors: list(entry["dc:creator"] ?? entry.author ?? entry.authors).map((one) => one.name ?? text(one)),
    enclosures: [
      ...attributes(entry.enclosure, "url"),
      ...attributes(entry["media:content"], "url"),
      ...attributes(files, "href"),
      ...list(entry.attachments).map(({ url }) => url),
    ],
    image: entry.image,
  }
}
