import { hostsOf } from "../store/partners.ts"
import { postponePoll } from "../store/polls.ts"
import { type PollDeps, pollPartner } from "./poll.ts"

/** A Worker has six connections at a time. */
const CONNECTIONS = 6
const BUSY_WAIT_MS = 60_000

/**
 * Polls these partners: one host after the other never twice at once, six hosts side by side. Returns the ids of those
 * whose poll broke on our side, to be tried again; a feed that fails is no such case.
 */
export async function pollBatch(deps: PollDeps & { now(): number }, partnerIds: string[]): Promise<Set<string>> {
  const known = await hostsOf(deps.db, partnerIds)
  const byHost = new Map<string, string[]>()
  for (const { id, host } of known) byHost.set(host ?? id, [...(byHost.get(host ?? id) ?? []), id])
  const hosts = [...byHost.values()]
  const failed = new Set<string>()
  const work = async () => {
    for (let ids = hosts.shift(); ids; ids = hosts.shift()) {
      for (const id of ids) if (!(await pollOne(deps, id))) failed.add(id)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  return failed
}

async function pollOne(deps: PollDeps & { now(): number }, id: string): Promise<boolean> {
  const now = deps.now()
  const chance = chanceOf(`${id} ${now}`)
  try {
    const done = await pollPartner(deps, id, now, { chance, onlyIfDue: true })
    if (done.outcome === "busy") await postponePoll(deps.db, id, now + Math.ceil(BUSY_WAIT_MS * chance))
    if (done.outcome === "failed") {
      console.warn(
        JSON.stringify({ event: "poll-failed", partner: id, kind: done.error.kind, detail: done.error.detail }),
      )
    }
    return true
  } catch (error) {
    console.error(JSON.stringify({ event: "poll-broke", partner: id, error: String(error) }))
    return false
  }
}

/** 0..1, the same for the same text: spreads polls without a source of randomness (FNV-1a). */
function chanceOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0) / 2 ** 32
}
