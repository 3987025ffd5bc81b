import type { Messages } from "./words.ts"

export const ENGLISH: Messages = {
  language: "en",
  skip: "Skip to the story",
  by: "By",
  updated: "Updated",
  checkAlso: "Check Also",
  checkAlsoNote: "From newsrooms we work with",
  sponsored: "Sponsored",
  newest: "Newest",
  more: "More stories",
  feeds: "Feeds",
  feedsNote: "Every story, in the reader of your choice, the minute it is out.",
  allFeeds: "All feeds, and how to use them",
  follow: "Follow",
  topics: "Topics",
  nothingYet: "Nothing is published yet. The first story will appear here.",
  gone: "This story was withdrawn",
  goneNote: "The newsroom has taken it back. It will not return at this address.",
  missing: "There is no story here",
  missingNote: "The address may be mistyped, or the story is not published yet.",
  toHome: "To the newest stories",
}
