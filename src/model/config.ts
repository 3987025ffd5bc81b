import type { Publication } from "./article.ts"

/** Everything an operator can set, checked once by env.ts. */
export interface Config {
  publication: Publication
  /** Editors' bearer token; empty when none is set, and then every editor's route answers 401. */
  editorToken: string
  /** What partners' push keys are derived from; the editors' token unless KEY_SECRET is set. */
  keySecret: string
  /** Lets partner addresses be on loopback or private networks: local use only. */
  allowPrivateNetwork: boolean
  /** Further hosts, as `host` or `host:port`, at which this service itself answers: no partner is there. */
  ownHosts: string[]
  /** Hosts whose iframes may stand in an article. */
  iframeHosts: string[]
  /** House partner's category → section. */
  sectionMap: Record<string, string>
  /** Days a partner's item is held. */
  retentionDays: number
  /** Most items held of one partner. */
  retentionItems: number
  /** 0..1: how much of a Check Also list the newsroom's own archive may fill. */
  ownShare: number
}
