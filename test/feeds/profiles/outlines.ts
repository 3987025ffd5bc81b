// What a document of each party must look like, as tables of our own after its public schema, specification or example.
// Read in November 2026. Yahoo and NewsBreak have none in public: see the README of src/feeds/profiles.

/** Elements of the channel and of each item, or of each `url`. Those of `once` stand there exactly once, in any order. */
export interface Outline {
  source: string
  once: { channel?: string[]; item: string[] }
  /** Children of an item in this order and no others, where a schema has a sequence. */
  sequences?: Record<string, string[]>
  /** Path from the channel or item → what its text, or an attribute after `@`, looks like. */
  texts: Record<string, RegExp>
  namespaces?: Record<string, string>
}

const TEXT = /\S/
const ADDRESS = /^https?:\/\/\S+$/
const RFC822 = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/
const W3C_DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?$/
const CONTENT = "http://purl.org/rss/1.0/modules/content/"
const DC = "http://purl.org/dc/elements/1.1/"
const MEDIA = "http://search.yahoo.com/mrss/"

const MEDIA_RSS: Record<string, RegExp> = {
  "item/media:content/@url": ADDRESS,
  "item/media:content/@medium": /^(?:image|audio|video|document|executable)$/,
  "item/media:content/@type": /^[a-z]+\/[\w.+-]+$/,
  "item/media:content/@width": /^[1-9]\d*$/,
  "item/media:content/@height": /^[1-9]\d*$/,
  "item/media:content/@fileSize": /^[1-9]\d*$/,
  "item/media:content/media:description/@type": /^(?:plain|html)$/,
  "item/media:thumbnail/@url": ADDRESS,
}

const RSS: Record<string, RegExp> = {
  "channel/title": TEXT,
  "channel/link": ADDRESS,
  "channel/pubDate": RFC822,
  "channel/lastBuildDate": RFC822,
  "item/title": TEXT,
  "item/link": ADDRESS,
  "item/pubDate": RFC822,
  "item/guid": TEXT,
  "item/guid/@isPermaLink": /^(?:true|false)$/,
  "item/enclosure/@url": ADDRESS,
  "item/enclosure/@length": /^[1-9]\d*$/,
  "item/enclosure/@type": /^[a-z]+\/[\w.+-]+$/,
  ...MEDIA_RSS,
}

export const OUTLINES: Record<string, Outline> = {
  apple: {
    source: "Apple's RSS guidelines (apdc2c7520ff)",
    once: { channel: ["title", "language", "link"], item: ["title", "link", "description"] },
    texts: { ...RSS, "channel/language": /^[a-z]{2,3}-[A-Z]{2}$/, "item/description": TEXT },
  },
  flipboard: {
    source: "Flipboard's RSS specification and its sample feed (about.flipboard.com/rss-spec)",
    once: {
      channel: ["title", "link", "description", "language"],
      item: ["title", "link", "guid", "pubDate", "description", "content:encoded"],
    },
    texts: { ...RSS, "channel/language": /^[a-z]{2,3}(?:-[A-Z]{2})?$/ },
    namespaces: { content: CONTENT, dc: DC, media: MEDIA },
  },
  google: {
    source: "sitemap.xsd of sitemaps.org and sitemap-news.xsd of Google",
    once: { item: ["loc", "news:news"] },
    sequences: {
      url: ["loc", "news:news"],
      "news:news": ["news:publication", "news:publication_date", "news:title"],
      "news:publication": ["news:name", "news:language"],
    },
    texts: {
      // 12 to 2048 characters.
      "item/loc": /^https?:\/\/\S{4,2040}$/,
      "item/news:news/news:publication/news:name": TEXT,
      "item/news:news/news:publication/news:language": /^(?:zh-cn|zh-tw|[a-z]{2,3})$/,
      "item/news:news/news:publication_date": W3C_DATE,
      "item/news:news/news:title": TEXT,
    },
    namespaces: { news: "http://www.google.com/schemas/sitemap-news/0.9" },
  },
  msn: {
    source: "Microsoft's RSS and Atom code examples (kb 58) and feed item metadata requirements",
    once: {
      channel: ["title", "link", "language"],
      item: ["title", "link", "guid", "pubDate", "dcterms:modified", "content:encoded"],
    },
    texts: {
      ...RSS,
      "item/dcterms:modified": W3C_DATE,
      "item/media:content/mi:hasSyndicationRights": /^[01]$/,
    },
    namespaces: {
      content: CONTENT,
      media: MEDIA,
      mi: "http://schemas.ingestion.microsoft.com/common/",
      dcterms: "http://purl.org/dc/terms/",
    },
  },
  newsletter: {
    source: "Mailchimp's example of a feed with dates; Slack: a date in each item",
    once: { channel: ["title", "description", "pubDate"], item: ["title", "pubDate", "guid", "link"] },
    texts: RSS,
    namespaces: { media: MEDIA },
  },
  podcast: {
    source: "PSP-1, the Podcasting 2.0 namespace (podcast.xsd, docs/tags), Apple's table of tags",
    once: {
      channel: [
        ...["title", "description", "link", "language", "itunes:category", "itunes:explicit", "itunes:image"],
        ...["podcast:locked", "podcast:guid", "itunes:author"],
      ],
      item: ["title", "enclosure", "guid", "link", "pubDate", "description", "itunes:explicit"],
    },
    texts: {
      ...RSS,
      "channel/atom:link/@rel": /^(?:self|hub)$/,
      "channel/language": /^[a-z]{2,3}(?:-[A-Z]{2})?$/,
      "channel/itunes:category/@text": TEXT,
      "channel/itunes:explicit": /^(?:true|false)$/,
      "channel/itunes:image/@href": /^https:\/\/\S+$/,
      "channel/itunes:type": /^(?:episodic|serial)$/,
      "channel/podcast:locked": /^(?:yes|no)$/,
      "channel/podcast:guid": /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      "channel/podcast:medium": /^podcast$/,
      "item/enclosure/@type": /^audio\/(?:mpeg|mp4|x-m4a|m4a)$/,
      "item/itunes:duration": /^[1-9]\d*$/,
      "item/itunes:explicit": /^(?:true|false)$/,
      "item/itunes:episodeType": /^(?:full|trailer|bonus)$/,
      "item/podcast:transcript/@url": ADDRESS,
      "item/podcast:transcript/@type": /^(?:text\/(?:vtt|html|plain)|application\/(?:json|x-subrip))$/,
      "item/podcast:transcript/@rel": /^captions$/,
      "item/podcast:transcript/@language": /^[a-z]{2,3}(?:-\w+)*$/,
    },
    namespaces: {
      itunes: "http://www.itunes.com/dtds/podcast-1.0.dtd",
      podcast: "https://podcastindex.org/namespace/1.0",
      atom: "http://www.w3.org/2005/Atom",
    },
  },
  smartnews: {
    source: "SmartNews' SmartFormat (articles 56500436151065 and 360036526213)",
    once: {
      channel: ["title", "link", "description", "pubDate", "language", "snf:logo"],
      item: ["title", "link", "guid", "pubDate", "description"],
    },
    texts: { ...RSS, "channel/description": /^.{1,30}$/, "channel/snf:logo/url": ADDRESS, "channel/ttl": /^\d+$/ },
    namespaces: { content: CONTENT, media: MEDIA, snf: "http://www.smartnews.be/snf" },
  },
}
