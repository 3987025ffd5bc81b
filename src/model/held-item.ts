import type { Author } from "./article.ts"

/** A partner's item as stored. Texts are plain. Times are milliseconds since 1970. */
export interface HeldItem {
  /** Public, and never changes. */
  id: string
  partnerId: string
  guid: string | null
  url: string
  /** Comparison form of url: urlComparisonKey() in lib/url/resolve.ts. */
  urlKey: string
  title: string
  /** Comparison form of title: titleKey() in partners/ingest/identify.ts. */
  titleKey: string
  summary: string
  /** First part of the body. */
  content: string
  /** Absolute URL. */
  image: string | null
  language: string | null
  section: string | null
  authors: Author[]
  tags: string[]
  /** Never changes. */
  publishedAt: number
  updatedAt: number
  seenAt: number
  /** Digest of what the publisher sent. */
  hash: string
  /** Id of the first item about the same story; null when this item is the first. */
  story: string | null
  state: "live" | "withdrawn" | "dead"
  withdrawnBy: "partner" | "editor" | null
}

/** The fields that decide whether an incoming item is already stored, and whether it has changed. */
export type KnownItem = Pick<
  HeldItem,
  "id" | "guid" | "urlKey" | "titleKey" | "publishedAt" | "updatedAt" | "seenAt" | "hash" | "state" | "withdrawnBy"
>
