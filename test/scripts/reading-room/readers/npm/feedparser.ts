import { Readable } from "node:stream"
import type { Shown } from "../../reader.ts"
import { type Data, type Parser, shown } from "./parser.ts"

export const nodeFeedparser: Parser = {
  name: "feedparser",
  formats: ["rss", "atom"],
  parse: ({ default: FeedParser }, document, url) =>
    new Promise((resolve, reject) => {
      const entries: Shown[] = []
      const parser = new FeedParser({ feedurl: url })
      parser.on("error", reject)
      parser.on("data", (item: Data) => {
        const enclosures = item.enclosures.map(({ url }: Data) => url)
        const { link, title, pubdate, author, description } = item
        entries.push(shown({ url: link, title, date: pubdate, authors: [author], html: description, enclosures }))
      })
      parser.on("end", () => resolve(entries))
      Readable.from([document]).pipe(parser)
    }),
}
