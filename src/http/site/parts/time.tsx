import { parseLanguage, primaryLanguage } from "../../../lib/text/language.ts"

const MAX_FORMATS = 100
const formats = new Map<string, Intl.DateTimeFormat>()

// Pashto names the months of the solar Hijri calendar after the zodiac. The runtime's Intl has no Pashto.
const PASHTO_MONTHS = "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب".split(" ")

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${Object.keys(options)}`
  const known = formats.get(key)
  if (known) return known
  // English without a country gets the date order that most of the world reads correctly. Unknown languages get it too.
  const tag = parseLanguage(language)
  const spoken = tag !== null && tag !== "en" && Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  const made = new Intl.DateTimeFormat(spoken ? tag : "en-GB", { ...options, timeZone: "UTC" })
  if (formats.size >= MAX_FORMATS) formats.clear()
  formats.set(key, made)
  return made
}

function pashto(at: number): string {
  const parts = format("fa-AF", { year: "numeric", month: "numeric", day: "numeric" }).formatToParts(at)
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ""
  const month = format("en-u-ca-persian", { month: "numeric" }).format(at)
  return `${part("day")} ${PASHTO_MONTHS[Number.parseInt(month, 10) - 1]} ${part("year")}`
}

function day(at: number, language: string): string {
  if (primaryLanguage(language) === "ps") return pashto(at)
  // Where another calendar than the Gregorian is usual, the era is not written.
  const parts = format(language, { dateStyle: "long" }).formatToParts(at)
  return parts
    .map(({ type, value }) => (type === "era" ? "" : value))
    .join("")
    .trim()
}

/** The separator of a list in this language's script. */
export const commaOf = (language: string) =>
  /^(?:ps|fa|ar|ur|ckb|sd|ug)$/.test(primaryLanguage(language)) ? "، " : ", "

/** Formats an RFC 3339 time in this language, in UTC. Gives the text itself when it is not a date. */
export function formatDate(time: string, language: string, withTime = false): string {
  const at = Date.parse(time)
  if (Number.isNaN(at)) return time
  if (!withTime) return day(at, language)
  const clock = format(primaryLanguage(language) === "ps" ? "fa-AF" : language, { timeStyle: "short" }).format(at)
  return `${day(at, language)}${commaOf(language)}${clock} UTC`
}

/** `<time>` for an RFC 3339 time. */
export function Time({ at, language, withTime = false }: { at: string; language: string; withTime?: boolean }) {
  return (
    <time datetime={at}>
      <bdi>{formatDate(at, language, withTime)}</bdi>
    </time>
  )
}
