/** One article of the demo newsroom, before it has addresses and dates. */
export interface Sample {
  id: string
  title: string
  section: string
  authors: string[]
  tags: string[]
  language: string
  summary: string
  /** Hours before the demo's first start. */
  hoursAgo: number
  html: string
  /** File under images/. */
  image?: { file: string; alt: string }
}
