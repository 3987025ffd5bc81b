import { DAY, MINUTE } from "../../../lib/text/time.ts"
import { century, clock, TIME, toTime } from "./parts.ts"
import { readOffset } from "./zones.ts"

// A zone is a short name or an offset. Any other word after the date means that the date has another shape.
const ZONE = /^(?:[a-z]{1,5}|(?:[a-z]{1,5} ?)?[+-].*)?$/i

const YMD = new RegExp(
  `^(\\d{4})-0?(\\d{1,2})(?:-(\\d{1,2}))?(?:(?: ?T ?|,? )${TIME}(?: ?([ap])\\.?m\\.?)?)?(?: ?(\\D.*|[+-].*))?$`,
  "i",
)

/** ISO 8601 and W3CDTF, and the variants that feeds use. */
export function fromIso(text: string, now: number): number | null {
  const match = YMD.exec(text)
  if (match) {
    const [, year, month, day = "1", hour, minute, second, half, rest = ""] = match
    const offset = ZONE.test(rest) ? readOffset(rest) : null
    if (offset === null) return null
    return toTime({
      year: Number(year),
      month: Number(month),
      day: Number(day),
      ...clock(hour, minute, second, half),
      offset: hour === undefined ? 0 : offset,
    })
  }
  return fromBasicIso(text, now)
}

const BASIC = /^(\d{4}|\d\d)(?:-?(\d\d))?(?:-?(\d\d))?(?:[T ](\d\d):?(\d\d)(?::?(\d\d(?:\.\d+)?))?)?\s*(.*)$/i
const ORDINAL = /^(\d{4})-?(\d{3})(?!\d)(?:T(\d\d):?(\d\d)(?::?(\d\d(?:\.\d+)?))?)?\s*(.*)$/i
const WEEK = /^(\d{4})-?W(\d\d)(?:-?([1-7]))?(?:T(\d\d):?(\d\d)(?::?(\d\d(?:\.\d+)?))?)?\s*(.*)$/i

/** ISO 8601 week dates, ordinal dates, and the basic format without hyphens. */
function fromBasicIso(text: string, now: number): number | null {
  const week = WEEK.exec(text)
  if (week) {
    const [, year, number, weekday = "1", hour, minute, second, zone = ""] = week
    const fourth = new Date(Date.UTC(Number(year), 0, 4))
    const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY
    return within(monday + ((Number(number) - 1) * 7 + Number(weekday) - 1) * DAY, hour, minute, second, zone)
  }
  const ordinal = ORDINAL.exec(text)
  if (ordinal) {
    const [, year, day, hour, minute, second, zone = ""] = ordinal
    if (Number(day) < 1 || Number(day) > 366) return null
    return within(Date.UTC(Number(year), 0, 1) + (Number(day) - 1) * DAY, hour, minute, second, zone)
  }
  // Nine digits or more are a Unix time in seconds or milliseconds.
  if (/^\d{9,}$/.test(text)) return null
  const basic = BASIC.exec(text)
  if (!basic) return null
  const [, year, month = "1", day = "1", hour, minute, second, zone = ""] = basic
  const offset = ZONE.test(zone) ? readOffset(zone) : null
  // A two-digit year counts only in the full shapes 26-11, 26-11-23 and 261123.
  if (offset === null || (year!.length === 2 && !/^\d\d-\d\d(-\d\d)?$|^\d{6}$/.test(text))) return null
  const full = year!.length === 2 ? century(Number(year), now) : Number(year)
  return toTime({ year: full, month: Number(month), day: Number(day), ...clock(hour, minute, second), offset })
}

function within(
  day: number,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  zone: string,
) {
  const offset = ZONE.test(zone) ? readOffset(zone) : null
  if (offset === null) return null
  const time = clock(hour, minute, second)
  return day + ((time.hour ?? 0) * 60 + (time.minute ?? 0) - offset) * MINUTE + Math.floor(time.second ?? 0) * 1000
}
