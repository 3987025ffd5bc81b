// SmartNews, SmartFormat 2.1. Source: SmartNews' specification for publishers, read in November 2026. A W3C validator
// wants the address of a thumbnail as an attribute, and a plugin writes it as text: it is an attribute here.
import { textToAttribute, textToXml } from "../../lib/text/escape.ts"
import { noAuthor, noBody, noImage, noTitle } from "./kit/checks.ts"
import { by, type FeedFacts, type Profile } from "./kit/profile.ts"

const { must, should } = by("SmartNews: SmartFormat specification (article 56500436151065)", "official")
const plugin = by("a WordPress plugin for SmartNews", "second-hand")

const logo = (name: string, url: string | undefined) =>
  url ? `\n<snf:${name}><url>${textToXml(url)}</url></snf:${name}>` : ""

export const smartnews: Profile = {
  name: "smartnews",
  title: "SmartNews",
  maxArticles: 50,
  // The checker may refuse a larger file.
  maxBytes: 1_000_000,
  namespaces: { snf: "http://www.smartnews.be/snf" },
  drops: "audio map",
  modified: "dcterms:modified",
  settings: {
    description: "News from Kabul",
    logo: "https://courier.example/logo.png",
    dark_logo: "https://courier.example/logo-dark.png",
    analytics: "<script>count('{url}')</script>",
  },
  rules: [
    must("title", "a title", noTitle, "Send a title."),
    plugin.should("body", "the full text", noBody, "Send content_html or content_text with text in it."),
    plugin.should("author", "an author", noAuthor, "Name the author."),
    plugin.should("image", "an image, for the thumbnail", noImage, "Add an image."),
  ],
  feedRules: [
    should<FeedFacts>(
      "description",
      "a description of the site of at most 30 characters",
      ({ settings, publication }) => {
        const text = settings.description || publication.description
        return text.length > 30 ? `${text.length} characters` : null
      },
      'Set a short one in AGGREGATORS: {"smartnews": {"description": "…"}}.',
    ),
    should<FeedFacts>(
      "logo",
      "a logo for the top of the page (snf:logo)",
      ({ settings }) => (settings.logo ? null : "no logo"),
      'Set its address in AGGREGATORS: {"smartnews": {"logo": "https://…"}}.',
    ),
  ],
  channel: ({ settings }) => logo("logo", settings.logo) + logo("darkModeLogo", settings.dark_logo),
  item: ({ article, facts: { settings } }) => {
    const snippet = settings.analytics?.replaceAll("{url}", textToAttribute(article.url))
    return snippet ? `\n<snf:analytics>${textToXml(snippet)}</snf:analytics>` : ""
  },
}
