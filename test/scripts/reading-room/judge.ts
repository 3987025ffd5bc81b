// Says what is wrong with what a reader shows. In: the stories as they should be, and as the reader has them.
// Out: one fault for each thing that a person would miss, of a kind that the table of known limits can name.

import { htmlToText } from "../../../src/lib/html/index.ts"
import type { Stage, Story } from "./newsroom.ts"
import type { Shown } from "./reader.ts"
import type { Exchange } from "./recording-proxy.ts"

export type Kind =
  | "visit"
  | "story"
  | "title"
  | "date"
  | "authors"
  | "text"
  | "picture"
  | "enclosures"
  | "edit"
  | "withdrawal"
  | "304"

export interface Fault {
  kind: Kind
  story?: string
  detail: string
}

export function faultsOfEntries(stage: Stage, entries: Shown[]): Fault[] {
  return [
    ...stage.live.flatMap((story) => faultsOfStory(stage, story, entries)),
    ...stage.withdrawn
      .filter(({ url }) => entries.some((entry) => entry.url === url))
      .map(({ id }): Fault => ({ kind: "withdrawal", story: id, detail: "still shown" })),
  ]
}

/** After an unchanged visit: whoever sent a validator must have been told that nothing is new. */
export function faultsOfAnswers(exchanges: Exchange[], unchanged: boolean): Fault[] {
  const faults: Fault[] = exchanges
    .filter(({ status }) => ![200, 226, 304].includes(status))
    .map(({ path, status }) => ({ kind: "visit", detail: `${path} was answered ${status}` }))
  if (exchanges.length === 0) faults.push({ kind: "visit", detail: "the feed was not asked for" })
  const last = exchanges.at(-1)
  if (unchanged && last && hasValidator(last) && last.status !== 304) {
    faults.push({ kind: "304", detail: `nothing is new, and the answer was ${last.status}` })
  }
  return faults
}

export const hasValidator = ({ asked }: Exchange): boolean =>
  asked["if-none-match"] !== undefined || asked["if-modified-since"] !== undefined

function faultsOfStory({ edited }: Stage, story: Story, entries: Shown[]): Fault[] {
  const shown = entries.filter(({ url }) => url === story.url)
  // A reader that files each change by itself has the story more than once: its newest form counts.
  const entry = shown.find(({ title }) => title === story.title) ?? shown.at(-1)
  const fault = (kind: Kind, detail: string): Fault => ({ kind, story: story.id, detail })
  if (!entry) return [fault("story", "not shown")]
  const text = htmlToText(entry.html)
  const isEdited = edited.includes(story.id)
  const lacking = story.enclosures.filter((url) => !entry.enclosures.includes(url))
  const faults: Fault[] = []
  if (entry.title !== story.title) faults.push(fault(isEdited ? "edit" : "title", `shows “${entry.title}”`))
  if (!text.includes(story.text)) faults.push(fault(isEdited ? "edit" : "text", `shows “${text.slice(0, 120)}”`))
  if (entry.time !== story.time) faults.push(fault("date", `shows ${inWords(entry.time)}, not ${inWords(story.time)}`))
  if (entry.authors.join(", ") !== story.authors.join(", ")) {
    faults.push(fault("authors", `shows “${entry.authors.join(", ")}”, not “${story.authors.join(", ")}”`))
  }
  if (story.picture && !entry.pictures.includes(story.picture)) {
    faults.push(fault("picture", `shows ${entry.pictures.join(", ") || "none"}`))
  }
  if (lacking.length > 0)
    faults.push(fault("enclosures", `lacks ${lacking.map((url) => url.split("/").at(-1)).join(", ")}`))
  return faults
}

const inWords = (seconds: number | null) => (seconds === null ? "none" : new Date(seconds * 1000).toISOString())
