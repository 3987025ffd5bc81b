/** What another parser makes of a feed that we have read. Its members are those on the wire. */
export interface SecondOpinion {
  /** Name and version. */
  parser: string
  /** `refused`: it gives no feed at all, or cannot be asked. */
  outcome: "read" | "refused"
  /** Why it refuses. */
  error?: string
  /** How many items it reads. */
  items: number
  /** Where it reads something else than we do, in document order; not all of them when there are many. */
  differences: Difference[]
}

export interface Difference {
  /** The item's position, from 0; absent for the number of items. */
  item?: number
  field: "items" | "title" | "link" | "guid" | "date"
  /** null where there is none. A long text is cut. */
  ours: string | null
  theirs: string | null
}
