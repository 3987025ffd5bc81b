/** The first of each host. A host gets one request at a time. */
export const onePerHost = <T extends { url: string }>(all: T[]): T[] => fewPerHost(all, 1).flat()

/** The first few of each host, host by host. They are to be asked for one after the other. */
export function fewPerHost<T extends { url: string }>(all: T[], max: number): T[][] {
  const byHost = new Map<string, T[]>()
  for (const each of all) {
    const host = URL.parse(each.url)?.host ?? ""
    const few = byHost.get(host) ?? []
    if (few.length < max) byHost.set(host, [...few, each])
  }
  return [...byHost.values()]
}
