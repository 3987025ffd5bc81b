import { type Data, type Parser, shown } from "./parser.ts"

export const rowanmanningFeedParser: Parser = {
  name: "@rowanmanning/feed-parser",
  formats: ["rss", "atom"],
  parse: async ({ parseFeed }, document) =>
    parseFeed(document).items.map((item: Data) =>
      shown({
        url: item.url,
        title: item.title,
        date: item.published,
        authors: item.authors.map(({ name }: Data) => name),
        html: item.content ?? item.description,
        enclosures: item.media.map(({ url }: Data) => url),
      }),
    ),
}
