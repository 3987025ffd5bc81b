/** The first of each host. A host gets one request at a time. */
export function onePerHost<T extends { url: string }>(all: T[]): T[] {
  const byHost = new Map<string, T>()
  for (const each of all) {
    const host = URL.parse(each.url)?.host ?? ""
    if (!byHost.has(host)) byHost.set(host, each)
  }
  return [...byHost.values()]
}
