import type { HubSignature } from "./hub-signature.ts"
import type { Paper } from "./paper.ts"

/** All settings of an operator. env.ts checks them once. */
export interface Config extends Paper {
  /** The editors' bearer tokens: one, or two while one is rotated. If there is none, every editor's route answers 401. */
  editorTokens: string[]
  /** The secret from which partners' push keys and callbacks are made. By default the first editors' token. */
  keySecret: string
  /** The secrets with which they are checked: `keySecret`, and the one before while it is rotated. */
  keySecrets: string[]
  /** Allows partner addresses on loopback and private networks. For local use only. */
  allowPrivateNetwork: boolean
  /** Further hosts of this service, as `host` or `host:port`. No partner can have one of them. */
  ownHosts: string[]
  /** Hosts whose iframes are allowed in an article. */
  iframeHosts: string[]
  /** House partner's category → section. */
  sectionMap: Record<string, string>
  /** Days to keep a partner's item. */
  retentionDays: number
  /** Most items to keep for one partner. */
  retentionItems: number
  /** 0..1: how much of a Check Also list the newsroom's own stories may fill. */
  ownShare: number
  /** The number of links up to which a box is filled with `near` and `newest` links. 0 fills none. */
  fill: number
  /** Days: an older link fills a box only if it is background. */
  fillDays: number
  /** Primary language subtags of links that may fill the box of an article in another language. */
  fillLanguages: string[]
  /** Further programs that take 226, as their User-Agent begins. */
  deltaClients: string[]
  /** Old path, with or without a query → a path of this service. */
  redirects: Record<string, string>
  /** Where an operator is told what turns bad. Empty: nowhere. */
  alarmUrl: string
  /** A bearer token that reads /metrics alone. Empty: only the editors' reads them. */
  metricsToken: string
  /** The hash with which our hub signs (WebSub §7.1). */
  hubSignature: HubSignature
  /** Whether our hub delivers only the entries that are new, in RSS and Atom. */
  deltaDeliveries: boolean
  /** An aggregator's name → its settings: feeds/profiles/. */
  aggregators: Record<string, Record<string, string>>
  /** The aggregators whose warnings editors get. None: those whose feeds are asked for. */
  profiles: string[]
}
