const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: string, withTime: boolean): Intl.DateTimeFormat {
  const key = `${language} ${withTime}`
  const known = formats.get(key)
  if (known) return known
  // Plain `en` would give the American order, which the rest of the world misreads.
  const made = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "long",
    ...(withTime ? { timeStyle: "short" } : {}),
    timeZone: "UTC",
  })
  formats.set(key, made)
  return made
}

/** An RFC 3339 time as people write it in this language, in UTC; the text itself when it is no date. */
export function formatDate(time: string, language: string, withTime = false): string {
  const at = Date.parse(time)
  if (Number.isNaN(at)) return time
  // Where a calendar other than the Gregorian is the usual one, its era goes without saying.
  const parts = format(language, withTime).formatToParts(at)
  const text = parts
    .map(({ type, value }) => (type === "era" ? "" : value))
    .join("")
    .trim()
  return withTime ? `${text} UTC` : text
}

/** `<time>` for an RFC 3339 time. */
export function Time({ at, language, withTime = false }: { at: string; language: string; withTime?: boolean }) {
  return <time datetime={at}>{formatDate(at, language, withTime)}</time>
}
