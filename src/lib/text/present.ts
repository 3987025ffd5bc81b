type Present<T> = { [K in keyof T]?: Exclude<T[K], null | undefined | ""> }

/** The members of an object, without those that are undefined, null, an empty text or an empty list. */
export function present<T extends object>(members: T): Present<T> {
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(members)) {
    const value = members[name as keyof T]
    if (!isAbsent(value)) kept[name] = value
  }
  return kept as Present<T>
}

const isAbsent = (value: unknown) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
