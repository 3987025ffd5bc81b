import { createTally } from "./counting/tally.ts"
import { findProfile, PROFILES } from "./feeds/profiles/index.ts"
import { pageWriters } from "./http/site/page-writers.ts"
import type { Config } from "./model/config.ts"
import type { DeliveryJob, PollJob, RenderJob } from "./model/job.ts"
import type { Services } from "./model/services.ts"
import { HUB_PATH, Variables } from "./model/variables.ts"
import { guardDatabase, guardLimiter, guardNamespace } from "./store/unavailable.ts"
import { createRoom } from "./web/room.ts"

/** Bindings and variables as wrangler.toml declares them. Only this file reads them. */
export interface Env {
  ARTICLES: KVNamespace
  DB: D1Database
  RENDERS: Queue<RenderJob>
  POLLS: Queue<PollJob>
  DELIVERIES: Queue<DeliveryJob>
  LIMITER: RateLimit
  HUB_LIMITER: RateLimit
  EVENTS?: AnalyticsEngineDataset
  BACKUPS?: R2Bucket
  [name: string]: unknown
}

const made = new WeakMap<object, Services>()

/** Parses the variables and builds the services. Throws an Error that names each wrong variable. */
export function servicesFrom(env: Env): Services {
  const known = made.get(env)
  if (known) return known
  const parsed = Variables.safeParse(env)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`)
    throw new Error(`wrangler.toml [vars]: ${wrong.join("; ")}`)
  }
  const vars = parsed.data
  const keySecrets = vars.KEY_SECRET ?? vars.EDITOR_TOKEN
  const config: Config = {
    publication: {
      title: vars.TITLE,
      description: vars.DESCRIPTION,
      language: vars.LANGUAGE,
      copyright: vars.COPYRIGHT,
      contact: vars.CONTACT,
      homeUrl: vars.HOME_URL,
      icon: vars.ICON,
      siteUrl: vars.SITE_URL,
      hubs: [vars.SITE_URL + HUB_PATH, ...vars.HUBS],
    },
    timeZone: vars.TIME_ZONE,
    sections: vars.SECTIONS,
    countLinks: vars.COUNT_LINKS === "true",
    editorTokens: vars.EDITOR_TOKEN,
    keySecret: keySecrets[0] ?? "",
    keySecrets,
    allowPrivateNetwork: vars.ALLOW_PRIVATE_NETWORK === "true",
    ownHosts: vars.OWN_HOSTS,
    iframeHosts: vars.IFRAME_HOSTS,
    sectionMap: vars.SECTION_MAP,
    retentionDays: vars.RETENTION_DAYS,
    retentionItems: vars.RETENTION_ITEMS,
    ownShare: vars.OWN_SHARE,
    fill: vars.FILL,
    fillDays: vars.FILL_DAYS,
    fillLanguages: vars.FILL_LANGUAGES,
    deltaClients: vars.DELTA_CLIENTS,
    redirects: vars.REDIRECTS,
    aggregators: vars.AGGREGATORS,
    alarmUrl: vars.ALARM_URL,
    profiles: knownProfiles(vars.PROFILES),
    metricsToken: vars.METRICS_TOKEN,
    hubSignature: vars.HUB_SIGNATURE,
    deltaDeliveries: vars.DELTA_DELIVERIES === "true",
  }
  const services: Services = {
    config,
    articles: guardNamespace(env.ARTICLES),
    db: guardDatabase(env.DB),
    renders: env.RENDERS,
    polls: env.POLLS,
    deliveries: env.DELIVERIES,
    limiter: guardLimiter(env.LIMITER),
    hubLimiter: guardLimiter(env.HUB_LIMITER),
    events: env.EVENTS,
    backups: env.BACKUPS,
    pages: pageWriters(config),
    room: createRoom(() => Date.now()),
    tally: createTally(),
    now: () => Date.now(),
    fetch: (input, init) => fetch(input, init),
  }
  made.set(env, services)
  return services
}

function knownProfiles(names: string[]): string[] {
  const unknown = names.find((name) => !findProfile(name))
  if (unknown === undefined) return names
  const known = PROFILES.map(({ name }) => name).join(", ")
  throw new Error(`wrangler.toml [vars]: PROFILES must be some of ${known}. ${unknown} is none of them`)
}
