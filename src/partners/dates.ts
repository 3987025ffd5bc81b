const DAY = 24 * 3600_000

/** An instant as feeds give it, in milliseconds since 1970; null when nothing can be made of the text. */
export function parseDate(text: string, now: number): number | null {
  const ordinary = fromOrdinary(text)
  if (ordinary !== null) return isOfThisWorld(ordinary, now) ? ordinary : null
  // No date is so long; what is longer would only cost time.
  const plain = tidy(text.slice(0, 100))
  if (plain === "") return null
  for (const read of [fromIso, fromEpoch, fromWords, fromSlashes, fromKorean]) {
    const time = read(plain, now)
    if (time !== null) return isOfThisWorld(time, now) ? time : null
  }
  return null
}

const RFC822 =
  /^\s*(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|UT|Z|([+-])(\d\d)(\d\d))\s*$/
const RFC3339 = /^\s*(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))\s*$/
const SHORT_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"

/** The two shapes that nearly all dates have, quickly; null for every other and for what is out of the ordinary in them. */
function fromOrdinary(text: string): number | null {
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

/** RFC 3339 in UTC. */
export const toRfc3339 = (time: number): string => new Date(time).toISOString()

// Before the web nothing was published, but archives give old stories their own dates.
const isOfThisWorld = (time: number, now: number) => time > -12_000 * 365 * DAY && time < now + 100 * 365 * DAY

function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\([^)]*\)/g, " ")
    .replace(/[\s\u200e\u200f]+/g, " ")
    .trim()
}

interface Parts {
  year: number
  month: number
  day: number
  hour?: number
  minute?: number
  second?: number
  /** Minutes east of UTC. */
  offset?: number
}

function toTime({ year, month, day, hour = 0, minute = 0, second = 0, offset = 0 }: Parts): number | null {
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second >= 61) return null
  const date = new Date(0)
  // A day that the month does not have is its last: 31 June is a slip for 30 June.
  date.setUTCFullYear(year, month - 1, Math.min(day, new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()))
  return day > 31 ? null : date.getTime() + (hour * 60 + minute - offset) * 60_000 + Math.floor(second * 1000)
}

const TIME = "(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2}(?:[.,]\\d+)?))?"
const YMD = new RegExp(
  `^(\\d{4})-0?(\\d{1,2})(?:-(\\d{1,2}))?(?:(?: ?T ?|,? )${TIME}(?: ?([ap])\\.?m\\.?)?)?(?: ?(\\D.*|[+-].*))?$`,
  "i",
)

/** ISO 8601 and W3CDTF, with the liberties that feeds take. */
function fromIso(text: string, now: number): number | null {
  const match = YMD.exec(text)
  if (match) {
    const [, year, month, day = "1", hour, minute, second, half, rest = ""] = match
    const offset = readOffset(rest)
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
const ORDINAL = /^(\d{4})-?(\d{3})(?:T(\d\d):?(\d\d)(?::?(\d\d(?:\.\d+)?))?)?\s*(.*)$/i
const WEEK = /^(\d{4})-?W(\d\d)(?:-?([1-7]))?(?:T(\d\d):?(\d\d)(?::?(\d\d(?:\.\d+)?))?)?\s*(.*)$/i

/** Dates by week or day of the year, and those without hyphens. */
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
  // Nine digits or more are seconds or milliseconds.
  if (/^\d{9,}$/.test(text)) return null
  const basic = BASIC.exec(text)
  if (!basic) return null
  const [, year, month = "1", day = "1", hour, minute, second, zone = ""] = basic
  const offset = readOffset(zone)
  // Two digits alone, or a word after them, are no year.
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
  const offset = readOffset(zone)
  if (offset === null) return null
  const time = clock(hour, minute, second)
  return day + ((time.hour ?? 0) * 60 + (time.minute ?? 0) - offset) * 60_000 + Math.floor((time.second ?? 0) * 1000)
}

/** Seconds or milliseconds since 1970. */
function fromEpoch(text: string): number | null {
  return /^\d{9,10}$/.test(text) ? Number(text) * 1000 : /^\d{12,13}$/.test(text) ? Number(text) : null
}

/** Two digits of a year, by RFC 9110 §5.6.7: what lies more than 50 years ahead is past. */
function century(year: number, now: number): number {
  const present = new Date(now).getUTCFullYear()
  const near = present - (present % 100) + year
  return near > present + 50 ? near - 100 : near
}

function clock(hour?: string, minute?: string, second?: string, half?: string) {
  if (hour === undefined) return {}
  const number = Number(hour)
  const afternoon = half?.toLowerCase() === "p"
  const shifted = half === undefined || number > 12 ? number : (number % 12) + (afternoon ? 12 : 0)
  return { hour: shifted, minute: Number(minute ?? 0), second: Number((second ?? "0").replace(",", ".")) }
}

/** RFC 822 and asctime with their misspellings, in the languages that feeds are dated in: words, numbers, a time. */
function fromWords(text: string, now: number): number | null {
  const time = /(\d{1,2})[:h.](\d{1,2})(?:[:.](\d{1,2}(?:[.,]\d+)?))?(?: ?([ap])\.?m\b\.?)?/i.exec(
    // In "23.11.2026 10:00" the time is the one with colons.
    text.includes(":") ? text.replace(/\d+\.\d+\.\d+/g, (date) => date.replaceAll(".", "/")) : "",
  )
  const before = time ? text.slice(0, time.index) : text
  const after = time ? text.slice(time.index + time[0].length) : ""
  const named = findMonth(text)
  if (!named) return null
  const numbers = [...`${before} ${dateAfterTime(after)}`.matchAll(/(?<![+\-\d])\d+|(?<=[a-zA-Zα-ωΑ-Ω.]-)\d+/g)].map(
    (m) => m[0],
  )
  const [first, second] = numbers
  if (first === undefined) return null
  const yearFirst = first.length === 4
  const year = yearFirst ? first : second
  const day = yearFirst ? (second ?? "1") : second === undefined && first.length > 2 ? "1" : first
  if (year === undefined) return null
  const offset = readOffset(withoutDate(after, time === null ? text : ""))
  if (offset === null) return null
  const full = year.length <= 2 ? century(Number(year), now) : Number(year)
  return toTime({
    year: full,
    month: named,
    day: Number(day),
    ...clock(time?.[1], time?.[2], time?.[3], time?.[4]),
    offset: time ? offset : 0,
  })
}

/** asctime puts the year after the time: what follows the time up to there belongs to the date. */
const dateAfterTime = (after: string) => /(?<![+\-\d:])\b((?:19|20)\d\d)\b/.exec(after)?.[1] ?? ""
const withoutDate = (after: string, _whole: string) => after.replace(/(?<![+\-\d:])\b(?:19|20)\d\d\b/, " ").trim()

/** Month names by how they begin, in lower case: English, then those of other languages that differ. */
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

function findMonth(text: string): number | null {
  const words = text.toLowerCase().match(/[\p{L}]+[.,]*/gu) ?? []
  for (const [index, word] of words.entries()) {
    const found = BEGINNINGS.find(([beginning]) => word.startsWith(beginning))
    // "mar." opens French and Spanish Tuesdays as well as March.
    if (found && !(index === 0 && WEEKDAYS.test(word) && words.slice(1).some((other) => isMonth(other))))
      return found[1]
  }
  return null
}

const isMonth = (word: string) => BEGINNINGS.some(([beginning]) => word.startsWith(beginning))

/** `2006/09/15 08:19:53 EDT`, `23.11.2026 10:00`, `11/23/2026 10:00 AM`. */
function fromSlashes(text: string, now: number): number | null {
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
  // With dots the day comes first everywhere; with slashes the month does, unless it cannot.
  const dayFirst = text.includes(".") || first > 12
  return toTime({ year, month: dayFirst ? middle : first, day: dayFirst ? first : middle, ...time })
}

/** `2004년 05월 28일 01:31:15`, `2004-05-25 오후 11:23:17`, `2026年11月23日 10:00`. */
function fromKorean(text: string): number | null {
  const match =
    /^(\d{4}) ?[-년年.] ?(\d{1,2}) ?[-월月.] ?(\d{1,2}) ?[일日.]? ?(오전|오후|午前|午後|上午|下午)? ?(?:(\d{1,2})[:시時时] ?(\d{1,2})[분分]?(?::? ?(\d{1,2})[초秒]?)?)?$/.exec(
      text,
    )
  if (!match) return null
  const [, year, month, day, half, hour, minute, second] = match
  const afternoon = half === undefined ? undefined : /오후|午後|下午/.test(half) ? "p" : "a"
  // Times are those of the place: Korea and Japan are nine hours ahead, China eight.
  const offset = hour === undefined ? 0 : /[年上下时]/.test(text) && !/[午前後]/.test(text) ? 480 : 540
  return toTime({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    ...clock(hour, minute, second, afternoon),
    offset,
  })
}

/** Minutes east of UTC by the names that feeds use; North American ones as RFC 822 §5.1 has them. */
const ZONES: Record<string, number> = {
  "": 0,
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  uct: 0,
  zulu: 0,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  ast: -240,
  adt: -180,
  at: -240,
  akst: -540,
  akdt: -480,
  hst: -600,
  nst: -210,
  ndt: -150,
  bst: 60,
  ist: 330,
  west: 60,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  met: 60,
  mest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  trt: 180,
  irst: 210,
  gst: 240,
  aft: 270,
  pkt: 300,
  npt: 345,
  wib: 420,
  ict: 420,
  hkt: 480,
  sgt: 480,
  pht: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  acst: 570,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  brt: -180,
  art: -180,
  clt: -240,
  cot: -300,
  sast: 120,
  cat: 120,
  eat: 180,
  wat: 60,
  a: -60,
  b: -120,
  c: -180,
  d: -240,
  e: -300,
  f: -360,
  g: -420,
  h: -480,
  i: -540,
  k: -600,
  l: -660,
  m: -720,
  n: 60,
  o: 120,
  p: 180,
  q: 240,
  r: 300,
  s: 360,
  t: 420,
  u: 480,
  v: 540,
  w: 600,
  x: 660,
  y: 720,
}

/** Minutes east of UTC of what stands after the time; 0 for a zone nobody knows, null when it is no zone at all. */
function readOffset(zone: string): number | null {
  const plain = zone
    .trim()
    .replace(/^[,;]\s*/, "")
    .toLowerCase()
  const known = ZONES[plain]
  if (known !== undefined) return known
  const match = /^(?:([a-z/]+) ?)?([+-]) ?(\d{1,2}):?(\d{2})?(?::?\d\d)?(?: .*)?$/.exec(plain)
  if (match) {
    const minutes = Number(match[3]) * 60 + Number(match[4] ?? 0)
    // Offsets that no place has are slips.
    return minutes > 15 * 60 ? 0 : match[2] === "-" ? -minutes : minutes
  }
  const word = /^(?:etc\/)?([a-z]{1,5})\b/.exec(plain)?.[1]
  if (word !== undefined && ZONES[word] !== undefined) return ZONES[word]
  return /^[a-z_]+(\/[a-z_]+)*/.test(plain) || /[\p{L}]/u.test(plain) || plain === "." ? 0 : null
}
