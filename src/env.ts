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
const json = z.string().transform((text, ctx) => {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text))
  } catch {
    ctx.addIssue('must be JSON such as {"Category": "Section"}')
    return z.NEVER
  }
})

const Vars = z.object({
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
})

const made = new WeakMap<object, Services>()

/** Parses the variables and builds the services. Throws an Error that names each wrong variable. */
export function servicesFrom(env: Env): Services {
  const known = made.get(env)
  if (known) return known
  const parsed = Vars.safeParse(env)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)
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
