const RFC822 =
  /^\s*(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|UT|Z|([+-])(\d\d)(\d\d)|([ECMP])([SD])T)\s*$/
const RFC3339 = /^\s*(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))\s*$/
// RFC 822 §5.1: EST is -0500, PDT is -0700.
const EAST_TO_WEST = "ECMP"
// 29 February needs care.
const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const SHORT_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"

/**
 * A fast path for the two shapes of nearly all dates. Null for other shapes and for values that need care, such as
 * 31 June.
 */
export function fromOrdinary(text: string): number | null {
  if (text.length > 60) return null
  const rfc822 = RFC822.exec(text)
  const match = rfc822 ?? RFC3339.exec(text)
  if (!match) return null
  const [day, year] = rfc822 ? [Number(match[1]), Number(match[3])] : [Number(match[3]), Number(match[1])]
  const month = rfc822 ? SHORT_MONTHS.indexOf(match[2]!) / 3 + 1 : Number(match[2])
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])]
  if (
    !Number.isInteger(month) ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > LAST_DAYS[month - 1]! ||
    hour > 23 ||
    minute > 59
  )
    return null
  const offset = offsetOf(match)
  if (second > 59 || Math.abs(offset) > 840 || year < 100) return null
  return Date.UTC(year, month - 1, day, hour, minute - offset, second)
}

function offsetOf([, , , , , , , sign, hours, minutes, zone, half]: RegExpExecArray): number {
  if (zone !== undefined) return (EAST_TO_WEST.indexOf(zone) + (half === "D" ? 4 : 5)) * -60
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
