/** The texts of pages around the stories, in one language. */
export interface Messages {
  /** The language of these texts. */
  language: string
  skip: string
  by: string
  updated: string
  checkAlso: string
  checkAlsoNote: string
  sponsored: string
  newest: string
  more: string
  feeds: string
  feedsNote: string
  allFeeds: string
  follow: string
  topics: string
  nothingYet: string
  gone: string
  goneNote: string
  missing: string
  missingNote: string
  toHome: string
}
