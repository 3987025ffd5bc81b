import type { Messages } from "./words.ts"

export const GERMAN: Messages = {
  language: "de",
  skip: "Zum Artikel",
  by: "Von",
  updated: "Aktualisiert",
  checkAlso: "Lesen Sie auch",
  checkAlsoNote: "Aus Redaktionen, mit denen wir arbeiten",
  sponsored: "Anzeige",
  newest: "Neueste Artikel",
  more: "Weitere Artikel",
  feeds: "Feeds",
  feedsNote: "Jeder Artikel, sobald er erscheint, im Leseprogramm Ihrer Wahl.",
  allFeeds: "Alle Feeds, und wie man sie nutzt",
  follow: "Folgen",
  topics: "Themen",
  nothingYet: "Noch ist nichts erschienen.",
  gone: "Dieser Artikel wurde zurückgezogen",
  goneNote: "Die Redaktion hat ihn zurückgezogen. Er kommt unter dieser Adresse nicht wieder.",
  missing: "Hier steht kein Artikel",
  missingNote: "Vielleicht ist die Adresse vertippt, oder der Artikel ist noch nicht erschienen.",
  toHome: "Zu den neuesten Artikeln",
}
