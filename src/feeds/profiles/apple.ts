// Apple News, channels that are fed by RSS. Source: Apple's guide for publishers (support.apple.com/guide/news-publisher,
// page apdc2c7520ff), read in November 2026.
import { endsWithReadMore, noBody, noSummary, noTitle, summaryUnder, titleOver, titleUnder } from "./kit/checks.ts"
import { by, type FeedFacts, type Profile } from "./kit/profile.ts"

const { must, should } = by("Apple: News Publisher guide, RSS (apdc2c7520ff)", "official")

export const apple: Profile = {
  name: "apple",
  title: "Apple News",
  maxArticles: 50,
  maxBytes: 1_000_000,
  drops: "map",
  modified: "atom:updated",
  rules: [
    must("title", "a title", noTitle, "Send a title."),
    must("summary", "a description", noSummary, "Send a summary."),
    should("title-short", "a title of 15 characters at least", titleUnder(15), "Write a longer headline."),
    should("title-long", "a title of at most 60 characters", titleOver(60), "Write a shorter headline."),
    should("body", "the full text", noBody, "Send content_html or content_text with text in it."),
    should(
      "excerpt",
      "a description that fills an excerpt: 40 characters at least",
      summaryUnder(40),
      "Write a longer summary.",
    ),
    should("read-more", "no “read more” at the end", endsWithReadMore, "Delete the last words."),
  ],
  feedRules: [
    should<FeedFacts>(
      "language",
      "a language with its region, such as en-US",
      ({ language }) => (/-(?:[A-Z]{2}|\d{3})\b/.test(language) ? null : language),
      "Set LANGUAGE with a region.",
    ),
  ],
}
