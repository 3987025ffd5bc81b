import type { Author } from "./article.ts"

/** A partner's story as it is held. Texts are plain; times are milliseconds since 1970. */
export interface HeldItem {
  /** On the wire; frozen. */
  id: string
  partnerId: string
  guid: string | null
  url: string
  /** Comparison form of url: lib/urls.ts. */
  urlKey: string
  title: string
  /** Comparison form of title: partners/identify.ts. */
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
  /** Frozen. */
  publishedAt: number
  updatedAt: number
  seenAt: number
  /** Of what the publisher sent. */
  hash: string
  /** The first item that told the same story; null when this is it. */
  story: string | null
  state: "live" | "withdrawn" | "dead"
  withdrawnBy: "partner" | "editor" | null
}

/** What of a held item tells whether a sent one is the same story, and whether it brings anything new. */
export type KnownItem = Pick<
  HeldItem,
  "id" | "guid" | "urlKey" | "titleKey" | "publishedAt" | "updatedAt" | "seenAt" | "hash" | "state" | "withdrawnBy"
>
