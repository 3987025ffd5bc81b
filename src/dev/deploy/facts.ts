import { isIP } from "node:net"
import { VARIABLES, Variables } from "../../model/variables.ts"

// The facts of a publication, and what is wrong with them for a service that strangers reach.

const SECRETS = ["EDITOR_TOKEN", "KEY_SECRET"]
const ADDRESSES = ["SITE_URL", "HOME_URL", "ICON"]

interface Question {
  name: string
  text: string
  usual?: (facts: Record<string, string>) => string
}

const siteOf = ({ SITE_URL }: Record<string, string>) => SITE_URL!.replace(/\/+$/, "")

/** What the first deploy asks, in this order. */
export const questionsOf = (worker: string): Question[] => [
  { name: "TITLE", text: "The publication's title" },
  { name: "DESCRIPTION", text: "What it is, in one sentence" },
  {
    name: "SITE_URL",
    text: `The address of this service: https://${worker}.YOUR-SUBDOMAIN.workers.dev, or https:// and a host on a domain that you have at Cloudflare`,
  },
  { name: "HOME_URL", text: "The address of the publication's own site", usual: (facts) => `${siteOf(facts)}/` },
  { name: "LANGUAGE", text: "Its language, as a BCP 47 tag", usual: () => "en" },
  { name: "TIME_ZONE", text: "Its time zone", usual: () => Intl.DateTimeFormat().resolvedOptions().timeZone },
  { name: "CONTACT", text: "The editors' e-mail address" },
  { name: "ICON", text: "Its icon", usual: (facts) => `${siteOf(facts)}/icon.svg` },
]

/** What is wrong with one fact, as the end of a sentence. Null when nothing is. */
export function wrongFact(worker: string, name: string, value: string): string | null {
  const form = Variables.shape[name as keyof typeof Variables.shape]
  if (!form) return SECRETS.includes(name) ? IS_SECRET : "is no variable of this service"
  const parsed = form.safeParse(value)
  if (!parsed.success) return parsed.error.issues[0]!.message
  return ADDRESSES.includes(name) ? wrongAddress(worker, name, value) : null
}

const IS_SECRET = "is a secret, and everybody who may read this file would know it"

/** Everything that is wrong with the variables of a newsroom, a line each. */
export function wrongFacts(worker: string, vars: Record<string, unknown>): string[] {
  const unknown = Object.keys(vars).filter((name) => !VARIABLES.includes(name))
  const secret = Object.keys(vars).filter((name) => SECRETS.includes(name))
  const parsed = Variables.safeParse(vars)
  const misread = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`)
  const addresses = ADDRESSES.flatMap((name) => {
    const value = vars[name]
    const wrong = typeof value === "string" && URL.canParse(value) && wrongAddress(worker, name, value)
    return wrong ? [`${name} ${wrong}`] : []
  })
  return [
    ...unknown.map((name) => `${name} is no variable of this service`),
    ...secret.map((name) => `${name} ${IS_SECRET}`),
    ...misread,
    ...addresses,
  ]
}

function wrongAddress(worker: string, name: string, value: string): string | null {
  const { protocol, hostname, pathname } = new URL(value)
  if (isLocal(hostname)) return `must be an address that readers reach, but ${hostname} is this machine`
  if (name !== "SITE_URL") return null
  if (protocol !== "https:") return "must begin with https://"
  if (pathname !== "/") return "must be a host alone, without a path"
  const onWorkersDev = hostname.endsWith(".workers.dev")
  if (onWorkersDev && !new RegExp(`^${worker}\\.[^.]+\\.workers\\.dev$`).test(hostname)) {
    return `must be https://${worker}.YOUR-SUBDOMAIN.workers.dev, or a domain of your own`
  }
  return onWorkersDev || hostname.includes(".") ? null : "must have a full host name"
}

/** Loopback, and addresses that mean no other machine. */
function isLocal(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "")
  if (bare === "localhost" || bare.endsWith(".localhost")) return true
  if (isIP(bare) === 4) return bare.startsWith("127.") || bare.startsWith("0.")
  return isIP(bare) === 6 && /^(?:::1?|::ffff:7f.*|::ffff:0:.*)$/.test(bare)
}
