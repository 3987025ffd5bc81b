const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
const LONG_DAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
const MONTH = `(${MONTHS.join("|")})`
const TIME = "(\\d\\d):(\\d\\d):(\\d\\d)"
const IMF = new RegExp(`^${DAY}, (\\d\\d) ${MONTH} (\\d{4}) ${TIME} GMT$`)
const RFC850 = new RegExp(`^${LONG_DAY}, (\\d\\d)-${MONTH}-(\\d\\d) ${TIME} GMT$`)
const ASCTIME = new RegExp(`^${DAY} ${MONTH} ([ \\d]\\d) ${TIME} (\\d{4})$`)

/** IMF-fixdate (RFC 9110 §5.6.7) of milliseconds since 1970. */
export function formatHttpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString()
}

/**
 * Milliseconds since 1970 of an HTTP-date in any of the three forms of RFC 9110 §5.6.7; null for other text.
 * `reference` is near the present. A two-digit year more than 50 years after it is in the past.
 */
export function parseHttpDate(text: string, reference: number): number | null {
  let match = IMF.exec(text)
  if (match) return toTime(match[3]!, match[2]!, match[1]!, match[4]!, match[5]!, match[6]!)
  match = ASCTIME.exec(text)
  if (match) return toTime(match[6]!, match[1]!, match[2]!, match[3]!, match[4]!, match[5]!)
  match = RFC850.exec(text)
  if (!match) return null
  const thisYear = new Date(reference).getUTCFullYear()
  let year = thisYear - (thisYear % 100) + Number(match[3])
  if (year > thisYear + 50) year -= 100
  return toTime(String(year), match[2]!, match[1]!, match[4]!, match[5]!, match[6]!)
}

function toTime(year: string, month: string, day: string, hour: string, minute: string, second: string): number | null {
  const [d, h, m, s] = [Number(day), Number(hour), Number(minute), Number(second)]
  if (h > 23 || m > 59 || s > 60) return null
  const date = new Date(0)
  date.setUTCFullYear(Number(year), MONTHS.indexOf(month), d)
  if (date.getUTCDate() !== d) return null
  // A leap second counts as the first of the next minute.
  return date.getTime() + ((h * 60 + m) * 60 + s) * 1000
}
