type Present<T> = { [K in keyof T]?: Exclude<T[K], null | undefined | ""> }

/** The members that say something: without those that are undefined, null, empty text or an empty list. */
export function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isAbsent(value))) as Present<T>
}

const isAbsent = (value: unknown) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
