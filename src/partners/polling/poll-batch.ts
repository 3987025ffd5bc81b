import { log } from "../../lib/text/log.ts"
import { MINUTE } from "../../lib/text/time.ts"
import { hostsOf } from "../../store/partners.ts"
import { pollLater } from "../../store/polls.ts"
import { jitterOf } from "./jitter.ts"
import { type PollDeps, pollPartner } from "./poll.ts"

/**
 * A Worker can have six connections at a time. The deadline of a poll runs also while it waits for one. So a batch has
 * at most six partners (wrangler.toml), and all of them start at once.
 */
export const MAX_CONNECTIONS = 6
const BUSY_WAIT_MS = MINUTE

export interface BatchOutcome {
  /** The ids of partners whose poll failed on our side. They are retried. A failing feed is not in here. */
  failed: Set<string>
  /** The polls without an answer when the patience ended. Null when there are none. */
  rest: Promise<void> | null
}

/**
 * Polls these partners, up to six hosts at a time, and each host one partner at a time. Waits for answers until
 * `patience` ends, so that a hanging host does not block the next batch. Polls without an answer continue as `rest`.
 * Polls that did not start are postponed by less than a minute. If the runtime cancels `rest`, leases and queue marks
 * expire and the clock polls again.
 */
export async function pollBatch(
  deps: PollDeps & { now(): number },
  partnerIds: string[],
  patience: Promise<unknown>,
): Promise<BatchOutcome> {
  const known = await hostsOf(deps.db, partnerIds)
  const byHost = new Map<string, string[]>()
  for (const { id, host } of known) byHost.set(host ?? id, [...(byHost.get(host ?? id) ?? []), id])
  const hosts = [...byHost.values()]
  const failed = new Set<string>()
  const answered = new Set<Promise<boolean>>()
  let isOver = false
  let isDone = false
  const one = async (id: string) => {
    const poll = isOver ? putOff(deps, id) : pollOne(deps, id, () => answered.add(poll))
    if (!(await poll)) failed.add(id)
  }
  const work = async () => {
    for (let ids = hosts.shift(); ids; ids = hosts.shift()) for (const id of ids) await one(id)
  }
  const polls = Promise.all(Array.from({ length: MAX_CONNECTIONS }, work)).then(() => {
    isDone = true
  })
  await Promise.race([polls, patience])
  isOver = true
  // After the answer only our own work is left. It can take long for a house feed, so it is not cut off.
  await Promise.all(answered)
  if (isDone) return { failed, rest: null }
  // Another worker postpones the polls that did not start, without waiting for the others.
  const rest = Promise.all([polls, work()]).then(() => {})
  return { failed: new Set(failed), rest }
}

/** Polls one partner. Gives false when it failed on our side. */
async function pollOne(deps: PollDeps & { now(): number }, id: string, onAnswer: () => void): Promise<boolean> {
  const now = deps.now()
  try {
    const done = await pollPartner(deps, id, now, { jitter: jitterOf(id, now), onlyIfDue: true, onAnswer })
    if (done.outcome === "busy") return putOff(deps, id)
    if (done.outcome === "failed") {
      log("poll-failed", { partner: id, kind: done.error.kind, detail: done.error.detail })
    }
    return true
  } catch (error) {
    return broke(id, error)
  }
}

async function putOff(deps: PollDeps & { now(): number }, id: string): Promise<boolean> {
  const now = deps.now()
  try {
    await pollLater(deps.db, id, now + Math.ceil(BUSY_WAIT_MS * jitterOf(id, now)))
    return true
  } catch (error) {
    return broke(id, error)
  }
}

function broke(id: string, error: unknown): false {
  log("poll-broke", { partner: id, error })
  return false
}
