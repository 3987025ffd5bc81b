// Who asks for a feed, by its User-Agent. Nobody can check it: whoever lies is believed, but for the forms below.
// The sources are in README.md.

export type Agent =
  | { kind: "hosted"; reader: string; subscribers: number; feedId: string }
  | { kind: "single" }
  | { kind: "bot" }

/** A service that reads feeds for many. */
interface HostedReader {
  /** As it stands in the sums. */
  name: string
  title: string
  /** How its User-Agent begins, or what only it has. */
  is: RegExp
  /** Its id of the feed. */
  id?: RegExp
  /** The real one always has the id, and those that pretend to be it leave it out. */
  needsId?: true
}

const FEED_ID = /\bfeed-?id[:=] ?([\w-]{1,40})/i
const JOURNAL = /\/users\/([\w-]{1,40})/

export const HOSTED_READERS: readonly HostedReader[] = [
  { name: "bazqux", title: "BazQux", is: /^Mozilla\/5\.0 \(compatible; BazQux\// },
  { name: "bloglovin", title: "Bloglovin’", is: /^Bloglovin\// },
  { name: "blogtrottr", title: "Blogtrottr", is: /^Blogtrottr\// },
  { name: "dreamwidth", title: "Dreamwidth", is: /^Dreamwidth Studios \(/, id: JOURNAL },
  { name: "feedbin", title: "Feedbin", is: /^Feedbin /, id: FEED_ID, needsId: true },
  { name: "feedhq", title: "FeedHQ", is: /^FeedHQ\// },
  { name: "feedly", title: "Feedly", is: /^Feedly(?:Bot|App)?\// },
  { name: "feedspot", title: "Feedspot", is: /^(?:Mozilla\/5\.0 \(compatible; )?Feedspot(?:bot)?\// },
  { name: "feed-wrangler", title: "Feed Wrangler", is: /^Feed Wrangler\//, id: FEED_ID },
  { name: "flipboard", title: "Flipboard", is: /\bFlipboard(?:RSS|Proxy)\// },
  { name: "google", title: "Google", is: /^Feed[Ff]etcher-Google;/, id: FEED_ID },
  { name: "inoreader", title: "Inoreader", is: /^(?:Mozilla\/5\.0 \(compatible; )?inoreader(?:\/|\.com)/i },
  { name: "livedoor", title: "Livedoor Reader", is: /^livedoor FeedFetcher\// },
  { name: "livejournal", title: "LiveJournal", is: /^LiveJournal\.com \(/, id: JOURNAL },
  { name: "netvibes", title: "Netvibes", is: /^Netvibes \(/, id: FEED_ID },
  {
    name: "newsblur",
    title: "NewsBlur",
    is: /^NewsBlur (?:Feed|Page|Content) Fetcher - /,
    id: /newsblur\.com\/site\/(\d{1,12})/,
    needsId: true,
  },
  { name: "old-reader", title: "The Old Reader", is: /^Mozilla\/5\.0 \(compatible; theoldreader\.com;/, id: FEED_ID },
  { name: "overcast", title: "Overcast", is: /^Overcast\//, id: FEED_ID },
  { name: "slack", title: "Slack", is: /^Slackbot 1\./ },
  { name: "superfeedr", title: "Superfeedr", is: /^Superfeedr bot\//, id: FEED_ID },
  { name: "wordpress", title: "WordPress.com", is: /^wp\.com feedbot\// },
]

/** Up to ten million: above it nobody tells the truth. */
const SAYS = /\b(\d{1,7}) (?:subscriber|reader)s?\b/i

/** Crawlers, previews, monitors, link checkers, validators and libraries; nobody reads with them. */
const BOT = new RegExp(
  [
    "bot\\b|bot[/_-]|crawl|spider|slurp|archiver|scrap(?:er|y)|headless|preview|facebookexternalhit|embedly|whatsapp",
    "monitor|uptime|pingdom|statuscake|site24x7|checklink|link.?check|validator",
    "curl|wget|python|libwww|go-http-client|java/|axios|node-fetch|undici|httpclient|phantomjs|^$",
  ].join("|"),
  "i",
)

/** Whether nobody reads with this User-Agent. A hosted reader's may look so too: see readAgent. */
export const isBot = (agent: string): boolean => BOT.test(agent)

/** The agents of a minute are few, and many regular expressions are slow. */
const read = new Map<string, Agent>()
const MAX_READ = 1000

/** Who this User-Agent says it is. */
export function readAgent(agent: string): Agent {
  const known = read.get(agent)
  if (known) return known
  if (read.size >= MAX_READ) read.clear()
  const found = look(agent)
  read.set(agent, found)
  return found
}

function look(agent: string): Agent {
  const hosted = HOSTED_READERS.find(({ is }) => is.test(agent))
  if (!hosted) return { kind: isBot(agent) ? "bot" : "single" }
  const feedId = hosted.id?.exec(agent)?.[1] ?? ""
  const isReal = feedId !== "" || !hosted.needsId
  return { kind: "hosted", reader: hosted.name, subscribers: isReal ? Number(SAYS.exec(agent)?.[1] ?? 0) : 0, feedId }
}
