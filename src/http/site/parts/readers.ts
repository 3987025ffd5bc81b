/** A feed reader, and its address that subscribes to a feed. */
export interface Reader {
  name: string
  href(feedUrl: string): string
}

/** Readers that accept a feed's address in a link, most used first. */
export const READERS: readonly Reader[] = [
  { name: "Feedly", href: (url) => `https://feedly.com/i/subscription/feed%2F${encodeURIComponent(url)}` },
  { name: "Inoreader", href: (url) => `https://www.inoreader.com/?add_feed=${encodeURIComponent(url)}` },
  { name: "NewsBlur", href: (url) => `https://www.newsblur.com/?url=${encodeURIComponent(url)}` },
  { name: "The Old Reader", href: (url) => `https://theoldreader.com/feeds/subscribe?url=${encodeURIComponent(url)}` },
  { name: "Feedbin", href: (url) => `https://feedbin.com/?subscribe=${encodeURIComponent(url)}` },
  // NetNewsWire, Reeder, Liferea, Newsboat and other programs on the reader's device open this scheme.
  { name: "An app on this device", href: (url) => `feed:${url}` },
]
