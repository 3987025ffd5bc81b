// What a reader of the reading-room is: a program that subscribes to a feed and can be asked what it shows.
// In: a feed's address and a folder of the reader's own. Out: the entries that it shows, each time it has visited.

export type Format = "rss" | "atom" | "json"

/** An entry as a reader shows it: titles and names as text, the way a person sees them. */
export interface Shown {
  url: string
  title: string
  /** In seconds since 1970; null when the reader shows no date. */
  time: number | null
  authors: string[]
  html: string
  /** Addresses of the pictures that a person sees with the entry. */
  pictures: string[]
  /** Addresses of the files that a person can play or keep. */
  enclosures: string[]
}

/** What a reader subscribes to. */
export interface Feed {
  url: string
  format: Format
  /** How many answers this feed has given so far: for readers that work by themselves. */
  answers(): number
}

export interface Subscription {
  visit(): Promise<Shown[]>
}

/** A reader that is set up, in its own folder. */
export interface OpenReader {
  subscribe(feed: Feed): Promise<Subscription>
  close?(): Promise<void>
}

export interface Reader {
  name: string
  formats: Format[]
  /** Debian's packages that it needs. */
  packages?: string[]
  /** What keeps it from running here, as one line that says what to do; null when nothing does. */
  missing(): string | null
  open(folder: string): Promise<OpenReader>
}

/** The addresses of an HTML text's images. */
export const picturesIn = (html: string): string[] =>
  [...html.matchAll(/<img\b[^>]*?\ssrc=(?:"([^"]*)"|'([^']*)')/gi)].map(([, one, other]) =>
    (one ?? other ?? "").replaceAll("&amp;", "&"),
  )
