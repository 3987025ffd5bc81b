import { clock, TIME, toTime } from "./date-parts.ts"
import { readOffset } from "./date-zone.ts"
import { fromEastAsian } from "./dates-east-asian.ts"
import { fromIso } from "./dates-iso.ts"
import { fromOrdinary } from "./dates-ordinary.ts"
import { findMonth, fromSlashes, fromWords } from "./dates-words.ts"

const DAY = 24 * 3600_000

/** An instant as feeds give it, in milliseconds since 1970; null when nothing can be made of the text. */
export function parseDate(text: string, now: number): number | null {
  const ordinary = fromOrdinary(text)
  if (ordinary !== null) return isOfThisWorld(ordinary, now) ? ordinary : null
  // No date is so long; what is longer would only cost time.
  const plain = tidy(text.slice(0, 100))
  if (plain === "") return null
  for (const read of [fromEastAsian, fromHungarian, fromIso, fromEpoch, fromWords, fromSlashes]) {
    const time = read(plain, now)
    if (time !== null) return isOfThisWorld(time, now) ? time : null
  }
  return null
}

// Before the web nothing was published, but archives give old stories their own dates.
const isOfThisWorld = (time: number, now: number) => time > -12_000 * 365 * DAY && time < now + 100 * 365 * DAY

function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\([^)]*\)/g, " ")
    .replace(/[\s\u200e\u200f]+/g, " ")
    .trim()
}

/** Seconds or milliseconds since 1970. */
function fromEpoch(text: string): number | null {
  return /^\d{9,10}$/.test(text) ? Number(text) * 1000 : /^\d{12,13}$/.test(text) ? Number(text) : null
}

const HUNGARIAN = new RegExp(`^(\\d{4})-(\\p{L}+)-0?(\\d{1,2})(?:T${TIME})?(.*)$`, "u")

/** `2004-július-13T9:15-05:00`: W3CDTF with the month as a word. */
function fromHungarian(text: string): number | null {
  const match = HUNGARIAN.exec(text)
  const month = match && findMonth(match[2]!)
  if (!match || !month) return null
  const [, year, , day, hour, minute, second, zone = ""] = match
  return toTime({
    year: Number(year),
    month,
    day: Number(day),
    ...clock(hour, minute, second),
    offset: readOffset(zone) ?? 0,
  })
}
