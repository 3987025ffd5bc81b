import type { Article, Publication } from "../../../src/model/article.ts"
import type { Link } from "../../../src/model/link.ts"
import type { Paper } from "../../../src/model/paper.ts"

export const publication: Publication = {
  title: "The Harbour Post",
  description: "News of the harbour.",
  language: "en",
  copyright: "© The Harbour Post",
  contact: "desk@harbour.example",
  homeUrl: "https://harbour.example/",
  icon: "https://harbour.example/icon.svg",
  siteUrl: "https://harbour.example",
  hubs: ["https://harbour.example/websub"],
}

export const paper: Paper = { publication, timeZone: "UTC", sections: {}, countLinks: false }

export function article(changes: Partial<Article> = {}): Article {
  return {
    id: "new-pier",
    guid: "https://harbour.example/articles/new-pier",
    url: "https://harbour.example/articles/new-pier",
    title: "The new pier opens",
    summary: "It took four winters.",
    contentHtml: "<p>Boats of every colour came.</p>",
    authors: [{ name: "Ada Moss" }],
    tags: ["pier"],
    section: "Harbour",
    language: "en",
    attachments: [],
    datePublished: "2026-11-23T05:00:00.000Z",
    dateModified: "2026-11-23T05:00:00.000Z",
    ...changes,
  }
}

export function link(changes: Partial<Link> = {}): Link {
  return {
    id: "https://tide.example/1",
    url: "https://tide.example/1",
    title: "Tide tables for the pier",
    summary: "When to moor.",
    datePublished: "2026-11-22T05:00:00.000Z",
    authors: [],
    language: "en",
    partner: "tide",
    partnerName: "Tide Weekly",
    score: 0.8,
    reason: ["pier"],
    pinned: false,
    sponsored: false,
    fit: "related",
    ...changes,
  }
}

interface Seen {
  tag: string
  attributes: Record<string, string>
  text: string
}

/** Every element of a page that the selector matches, as the runtime's own HTML parser reads it. */
export async function select(html: string, selector: string): Promise<Seen[]> {
  const found: Seen[] = []
  const rewriter = new HTMLRewriter().on(selector, {
    element(element) {
      found.push({ tag: element.tagName, attributes: Object.fromEntries(element.attributes), text: "" })
    },
    text(chunk) {
      found.at(-1)!.text += chunk.text
    },
  })
  await rewriter.transform(new Response(html)).text()
  return found
}

/** What a browser shows for escaped text. */
export function shown(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
}
