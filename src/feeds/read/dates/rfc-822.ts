import { century, clock, TIME, toTime } from "./parts.ts"
import { readOffset } from "./zones.ts"

/** RFC 822 and asctime dates with common misspellings, with month names in many languages. */
export function fromWords(text: string, now: number): number | null {
  const time = /(\d{1,2})[:h.](\d{1,2})(?:[:.](\d{1,2}(?:[.,]\d+)?))?(?: ?([ap])\.?m\b\.?)?/i.exec(
    // Hides the dots of a date: in "23.11.2026 10:00" only the part with the colon is a time.
    text.includes(":") ? text.replace(/\d+\.\d+\.\d+/g, (date) => date.replaceAll(".", "/")) : "",
  )
  const before = time ? text.slice(0, time.index) : text
  const after = time ? text.slice(time.index + time[0].length) : ""
  const month = findMonth(text)
  if (!month) return null
  const numbers = [...`${before} ${dateAfterTime(after)}`.matchAll(/(?<![+\-\d])\d+|(?<=[a-zA-Zα-ωΑ-Ω.]-)\d+/g)].map(
    (m) => m[0],
  )
  const [first, second] = numbers
  if (first === undefined) return null
  const yearFirst = first.length === 4
  const year = yearFirst ? first : second
  const day = yearFirst ? (second ?? "1") : second === undefined && first.length > 2 ? "1" : first
  if (year === undefined) return null
  const offset = readOffset(withoutDate(after))
  if (offset === null) return null
  const full = year.length <= 2 ? century(Number(year), now) : Number(year)
  return toTime({
    year: full,
    month,
    day: Number(day),
    ...clock(time?.[1], time?.[2], time?.[3], time?.[4]),
    offset: time ? offset : 0,
  })
}

/** asctime puts the year after the time, as in "Mon Nov 23 10:00:00 2026". */
const dateAfterTime = (after: string) => /(?<![+\-\d:])\b((?:19|20)\d\d)\b/.exec(after)?.[1] ?? ""
const withoutDate = (after: string) => after.replace(/(?<![+\-\d:])\b(?:19|20)\d\d\b/, " ").trim()

/** The first letters of month names in lower case: English first, then other languages where they differ. */
const MONTHS: [number, string[]][] = [
  [1, ["jan", "gen", "ene", "янв", "ιαν", "ιάν", "janv", "led", "sty"]],
  [2, ["feb", "fév", "fev", "фев", "φεβ", "febr", "lut"]],
  [3, ["mar", "mär", "mrz", "мар", "μαρ", "μάρ", "márc", "maa"]],
  [4, ["apr", "avr", "abr", "апр", "απρ", "ápr", "kwi"]],
  [5, ["may", "mai", "mei", "mag", "мая", "май", "μαϊ", "μαι", "μάι", "máj", "maj"]],
  [6, ["jun", "juin", "giu", "июн", "ιουν", "ιούν", "jún", "cze"]],
  [7, ["jul", "juil", "lug", "июл", "ιουλ", "ιούλ", "júl", "lip"]],
  [8, ["aug", "aoû", "aou", "ago", "авг", "αυγ", "αύγ", "sie"]],
  [9, ["sep", "set", "сен", "σεπ", "szept", "wrz"]],
  [10, ["oct", "okt", "ott", "out", "окт", "οκτ", "paź"]],
  [11, ["nov", "ноя", "νοε", "νοέ", "lis"]],
  [12, ["dec", "dez", "déc", "dic", "дек", "δεκ", "gru"]],
]
const BEGINNINGS = MONTHS.flatMap(([month, names]) => names.map((name) => [name, month] as const)).sort(
  ([a], [b]) => b.length - a.length,
)

const WEEKDAYS =
  /^(mon|tue|wed|thu|fri|sat|sun|mar(di|tes|\.?,)|mer|mié|mie|ven|sam|dim|lun|jeu|jue|vie|sab|sáb|dom|gio|die|mit|don|fre|son|sam|δευ|τρι|τετ|πεμ|παρ|σαβ|κυρ)/

/** The number of the first month name in the text. */
export function findMonth(text: string): number | null {
  const words = text.toLowerCase().match(/[\p{L}]+[.,]*/gu) ?? []
  for (const [index, word] of words.entries()) {
    const found = BEGINNINGS.find(([beginning]) => word.startsWith(beginning))
    // "mar." is March, but also Tuesday in French and Spanish. It is a weekday if another month name follows.
    if (found && !(index === 0 && WEEKDAYS.test(word) && words.slice(1).some((other) => isMonth(other))))
      return found[1]
  }
  return null
}

const isMonth = (word: string) => BEGINNINGS.some(([beginning]) => word.startsWith(beginning))

/** `2006/09/15 08:19:53 EDT`, `23.11.2026 10:00`, `11/23/2026 10:00 AM`. */
export function fromSlashes(text: string, now: number): number | null {
  const match = new RegExp(
    `^(?:\\p{L}+\\.?,? )?(\\d{1,4})[/.-](\\d{1,2})[/.-](\\d{1,4})\\.?(?:,? (?:um |à |- )?${TIME}(?: ?([ap])\\.?m\\.?)?)?(?: ?(.*))?$`,
    "iu",
  ).exec(text)
  if (!match) return null
  const [, a, b, c, hour, minute, second, half, zone = ""] = match
  const offset = readOffset(zone)
  if (offset === null) return null
  const [first, middle, last] = [Number(a), Number(b), Number(c)]
  const time = { ...clock(hour, minute, second, half), offset: hour === undefined ? 0 : offset }
  if (a!.length === 4) return toTime({ year: first, month: middle, day: last, ...time })
  const year = c!.length <= 2 ? century(last, now) : last
  // With dots the day comes first. With slashes the month comes first, unless the number is over 12.
  const dayFirst = text.includes(".") || first > 12
  return toTime({ year, month: dayFirst ? middle : first, day: dayFirst ? first : middle, ...time })
}
