import { type Data, type Parser, shown } from "./parser.ts"

export const rssParser: Parser = {
  name: "rss-parser",
  formats: ["rss", "atom"],
  parse: async ({ default: RssParser }, document) => {
    const feed = await new RssParser().parseString(document)
    return feed.items.map((item: Data) =>
      shown({
        url: item.link,
        title: item.title,
        date: item.isoDate,
        authors: [item.creator ?? item.author],
        html: item["content:encoded"] ?? item.content,
        enclosures: [item.enclosure?.url],
      }),
    )
  },
}
