import { log } from "../../lib/text/log.ts"
import { MINUTE } from "../../lib/text/time.ts"
import { hostsOf } from "../../store/partners.ts"
import { postponePoll } from "../../store/polls.ts"
import { jitterOf } from "./jitter.ts"
import { type PollDeps, pollPartner } from "./poll.ts"

/**
 * A Worker has six connections at a time, and a poll that waits for one has its deadline running already. So a batch of
 * the queue is no larger (wrangler.toml), and all of it starts at once.
 */
export const CONNECTIONS = 6
const BUSY_WAIT_MS = MINUTE

export interface BatchOutcome {
  /** Ids of those whose poll broke on our side, to be tried again; a feed that fails is no such case. */
  failed: Set<string>
  /** Polls that the other side had not answered when the patience ended; null when there are none. */
  rest: Promise<void> | null
}

/**
 * Polls these partners: one host after the other never twice at once, six hosts side by side. Waits for answers no longer
 * than for `patience`, so that a host that hangs holds up no other batch. What is not answered then goes on as `rest`;
 * what has not begun is put off by less than a minute. Whatever is lost of it is found again by the clock: its lease and
 * its place in the queue run out.
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
  const polls = Promise.all(Array.from({ length: CONNECTIONS }, work)).then(() => {
    isDone = true
  })
  await Promise.race([polls, patience])
  isOver = true
  // What is answered is our own work, which may take long for a house feed, and is not cut off here.
  await Promise.all(answered)
  if (isDone) return { failed, rest: null }
  // A seventh worker finds only what is put off: it need not wait until one of the others is free.
  const rest = Promise.all([polls, work()]).then(() => {})
  return { failed: new Set(failed), rest }
}

/** Whether it went well on our side. */
async function pollOne(deps: PollDeps & { now(): number }, id: string, onAnswer: () => void): Promise<boolean> {
  const now = deps.now()
  try {
    const done = await pollPartner(deps, id, now, { chance: jitterOf(id, now), onlyIfDue: true, onAnswer })
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
    await postponePoll(deps.db, id, now + Math.ceil(BUSY_WAIT_MS * jitterOf(id, now)))
    return true
  } catch (error) {
    return broke(id, error)
  }
}

function broke(id: string, error: unknown): false {
  log("poll-broke", { partner: id, error })
  return false
}
