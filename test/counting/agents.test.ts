import { describe, expect, it } from "vitest"
import { HOSTED_READERS, isBot, readAgent } from "../../src/counting/agents.ts"
import readme from "../../src/counting/README.md?raw"

// As they were sent: from published access logs, the readers' own pages and their source code. See README.md.
const HOSTED: [agent: string, reader: string, subscribers: number, feedId: string][] = [
  ["Feedly/1.0 (+http://www.feedly.com/fetcher.html; 457 subscribers; like FeedFetcher-Google)", "feedly", 457, ""],
  ["Feedly/1.0 (poller; 131 subscribers;)", "feedly", 131, ""],
  ["Feedly/1.0 (+http://www.feedly.com/fetcher.html; 1 subscriber)", "feedly", 1, ""],
  ["FeedlyBot/1.0 (http://feedly.com)", "feedly", 0, ""],
  ["Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 26 subscribers; )", "inoreader", 26, ""],
  ["Mozilla/5.0 (compatible; inoreader.com; 114 subscribers)", "inoreader", 114, ""],
  ["Feedbin feed-id:1373711 - 142 subscribers", "feedbin", 142, "1373711"],
  [
    'NewsBlur Feed Fetcher - 27 subscribers - https://www.newsblur.com/site/7704055/a-site ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.1 Safari/605.1.15")',
    "newsblur",
    27,
    "7704055",
  ],
  [
    "Mozilla/5.0 (compatible; theoldreader.com; 1 subscribers; feed-id=cead6c3a837650eeefd8fe4a)",
    "old-reader",
    1,
    "cead6c3a837650eeefd8fe4a",
  ],
  ["Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; 6 subscribers)", "bazqux", 6, ""],
  ["Bloglovin/1.0 (http://www.bloglovin.com; 1 subscribers)", "bloglovin", 1, ""],
  [
    "Feed Wrangler/1.0 (1 subscriber; feed-id=479901; http://feedwrangler.net; Allow like Gecko)",
    "feed-wrangler",
    1,
    "479901",
  ],
  ["Netvibes (http://www.netvibes.com/; 2 subscribers; feedID: 29108491)", "netvibes", 2, "29108491"],
  ["Overcast/1.0 Podcast Sync (1190 subscribers; feed-id=554901; +http://overcast.fm/)", "overcast", 1190, "554901"],
  ["livedoor FeedFetcher/0.01 (http://reader.livedoor.com/; 999 subscribers)", "livedoor", 999, ""],
  [
    "LiveJournal.com (webmaster@livejournal.com; for http://www.livejournal.com/users/rfinnie/; 7 readers)",
    "livejournal",
    7,
    "rfinnie",
  ],
  [
    "Dreamwidth Studios (webmaster@dreamwidth.org; for https://www.dreamwidth.org/users/vikingschoice_feed/; 2 readers)",
    "dreamwidth",
    2,
    "vikingschoice_feed",
  ],
  [
    "FeedHQ/1.0 (https://github.com/feedhq/feedhq; 3 subscribers; https://github.com/feedhq/feedhq/wiki/User-Agent)",
    "feedhq",
    3,
    "",
  ],
  [
    "Feedfetcher-Google; (+http://www.google.com/feedfetcher.html; 4 subscribers; feed-id=9048986372668769311)",
    "google",
    4,
    "9048986372668769311",
  ],
  ["FeedFetcher-Google; (+http://www.google.com/feedfetcher.html)", "google", 0, ""],
  ["Mozilla/5.0 (compatible; FlipboardRSS/1.2; +http://flipboard.com/browserproxy)", "flipboard", 0, ""],
  ["Feedspot/1.0 (+https://www.feedspot.com/fs/fetcher; like FeedFetcher-Google)", "feedspot", 0, ""],
  ["wp.com feedbot/1.0 (+https://wp.com)", "wordpress", 0, ""],
  ["Slackbot 1.0 (+https://api.slack.com/robots)", "slack", 0, ""],
  ["Blogtrottr/2.0", "blogtrottr", 0, ""],
  [
    "Superfeedr bot/2.0 http://superfeedr.com - Make your feeds realtime: get in touch - feed-id:46271263",
    "superfeedr",
    0,
    "46271263",
  ],
]

const BOTS = [
  "",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
  "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
  "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
  "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)",
  "W3C-checklink/4.5 [4.160] libwww-perl/5.823",
  "W3C_Validator/1.3 http://validator.w3.org/services",
  "facebookexternalhit/1.1",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "curl/8.5.0",
  "Wget/1.21.4",
  "python-requests/2.32.3",
  "Go-http-client/2.0",
  "axios/0.26.1",
]

// Programs of one reader each, or of a household.
const SINGLE = [
  "FreshRSS/1.28.0 (Linux; https://freshrss.org)",
  "Tiny Tiny RSS/25.07-dea3f2d (Unsupported) (https://tt-rss.org/)",
  "NetNewsWire (RSS Reader; https://netnewswire.com/)",
  "Mozilla/5.0 (compatible; Miniflux/2.2.3; +https://miniflux.app)",
  "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.6.1",
  "newsboat/2.21 (Linux x86_64)",
  "Akregator/5.24.0 (23.08.0); syndication",
  "Liferea/1.13.5 (Linux; en_US; https://lzone.de/liferea/)",
  "Mozilla/5.0 (feeder.co; Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/106.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
  // Unknown services are believed to be one reader.
  "SomeReader/2.1 (1204 readers)",
]

describe("a User-Agent", () => {
  it.each(HOSTED)("%s is a hosted reader's", (agent, reader, subscribers, feedId) => {
    expect(readAgent(agent)).toEqual({ kind: "hosted", reader, subscribers, feedId })
  })

  it.each(BOTS)("%j is a bot's", (agent) => {
    expect(readAgent(agent)).toEqual({ kind: "bot" })
    expect(isBot(agent)).toBe(true)
  })

  it.each(SINGLE)("%s is one reader's", (agent) => {
    expect(readAgent(agent)).toEqual({ kind: "single" })
  })

  // Scrapers in the wild call themselves so, to be let in.
  it.each([
    "NewsBlur Feed Fetcher - 1000000 subscribers",
    "NewsBlur Feed Fetcher - 200 subscribers - https://www.newsblur.com",
    "Feedbin - 5000 subscribers",
    `Feedly/1.0 (${"9".repeat(30)} subscribers)`,
  ])("%s is not believed to have subscribers", (agent) => {
    expect(readAgent(agent)).toMatchObject({ kind: "hosted", subscribers: 0 })
  })

  it("of each hosted reader is in the table of the README, with its source", () => {
    for (const { title } of HOSTED_READERS) expect(readme).toMatch(new RegExp(`^\\| ${title} +\\|.*https?://`, "m"))
    expect(new Set(HOSTED.map(([, reader]) => reader))).toEqual(new Set(HOSTED_READERS.map(({ name }) => name)))
  })

  it("of any form takes no time", () => {
    for (const agent of [`Feedly/1.0 (${"1".repeat(300)}`, "(".repeat(300), "feed-id=".repeat(40), "bot-".repeat(75)])
      expect(() => readAgent(agent)).not.toThrow()
  })
})
