import { type Data, list, type Parser, shown, text } from "./parser.ts"

export const feedsmith: Parser = {
  name: "feedsmith",
  formats: ["rss", "atom", "json"],
  parse: async ({ parseFeed }, document) => {
    const { format, feed } = parseFeed(document)
    return (feed.items ?? feed.entries).map(READ[format])
  },
}

const READ: Record<string, (item: Data) => ReturnType<typeof shown>> = {
  rss: (item) =>
    shown({
      url: item.link,
      title: item.title,
      date: item.pubDate,
      authors: list(item.dc?.creators ?? item.dc?.creator),
      html: item.content?.encoded ?? item.description,
      enclosures: [...list(item.enclosures), ...list(item.media?.contents)].map(({ url }) => url),
    }),
  atom: (item) => {
    const links = (rel: string) => list(item.links).filter((one) => (one.rel ?? "alternate") === rel)
    return shown({
      url: links("alternate")[0]?.href,
      title: text(item.title),
      date: item.published,
      authors: list(item.authors).map(({ name }) => name),
      html: text(item.content ?? item.summary),
      enclosures: links("enclosure").map(({ href }) => href),
    })
  },
  json: (item) =>
    shown({
      url: item.url,
      title: item.title,
      date: item.date_published,
      authors: list(item.authors).map(({ name }) => name),
      html: item.content_html,
      enclosures: list(item.attachments).map(({ url }) => url),
      image: item.image,
    }),
}
