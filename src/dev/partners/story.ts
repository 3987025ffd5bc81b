/** A story of a sample partner. */
export interface PartnerStory {
  slug: string
  title: string
  summary: string
  language?: string
  author?: string
  tags?: string[]
  /** Hours before the demo's first start. */
  hoursAgo: number
}

/** A sample partner with its stories. */
export interface SamplePartner {
  id: string
  name: string
  language: string
  format: "rss" | "atom" | "json"
  about: string
  stories: PartnerStory[]
}
