// The parsers that JavaScript programs use, in the versions that npm has, in a folder of their own.
// Each is handed the document that a conditional GET brought. Their titles are text: so programs show them.

import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { Readable } from "node:stream"
import { pathToFileURL } from "node:url"
import { onPath, run } from "../process.ts"
import { type Format, picturesIn, type Reader, type Shown } from "../reader.ts"

// What a parser gives has no types here: it is data to look at.
type Data = any
type Parse = (library: Data, document: string, url: string) => Promise<Shown[]>

const seconds = (date: unknown) => (date ? Math.floor(new Date(date as string).getTime() / 1000) : null)
const some = <T>(...values: (T | null | undefined)[]): T[] => values.filter((value) => value != null)
const list = (value: Data): Data[] => (value == null ? [] : Array.isArray(value) ? value : [value])

const parseWith: Record<string, { formats: Format[]; parse: Parse }> = {
  "rss-parser": {
    formats: ["rss", "atom"],
    parse: async ({ default: Parser }, document) => {
      const feed = await new Parser().parseString(document)
      return feed.items.map((item: Data) => {
        const html = item["content:encoded"] ?? item.content ?? ""
        return shown(
          item.link,
          item.title,
          item.isoDate,
          some(item.creator ?? item.author),
          html,
          some(item.enclosure?.url),
        )
      })
    },
  },
  feedparser: {
    formats: ["rss", "atom"],
    parse: ({ default: FeedParser }, document, url) =>
      new Promise((resolve, reject) => {
        const entries: Shown[] = []
        const parser = new FeedParser({ feedurl: url })
        parser.on("error", reject)
        parser.on("data", (item: Data) => {
          const files = item.enclosures.map(({ url }: Data) => url)
          entries.push(shown(item.link, item.title, item.pubdate, some(item.author), item.description ?? "", files))
        })
        parser.on("end", () => resolve(entries))
        Readable.from([document]).pipe(parser)
      }),
  },
  feedsmith: {
    formats: ["rss", "atom", "json"],
    parse: async ({ parseFeed }, document) => {
      const { format, feed } = parseFeed(document)
      const items: Data[] = feed.items ?? feed.entries
      return items.map((item) => {
        if (format === "rss") {
          const html = item.content?.encoded ?? item.description ?? ""
          const authors = list(item.dc?.creators ?? item.dc?.creator)
          return shown(
            item.link,
            item.title,
            item.pubDate,
            authors,
            html,
            list(item.enclosures).map(({ url }) => url),
          )
        }
        const names = list(item.authors).map(({ name }) => name)
        if (format === "json") {
          const files = list(item.attachments).map(({ url }) => url)
          return shown(item.url, item.title, item.date_published, names, item.content_html ?? "", files)
        }
        const link = (rel: string) =>
          list(item.links)
            .filter((one) => (one.rel ?? "alternate") === rel)
            .map(({ href }) => href)
        return shown(
          link("alternate")[0],
          text(item.title),
          item.published,
          names,
          text(item.content ?? item.summary),
          link("enclosure"),
        )
      })
    },
  },
  "@rowanmanning/feed-parser": {
    formats: ["rss", "atom"],
    parse: async ({ parseFeed }, document) =>
      parseFeed(document).items.map((item: Data) => {
        const files = item.media.map(({ url }: Data) => url)
        const names = item.authors.map(({ name }: Data) => name)
        return shown(item.url, item.title, item.published, names, item.content ?? item.description ?? "", files)
      }),
  },
  "@extractus/feed-extractor": {
    formats: ["rss", "atom", "json"],
    parse: async (library, document) => {
      // Its usual answer is a digest without text or authors; what it has beside that is asked for here.
      const read = document.startsWith("{") ? library.extractFromJson : library.extractFromXml
      const feed = read(document, {
        descriptionMaxLen: 0,
        getExtraEntryFields: (entry: Data) => ({
          html: text(
            entry["content:encoded"] ?? entry.content ?? entry.content_html ?? entry.description ?? entry.summary,
          ),
          names: list(entry["dc:creator"] ?? entry.author ?? entry.authors).map((one) => one.name ?? text(one)),
          files: [
            ...list(entry.enclosure).map((one) => one["@_url"]),
            ...list(entry.link)
              .filter((one) => one["@_rel"] === "enclosure")
              .map((one) => one["@_href"]),
            ...list(entry.attachments).map(({ url }) => url),
          ],
        }),
      })
      return feed.entries.map((entry: Data) =>
        shown(entry.link, entry.title, entry.published, entry.names, entry.html, entry.files),
      )
    },
  },
}

export const npmParsers: Reader[] = Object.entries(parseWith).map(([name, { formats, parse }]) => ({
  name: `npm ${name}`,
  formats,
  missing: () => (onPath("npm") ? null : "not here: npm"),
  open: async (folder) => {
    const library = await install(name, folder)
    return {
      subscribe: async ({ url }) => {
        let [etag, entries]: [string | null, Shown[]] = [null, []]
        return {
          visit: async () => {
            const headers = etag === null ? undefined : { "if-none-match": etag }
            const answer = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) })
            if (answer.status !== 200) return entries
            etag = answer.headers.get("etag")
            entries = await parse(library, await answer.text(), url)
            return entries
          },
        }
      },
    }
  },
}))

async function install(name: string, folder: string): Promise<Data> {
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, "package.json"))) writeFileSync(join(folder, "package.json"), '{"private": true}')
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, name], {
    cwd: folder,
  })
  return import(pathToFileURL(createRequire(join(folder, "package.json")).resolve(name)).href)
}

function shown(
  url: string,
  title: string,
  date: unknown,
  authors: string[],
  html: string,
  enclosures: string[],
): Shown {
  return { url, title: title ?? "", time: seconds(date), authors, html, pictures: picturesIn(html), enclosures }
}

/** Text that a parser gives as a string, or as an object with the string in it. */
const text = (value: Data): string =>
  value == null ? "" : typeof value === "string" ? value : (value.value ?? value["#text"] ?? "")
