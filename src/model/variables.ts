import { z } from "zod"
import { parseLanguage, primaryLanguage } from "../lib/text/language.ts"
import { MAX_LINKS } from "./limits.ts"

const url = z.url({ protocol: /^https?$/ })
const list = z.string().transform((text) =>
  text
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
const languages = list.transform((tags, ctx) =>
  tags.map((tag) => {
    if (parseLanguage(tag) !== null) return primaryLanguage(tag)
    ctx.addIssue(`must be BCP 47 language tags, separated by commas. ${tag} is not one`)
    return z.NEVER
  }),
)
const json = z.string().transform((text, ctx) => {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text))
  } catch {
    ctx.addIssue('must be JSON such as {"Category": "Section"}')
    return z.NEVER
  }
})

/** The variables as strings, as an operator writes them, and their defaults. */
export const Variables = z.object({
  TITLE: z.string().min(1),
  HOME_URL: url,
  DESCRIPTION: z.string().min(1),
  LANGUAGE: z.string().refine((tag) => parseLanguage(tag) !== null, "must be a BCP 47 language tag, such as en"),
  COPYRIGHT: z.string(),
  CONTACT: z.email(),
  ICON: url,
  SITE_URL: url.transform((text) => text.replace(/\/+$/, "")),
  EDITOR_TOKEN: z.string().default(""),
  KEY_SECRET: z.string().optional(),
  ALLOW_PRIVATE_NETWORK: z.enum(["true", "false"]).default("false"),
  OWN_HOSTS: hosts.default([]),
  IFRAME_HOSTS: list.default(["www.youtube.com", "www.youtube-nocookie.com", "player.vimeo.com"]),
  SECTION_MAP: json.default({}),
  RETENTION_DAYS: z.coerce.number().int().min(1).default(90),
  RETENTION_ITEMS: z.coerce.number().int().min(1).default(5000),
  OWN_SHARE: z.coerce.number().min(0).max(1).default(0.4),
  FILL: z.coerce.number().int().min(0).max(MAX_LINKS).default(3),
  FILL_DAYS: z.coerce.number().int().min(1).default(30),
  FILL_LANGUAGES: languages.default([]),
})

/** The names of all variables. */
export const VARIABLES = Object.keys(Variables.shape)
