// Google News' sitemap. Source: Google's page on news sitemaps (developers.google.com/search/docs), read in November 2026,
// and sitemaps.org 0.9.
import { textToXml } from "../../lib/text/escape.ts"
import { primaryLanguage } from "../../lib/text/language.ts"
import { DAY } from "../../lib/text/time.ts"
import { shortDate } from "../write/entry.ts"
import { toLabel } from "../write/labels.ts"
import { noTitle } from "./kit/checks.ts"
import { by, type FeedFacts, type Profile, type Subject } from "./kit/profile.ts"

const { must, should } = by("Google Search Central: create a news sitemap", "official")
const sitemaps = by("sitemaps.org: the protocol, location of a sitemap file", "official")

/** The paper's name as Google News has it, which is without parentheses. */
const nameOf = ({ settings, publication }: FeedFacts) => settings.name || toLabel(publication.title)
const withoutParentheses = (name: string) => name.replace(/\s*\([^)]*\)/g, "").trim()

/** ISO 639, but for the two kinds of Chinese. */
function languageOf(language: string): string {
  if (/^zh\b/i.test(language)) return /-(?:tw|hk|mo|hant)\b/i.test(language) ? "zh-tw" : "zh-cn"
  return primaryLanguage(language)
}

export const google: Profile = {
  name: "google",
  title: "Google News",
  maxArticles: 1000,
  maxBytes: 50_000_000,
  maxAgeMs: 2 * DAY,
  drops: "",
  modified: "atom:updated",
  settings: { name: "The Kabul Courier" },
  rules: [
    must("title", "a title", noTitle, "Send a title."),
    sitemaps.must(
      "host",
      "an address at the host of the sitemap",
      ({ article, facts }) => (article.url.startsWith(`${facts.publication.siteUrl}/`) ? null : article.url),
      "Nothing here: the site with this address has it in its own sitemap.",
    ),
    sitemaps.must(
      "address",
      "an address of less than 2,048 characters",
      ({ article: { url } }) => (url.length < 2048 ? null : `${url.length} characters`),
      "Send a shorter url.",
    ),
    should(
      "title-name",
      "a title without the name of the paper",
      ({ article, facts }) => (article.title.includes(nameOf(facts)) ? article.title : null),
      "Leave the paper's name out of the headline.",
    ),
  ],
  feedRules: [
    should<FeedFacts>(
      "name",
      "the paper's name exactly as on news.google.com, without parentheses",
      (facts) => (withoutParentheses(nameOf(facts)) === nameOf(facts) ? null : nameOf(facts)),
      'The parentheses are left out. Set the name in AGGREGATORS: {"google": {"name": "…"}}.',
    ),
  ],
  document: (subjects, facts) => {
    const name = textToXml(withoutParentheses(nameOf(facts)))
    const language = languageOf(facts.language)
    const news = subjects.map(
      ({ article }: Subject) =>
        `<url><loc>${textToXml(article.url)}</loc><news:news><news:publication><news:name>${name}</news:name><news:language>${language}</news:language></news:publication><news:publication_date>${shortDate(article.datePublished)}</news:publication_date><news:title>${textToXml(article.title)}</news:title></news:news></url>\n`,
    )
    return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n${news.join("")}</urlset>\n`
  },
}
