/** How another parser reads a feed that we have read. The members are the same in the API. */
export interface SecondOpinion {
  /** Name and version. */
  parser: string
  /** `refused`: it returned no feed, or could not be run. */
  outcome: "read" | "refused"
  /** Why it refuses. */
  error?: string
  /** How many items it reads. */
  items: number
  /** Where its result differs from ours, in document order. Only the first ones when there are many. */
  differences: Difference[]
}

export interface Difference {
  /** The item's position, from 0; absent for the number of items. */
  item?: number
  field: "items" | "title" | "link" | "guid" | "date"
  /** Null when the field is missing. A long text is cut. */
  ours: string | null
  theirs: string | null
}
