import type { PublisherSchedule } from "../../../model/parsed-feed.ts"
import { childElements, textOf } from "../xml/tree.ts"
import type { Fields } from "./fields.ts"

const PERIODS: Record<string, number> = {
  hourly: 3600,
  daily: 86_400,
  weekly: 604_800,
  monthly: 2_592_000,
  yearly: 31_536_000,
}
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

/**
 * RSS 2.0's `ttl`, `skipHours` and `skipDays`, and the syndication module of RSS 1.0. The module's defaults are the period
 * `daily` and the frequency 1.
 */
export function readSchedule(fields: Fields): PublisherSchedule {
  const schedule: PublisherSchedule = { skipHours: [], skipDays: [] }
  const ttl = Number(fields.text(["ttl"]) ?? "")
  if (Number.isFinite(ttl) && ttl > 0) schedule.ttlMinutes = ttl
  const period = fields.text(["sy:updateperiod"])
  const frequency = Number(fields.text(["sy:updatefrequency"]) ?? 1)
  if (period !== undefined || fields.text(["sy:updatefrequency"]) !== undefined) {
    const seconds = PERIODS[(period ?? "daily").toLowerCase()]
    if (seconds !== undefined && frequency > 0) schedule.updateIntervalS = Math.round(seconds / frequency)
  }
  for (const hour of textsIn(fields, "skiphours").map(Number)) {
    // RSS 0.91 of Netscape counts hours from 1 to 24.
    if (Number.isInteger(hour) && hour >= 0 && hour <= 24) schedule.skipHours.push(hour % 24)
  }
  for (const day of textsIn(fields, "skipdays")) {
    const index = DAYS.indexOf(day.slice(0, 3).toLowerCase())
    if (index >= 0) schedule.skipDays.push(index)
  }
  return schedule
}

const textsIn = (fields: Fields, name: string) =>
  fields.named(name).flatMap((element) =>
    childElements(element)
      .map((child) => textOf(child).trim())
      .filter(Boolean),
  )
