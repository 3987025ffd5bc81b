import { Feed } from "feed"
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from "feedsmith"
import { renderFeed } from "../../src/feeds/write/render.ts"
import type { Article } from "../../src/model/article.ts"
import { NOW, PUBLICATION, sampleArticle } from "./samples.ts"

// The same articles by three writers, each given all that it has a place for, as its documentation says.

export interface Documents {
  rss: string
  atom: string
  json: string
}

export const WRITERS: Record<"ours" | "feed" | "feedsmith", (articles: Article[]) => Documents> = {
  ours: (articles) => renderFeed({ key: { kind: "main" }, publication: PUBLICATION, articles, now: NOW }),
  feed: byFeed,
  feedsmith: byFeedsmith,
}

/** Fifty ordinary articles, and fifty of which every fifth has something odd that newsrooms do send. */
export const ORDINARY: Article[] = Array.from({ length: 50 }, (_, at) => sampleArticle(at))
const ODD: Partial<Article>[] = [
  { title: "AT&T <b>masts</b> & more", summary: "On masts & <i>towers</i>" },
  { title: "Back\u0008space", summary: "An excerpt ]]> with ]]> ends" },
  { authors: [], tags: [], section: undefined, image: undefined },
  { image: { url: "https://courier.example/media/photo.jpg?w=1&h=2", type: "image/jpg" } },
  { language: "ps", title: "د سیند اوبه لوړې شوې", authors: [{ name: "Laila & Farid" }, { name: "Amin" }] },
  { attachments: [{ url: "https://courier.example/media/talk.mp3", mimeType: "audio/mpeg", sizeInBytes: 4096 }] },
  { guid: "https://old.example/story", title: "Half \ud83d of an emoji 🌧️" },
  { tags: ["R&D", "a < b"], section: `"Life" & Style` },
  { summary: "", contentHtml: "<p>No summary ]]> here</p>" },
  { dateModified: sampleArticle(3).dateModified, url: "https://courier.example/a|b" },
]
export const MIXED: Article[] = ORDINARY.map((article, at) => (at % 5 === 0 ? sampleArticle(at, ODD[at / 5]) : article))

function byFeed(articles: Article[]): Documents {
  const feed = new Feed({
    id: PUBLICATION.homeUrl,
    title: PUBLICATION.title,
    description: PUBLICATION.description,
    link: PUBLICATION.homeUrl,
    language: PUBLICATION.language,
    copyright: PUBLICATION.copyright,
    image: PUBLICATION.icon,
    favicon: PUBLICATION.icon,
    updated: new Date(articles[0]!.dateModified),
    author: { name: PUBLICATION.title, email: PUBLICATION.contact, link: PUBLICATION.homeUrl },
    feedLinks: {
      rss: `${PUBLICATION.siteUrl}/rss.xml`,
      atom: `${PUBLICATION.siteUrl}/atom.xml`,
      json: `${PUBLICATION.siteUrl}/feed.json`,
    },
  })
  for (const article of articles) {
    const audio = article.attachments[0]
    feed.addItem({
      title: article.title,
      id: article.guid,
      link: article.url,
      description: article.summary,
      content: article.contentHtml,
      // `feed` throws on an empty list.
      author: article.authors.length > 0 ? article.authors.map(({ name, url }) => ({ name, link: url })) : undefined,
      category: [article.section, ...article.tags]
        .filter((tag) => tag !== undefined)
        .map((name) => ({ name, term: name })),
      date: new Date(article.dateModified),
      published: new Date(article.datePublished),
      image: article.image?.url,
      enclosure: audio && { url: audio.url, type: audio.mimeType, length: audio.sizeInBytes },
    })
  }
  return { rss: feed.rss2(), atom: feed.atom1(), json: feed.json1() }
}

function byFeedsmith(articles: Article[]): Documents {
  const { siteUrl, homeUrl, title, description, language, copyright } = PUBLICATION
  const media = ({ image }: Article) =>
    image && {
      contents: [{ url: image.url, type: image.type, medium: "image", width: image.width, height: image.height }],
      thumbnails: [{ url: image.url, width: image.width, height: image.height }],
    }
  const tags = ({ section, tags }: Article) => [section, ...tags].filter((tag) => tag !== undefined)
  const updated = new Date(articles[0]!.dateModified)
  const rss = generateRssFeed({
    title,
    link: homeUrl,
    description,
    language,
    copyright,
    lastBuildDate: updated,
    ttl: 15,
    atom: { links: [{ href: `${siteUrl}/rss.xml`, rel: "self", type: "application/rss+xml" }] },
    items: articles.map((article) => ({
      title: article.title,
      link: article.url,
      guid: { value: article.guid, isPermaLink: article.guid === article.url },
      pubDate: new Date(article.datePublished),
      description: article.summary,
      content: { encoded: article.contentHtml },
      dc: { creators: article.authors.map(({ name }) => name) },
      categories: tags(article).map((name) => ({ name })),
      enclosures: article.attachments.map((each) => ({
        url: each.url,
        type: each.mimeType,
        length: each.sizeInBytes ?? 0,
      })),
      media: media(article),
    })),
  })
  const atom = generateAtomFeed({
    id: homeUrl,
    title: { value: title },
    subtitle: { value: description },
    rights: { value: copyright },
    icon: PUBLICATION.icon,
    updated,
    authors: [{ name: title, uri: homeUrl }],
    links: [{ href: `${siteUrl}/atom.xml`, rel: "self" }, { href: homeUrl }],
    xml: { lang: language },
    entries: articles.map((article) => ({
      id: article.guid,
      title: { value: article.title },
      links: [
        { href: article.url },
        ...article.attachments.map((each) => ({
          href: each.url,
          rel: "enclosure",
          type: each.mimeType,
          length: each.sizeInBytes,
        })),
      ],
      published: new Date(article.datePublished),
      updated: new Date(article.dateModified),
      authors: article.authors.map(({ name, url }) => ({ name, uri: url })),
      categories: tags(article).map((term) => ({ term })),
      summary: { value: article.summary },
      content: { value: article.contentHtml, type: "html" },
      media: media(article),
    })),
  })
  const json = generateJsonFeed({
    title,
    description,
    home_page_url: homeUrl,
    feed_url: `${siteUrl}/feed.json`,
    icon: PUBLICATION.icon,
    language,
    authors: [{ name: title, url: homeUrl }],
    items: articles.map((article) => ({
      id: article.guid,
      url: article.url,
      title: article.title,
      summary: article.summary,
      content_html: article.contentHtml,
      image: article.image?.url,
      date_published: new Date(article.datePublished),
      date_modified: new Date(article.dateModified),
      tags: article.tags,
      authors: article.authors,
      language: article.language,
      attachments: article.attachments.map((each) => ({
        url: each.url,
        mime_type: each.mimeType,
        size_in_bytes: each.sizeInBytes,
      })),
    })),
  })
  return { rss, atom, json: JSON.stringify(json) }
}
