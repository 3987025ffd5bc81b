/** Who sends us stories. */
export interface Partner {
  id: string
  name: string
  homeUrl: string
  feedUrl?: string
  /** `house`: the newsroom's own CMS, whose items become our articles. */
  role: "partner" | "house"
  /** 0..10, 1 is ordinary. */
  weight: number
  /** Most links of this partner in one list. */
  maxLinks: number
  enabled: boolean
  sponsored: boolean
  language?: string
}
