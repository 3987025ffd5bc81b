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
  archive: string
  search: string
  /** Names the field that one types into. */
  searchLabel: string
  older: string
  nothingFound: string
  section: string
  topic: string
  author: string
  /** Names the way from the home page to this one. */
  breadcrumb: string
  /** Of 405, 500 and 503. */
  notAllowed: string
  notAllowedNote: string
  broken: string
  brokenNote: string
  busy: string
  busyNote: string
}
