/** A publisher whose items we poll or receive. */
export interface Partner {
  id: string
  name: string
  homeUrl: string
  feedUrl?: string
  /** `house`: the newsroom's own CMS, whose items become our articles. */
  role: "partner" | "house"
  /** 0..10, 1 is ordinary. */
  weight: number
  /** Most links to this partner in one list. */
  maxLinks: number
  enabled: boolean
  sponsored: boolean
  language?: string
}

/** The defaults of a new partner. */
export const ORDINARY_PARTNER = {
  role: "partner",
  weight: 1,
  maxLinks: 2,
  enabled: true,
  sponsored: false,
} as const satisfies Partial<Partner>
