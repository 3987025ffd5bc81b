// Reads a date from a feed.
// In: the text, and the time now for two-digit years. Out: milliseconds since 1970, or null.
// Source: RFC 822, RFC 3339, ISO 8601, W3CDTF, and the misspellings in feedparser's test suite.
import { DAY } from "../../../lib/text/time.ts"
import { fromEastAsian } from "./east-asian.ts"
import { fromOrdinary } from "./fast.ts"
import { fromIso } from "./iso-8601.ts"
import { clock, TIME, toTime } from "./parts.ts"
import { findMonth, fromSlashes, fromWords } from "./rfc-822.ts"
import { readOffset } from "./zones.ts"

/** Milliseconds since 1970; null when the text is not a date. */
export function parseFeedDate(text: string, now: number): number | null {
  const ordinary = fromOrdinary(text)
  if (ordinary !== null) return isOfThisWorld(ordinary, now) ? ordinary : null
  // No date is longer than this. A longer text would only cost time.
  const plain = tidy(text.slice(0, 100))
  if (plain === "") return null
  for (const read of [fromEastAsian, fromHungarian, fromIso, fromEpoch, fromWords, fromSlashes]) {
    const time = read(plain, now)
    if (time !== null) return isOfThisWorld(time, now) ? time : null
  }
  return null
}

// Archives give old stories their original dates, so the past is hardly limited.
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

/** Hungarian dates: `2004-július-13T9:15-05:00`, W3CDTF with the month as a word. */
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
