import { z } from "zod"
import { parseLanguage, primaryLanguage } from "../lib/text/language.ts"
import { slugOf } from "../lib/text/slug.ts"
import { isTimeZone } from "../lib/text/zone.ts"
import { HUB_SIGNATURES } from "./hub-signature.ts"
import { MAX_LINKS } from "./limits.ts"
import { wrongRedirect } from "./redirects.ts"

/** The end of the sentence about a wrong variable. */
const must = (be: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? "is missing" : `must be ${be}`),
})
const text = z.string(must("a text"))
const label = text.min(1, must("a text, not an empty one"))
const url = z.url({ protocol: /^https?$/, ...must("an http or https address") })
const wholeNumber = must("a whole number, at least 1")
const count = z.coerce.number(wholeNumber).int(wholeNumber).min(1, wholeNumber)
const fill = must(`a whole number from 0 to ${MAX_LINKS}`)
const links = z.coerce.number(fill).int(fill).min(0, fill).max(MAX_LINKS, fill)
const fraction = must("a number from 0 to 1")
/** The present secret, and maybe the one before. A space is in no token that a header can have. */
const secrets = text
  .transform((values) => values.split(/\s+/).filter(Boolean))
  .refine(({ length }) => length <= 2, "must be one value, or two with a space between")
const share = z.coerce.number(fraction).min(0, fraction).max(1, fraction)
const list = text.transform((names) =>
  names
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
)
const hosts = list.transform((names, ctx) =>
  names.map((name) => {
    const url = URL.parse(`https://${name}`)
    if (url && `${url.origin}/` === url.href) return url.host
    ctx.addIssue(`must be host names, separated by commas. ${name} is not a host name`)
    return z.NEVER
  }),
)
const addresses = list.transform((all, ctx) =>
  all.map((each) => {
    if (/^https?:$/.test(URL.parse(each)?.protocol ?? "")) return each
    ctx.addIssue(`must be http or https addresses, separated by commas. ${each} is not one`)
    return z.NEVER
  }),
)
const languages = list.transform((tags, ctx) =>
  tags.map((tag) => {
    if (parseLanguage(tag) !== null) return primaryLanguage(tag)
    ctx.addIssue(`must be BCP 47 language tags, separated by commas. ${tag} is not one`)
    return z.NEVER
  }),
)
const json = text.transform((map, ctx) => {
  const { data } = z.record(z.string(), z.string()).safeParse(parseJson(map))
  if (data) return data
  ctx.addIssue('must be JSON such as {"Category": "Section"}')
  return z.NEVER
})

const redirects = (map: Record<string, string>, ctx: z.RefinementCtx) => {
  for (const [from, to] of Object.entries(map)) {
    const wrong = wrongRedirect(from, to, map)
    if (wrong) ctx.addIssue(`must be JSON of old path → path here. ${wrong}`)
  }
}

const SECTIONS_FORM = 'must be JSON such as {"Water": {"ps": "اوبه", "fa": "آب"}}'

/** Section → language → name becomes slug → primary language → name. */
const sections = text.transform((map, ctx) => {
  const { data } = sectionNames.safeParse(parseJson(map))
  if (!data) {
    ctx.addIssue(SECTIONS_FORM)
    return z.NEVER
  }
  return Object.fromEntries(
    Object.entries(data).map(([section, names]) => {
      const wrong = Object.keys(names).find((tag) => parseLanguage(tag) === null)
      if (wrong !== undefined) ctx.addIssue(`${SECTIONS_FORM}. ${wrong} is not a BCP 47 language tag`)
      if (slugOf(section) === "") ctx.addIssue(`${SECTIONS_FORM}. "${section}" has no letter or digit`)
      return [
        slugOf(section),
        Object.fromEntries(Object.entries(names).map(([tag, name]) => [primaryLanguage(tag), name])),
      ]
    }),
  )
})
const sectionNames = z.record(z.string(), z.record(z.string(), z.string().min(1)))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const aggregators = text.transform((map, ctx) => {
  const { data } = z.record(z.string(), z.record(z.string(), z.string())).safeParse(parseJson(map))
  if (data) return data
  ctx.addIssue('must be JSON such as {"podcast": {"category": "News"}}')
  return z.NEVER
})

const timeZone = text.refine(isTimeZone, "must be the IANA name of a time zone, such as Asia/Kabul")

/** The variables as strings, as an operator writes them, and their defaults. */
export const Variables = z.object({
  TITLE: label,
  HOME_URL: url,
  DESCRIPTION: label,
  LANGUAGE: text.refine((tag) => parseLanguage(tag) !== null, "must be a BCP 47 language tag, such as en"),
  COPYRIGHT: text,
  CONTACT: z.email(must("an email address")),
  ICON: url,
  SITE_URL: url.transform((text) => text.replace(/\/+$/, "")),
  EDITOR_TOKEN: secrets.default([]),
  KEY_SECRET: secrets.optional(),
  ALLOW_PRIVATE_NETWORK: z.enum(["true", "false"], must("true or false")).default("false"),
  OWN_HOSTS: hosts.default([]),
  IFRAME_HOSTS: list.default(["www.youtube.com", "www.youtube-nocookie.com", "player.vimeo.com"]),
  SECTION_MAP: json.default({}),
  RETENTION_DAYS: count.default(90),
  RETENTION_ITEMS: count.default(5000),
  OWN_SHARE: share.default(0.4),
  FILL: links.default(3),
  FILL_DAYS: count.default(30),
  FILL_LANGUAGES: languages.default([]),
  DELTA_CLIENTS: list.default([]),
  REDIRECTS: json.superRefine(redirects).default({}),
  ALARM_URL: url.or(z.literal("")).default(""),
  METRICS_TOKEN: text.default(""),
  HUBS: addresses.default([]),
  HUB_SIGNATURE: z.enum(HUB_SIGNATURES, must(HUB_SIGNATURES.join(", "))).default("sha256"),
  DELTA_DELIVERIES: z.enum(["true", "false"], must("true or false")).default("false"),
  TIME_ZONE: timeZone.default("UTC"),
  SECTIONS: sections.default({}),
  AGGREGATORS: aggregators.default({}),
  PROFILES: list.default([]),
  COUNT_LINKS: z.enum(["true", "false"], must("true or false")).default("false"),
})

/** Where our own hub stands. */
export const HUB_PATH = "/websub"

/** The names of all variables. */
export const VARIABLES = Object.keys(Variables.shape)
