// What we know of a partner's hubs (WebSub), and of our subscriptions there. Times are milliseconds since 1970.

/** What a feed says of its hubs. */
export interface Discovered {
  /** What to subscribe to: the feed's rel=self, or its address. */
  topic: string
  /** In the order in which they are asked. */
  hubs: string[]
}

/** Our subscription at a hub, once it is verified. */
export interface LiveSubscription {
  id: string
  hub: string
  topic: string
  verifiedAt: number
  leaseExpiresAt: number
  deliveries: number
  /** Stories since the last delivery that only a poll brought. */
  misses: number
}

/** How a try ended badly. */
export interface FollowTrouble {
  kind: "denied" | "expired" | "failed"
  detail: string
}

/** What a partner's feed said of its hubs, and what came of it. */
export interface Followed extends Discovered {
  /** The hub that was asked last, or is asked next. */
  asking: string
  isAsked: boolean
  /** Requests to hubs since the last subscription. */
  tries: number
  trouble: FollowTrouble | null
  live: LiveSubscription | null
}

/** What the callback of a subscription goes by. */
export interface SubscriptionState {
  topic: string
  /** `leaving`: we have unsubscribed, or will. */
  state: "asked" | "active" | "leaving"
}
