import { z } from "zod"
import { parseLanguage } from "./lib/text/language.ts"
import type { PollJob, RenderJob } from "./model/job.ts"
import type { Services } from "./model/services.ts"
import { guardDatabase, guardLimiter, guardNamespace } from "./store/unavailable.ts"

/** Bindings and variables as wrangler.toml declares them. Only this file reads them. */
export interface Env {
  ARTICLES: KVNamespace
  DB: D1Database
  RENDERS: Queue<RenderJob>
  POLLS: Queue<PollJob>
  LIMITER: RateLimit
  [name: string]: unknown
}

/** The end of the sentence about a wrong variable. */
const must = (be: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? "is missing" : `must be ${be}`),
})
const text = z.string(must("a text"))
const label = text.min(1, must("a text, not an empty one"))
const url = z.url({ protocol: /^https?$/, ...must("an http or https address") })
const wholeNumber = must("a whole number, at least 1")
const count = z.coerce.number(wholeNumber).int(wholeNumber).min(1, wholeNumber)
const fraction = must("a number from 0 to 1")
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
const json = text.transform((map, ctx) => {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(map))
  } catch {
    ctx.addIssue('must be JSON such as {"Category": "Section"}')
    return z.NEVER
  }
})

const Vars = z.object({
  TITLE: label,
  HOME_URL: url,
  DESCRIPTION: label,
  LANGUAGE: text.refine((tag) => parseLanguage(tag) !== null, "must be a BCP 47 language tag, such as en"),
  COPYRIGHT: text,
  CONTACT: z.email(must("an email address")),
  ICON: url,
  SITE_URL: url.transform((text) => text.replace(/\/+$/, "")),
  EDITOR_TOKEN: text.default(""),
  KEY_SECRET: text.optional(),
  ALLOW_PRIVATE_NETWORK: z.enum(["true", "false"], must("true or false")).default("false"),
  OWN_HOSTS: hosts.default([]),
  IFRAME_HOSTS: list.default(["www.youtube.com", "www.youtube-nocookie.com", "player.vimeo.com"]),
  SECTION_MAP: json.default({}),
  RETENTION_DAYS: count.default(90),
  RETENTION_ITEMS: count.default(5000),
  OWN_SHARE: share.default(0.4),
})

const made = new WeakMap<object, Services>()

/** Parses the variables and builds the services. Throws an Error that names each wrong variable. */
export function servicesFrom(env: Env): Services {
  const known = made.get(env)
  if (known) return known
  const parsed = Vars.safeParse(env)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`)
    throw new Error(`wrangler.toml [vars]: ${wrong.join("; ")}`)
  }
  const vars = parsed.data
  const services: Services = {
    config: {
      publication: {
        title: vars.TITLE,
        description: vars.DESCRIPTION,
        language: vars.LANGUAGE,
        copyright: vars.COPYRIGHT,
        contact: vars.CONTACT,
        homeUrl: vars.HOME_URL,
        icon: vars.ICON,
        siteUrl: vars.SITE_URL,
      },
      editorToken: vars.EDITOR_TOKEN,
      keySecret: vars.KEY_SECRET ?? vars.EDITOR_TOKEN,
      allowPrivateNetwork: vars.ALLOW_PRIVATE_NETWORK === "true",
      ownHosts: vars.OWN_HOSTS,
      iframeHosts: vars.IFRAME_HOSTS,
      sectionMap: vars.SECTION_MAP,
      retentionDays: vars.RETENTION_DAYS,
      retentionItems: vars.RETENTION_ITEMS,
      ownShare: vars.OWN_SHARE,
    },
    articles: guardNamespace(env.ARTICLES),
    db: guardDatabase(env.DB),
    renders: env.RENDERS,
    polls: env.POLLS,
    limiter: guardLimiter(env.LIMITER),
    now: () => Date.now(),
    fetch: (input, init) => fetch(input, init),
  }
  made.set(env, services)
  return services
}
