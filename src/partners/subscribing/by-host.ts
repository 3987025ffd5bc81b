import { inLanes } from "../../lib/http/lanes.ts"

/** Hosts at a time. A Worker has six connections, and other parts of the tick need some. */
const MAX_HOSTS = 3
/** Requests to one host in a tick. */
const MAX_REQUESTS = 20
/** No request begins later in the tick, so that it ends before the next one. One may take 20 seconds. */
const MAX_TICK_MS = 30_000

/**
 * Asks hubs, one request at a time for each host. `ask` gives false when the host did not answer. The rest of such a
 * host is returned, so that it can wait. What is over the limits stays due for the next tick.
 */
export async function askByHost<T extends { hub: string }>(
  due: T[],
  clock: { now(): number },
  ask: (each: T) => Promise<boolean>,
): Promise<T[]> {
  const end = clock.now() + MAX_TICK_MS
  const byHost = new Map<string, T[]>()
  for (const each of due) {
    const host = URL.parse(each.hub)?.host ?? ""
    byHost.set(host, [...(byHost.get(host) ?? []), each])
  }
  const silent: T[] = []
  await inLanes(MAX_HOSTS, [...byHost.values()], async (queue) => {
    for (const [i, each] of queue.slice(0, MAX_REQUESTS).entries()) {
      if (clock.now() >= end) return
      if (await ask(each)) continue
      silent.push(...queue.slice(i + 1))
      return
    }
  })
  return silent
}
