import { parseLanguage, primaryLanguage } from "../../../lib/text/language.ts"

const MAX_FORMATS = 100
const formats = new Map<string, Intl.DateTimeFormat>()

// Pashto names the months of the solar Hijri calendar after the zodiac. The runtime's Intl has no Pashto.
const PASHTO_MONTHS = "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب".split(" ")

function format(language: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  // English without a country gets the date order that most of the world reads correctly. Unknown languages get it too.
  const tag = parseLanguage(language)
  const spoken = tag !== null && tag !== "en" && Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  const made = new Intl.DateTimeFormat(spoken ? tag : "en-GB", { ...options, timeZone })
  if (formats.size >= MAX_FORMATS) formats.clear()
  formats.set(key, made)
  return made
}

const DAY = { year: "numeric", month: "long", day: "numeric" } as const

function pashto(at: number, zone: string): string {
  const parts = format("fa-AF", zone, { ...DAY, month: "numeric" }).formatToParts(at)
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ""
  const month = format("en-u-ca-persian", zone, { month: "numeric" }).format(at)
  return `${part("day")} ${PASHTO_MONTHS[Number.parseInt(month, 10) - 1]} ${part("year")}`
}

function written(at: number, language: string, zone: string, options: Intl.DateTimeFormatOptions): string {
  // Where another calendar than the Gregorian is usual, the era is not written.
  const parts = format(language, zone, options).formatToParts(at)
  return parts
    .map(({ type, value }) => (type === "era" ? "" : value))
    .join("")
    .trim()
}

/** The separator of a list in this language's script. */
export const commaOf = (language: string) =>
  /^(?:ps|fa|ar|ur|ckb|sd|ug)$/.test(primaryLanguage(language)) ? "، " : ", "

/** Formats an RFC 3339 time in this language and zone. Gives the text itself when it is not a date. */
export function formatDate(time: string, language: string, zone: string, withTime = false): string {
  const at = Date.parse(time)
  if (Number.isNaN(at)) return time
  const day = primaryLanguage(language) === "ps" ? pashto(at, zone) : written(at, language, zone, DAY)
  if (!withTime) return day
  // The runtime has no Pashto, and Dari writes clocks in the same way.
  const spoken = primaryLanguage(language) === "ps" ? "fa-AF" : language
  const clock = format(spoken, zone, { timeStyle: "short" }).format(at)
  const names = format(spoken, zone, { timeZoneName: "short" }).formatToParts(at)
  const name = names.find(({ type }) => type === "timeZoneName")?.value ?? zone
  return `${day}${commaOf(language)}${clock} ${name}`
}

/** A year of the Gregorian calendar, in the digits of the language. */
export const formatYear = (year: string, language: string): string => gregorian(`${year}-06-15`, language, {})

/** The name of a month such as `2026-11`, which is of the Gregorian calendar in every language. */
export const formatMonth = (month: string, language: string): string =>
  gregorian(`${month}-15`, language, { month: "long" })

function gregorian(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const spoken = primaryLanguage(language) === "ps" ? "fa-AF" : language
  const tag = `${parseLanguage(spoken) ?? "en-GB"}-u-ca-gregory`
  return written(Date.parse(day), tag, "UTC", { year: "numeric", ...options })
}

interface TimeProps {
  /** RFC 3339. */
  at: string
  language: string
  /** IANA name. */
  zone: string
  withTime?: boolean
}

/** `<time>` for an RFC 3339 time. */
export function Time({ at, language, zone, withTime = false }: TimeProps) {
  return (
    <time datetime={at}>
      <bdi>{formatDate(at, language, zone, withTime)}</bdi>
    </time>
  )
}
