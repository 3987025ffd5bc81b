const RFC822 =
  /^\s*(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|UT|Z|([+-])(\d\d)(\d\d))\s*$/
const RFC3339 = /^\s*(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))\s*$/
const SHORT_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"

/**
 * A fast path for the two shapes of nearly all dates. Null for other shapes and for values that need care, such as
 * days 29 to 31.
 */
export function fromOrdinary(text: string): number | null {
  if (text.length > 60) return null
  const rfc822 = RFC822.exec(text)
  const match = rfc822 ?? RFC3339.exec(text)
  if (!match) return null
  const [day, year] = rfc822 ? [Number(match[1]), Number(match[3])] : [Number(match[3]), Number(match[1])]
  const month = rfc822 ? SHORT_MONTHS.indexOf(match[2]!) / 3 + 1 : Number(match[2])
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])]
  if (!Number.isInteger(month) || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59)
    return null
  const offset = match[7] === undefined ? 0 : (match[7] === "-" ? -1 : 1) * (Number(match[8]) * 60 + Number(match[9]))
  if (second > 59 || Math.abs(offset) > 840 || year < 100) return null
  return Date.UTC(year, month - 1, day, hour, minute - offset, second)
}
