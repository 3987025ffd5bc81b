// Days and months as a time zone counts them.
// In: milliseconds since 1970 and an IANA name. Out: names of days and months, and the span of a month.
// Source: ECMA-402, whose Intl.DateTimeFormat knows every zone.
import { HOUR, MINUTE } from "./time.ts"

const MAX_ZONES = 20
const formats = new Map<string, Intl.DateTimeFormat>()

/** Whether the runtime knows this time zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  if (formats.size >= MAX_ZONES) formats.clear()
  const numeric = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const
  const made = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", { ...numeric, hourCycle: "h23", timeZone: zone })
  formats.set(zone, made)
  return made
}

function partsIn(zone: string, at: number): Record<string, string> {
  return Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
}

/** The day of a time in this zone: `2026-11-23`. */
export function dayIn(zone: string, at: number): string {
  const { year = "", month, day } = partsIn(zone, at)
  return `${year.padStart(4, "0")}-${month}-${day}`
}

/** The month of a time in this zone: `2026-11`. */
export const monthIn = (zone: string, at: number): string => dayIn(zone, at).slice(0, 7)

/** How far the zone's clocks are ahead of UTC at this time, to the minute. */
function offsetAt(zone: string, at: number): number {
  const { year, month, day, hour, minute } = partsIn(zone, at)
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  return Math.round((wall - at) / MINUTE) * MINUTE
}

/** When the first minute of a day begins in this zone. `month` may be 12 or more. */
function startIn(zone: string, year: number, month: number): number {
  const wall = Date.UTC(year, month, 1)
  const near = wall - offsetAt(zone, wall)
  // The clocks may have been changed between the two.
  return wall - offsetAt(zone, near + HOUR)
}

/** Start and end of a month in this zone, milliseconds since 1970: [from, to). */
export function monthRangeIn(zone: string, month: string): { from: number; to: number } {
  const [year, number] = month.split("-").map(Number) as [number, number]
  return { from: startIn(zone, year, number - 1), to: startIn(zone, year, number) }
}
