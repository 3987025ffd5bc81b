// Polls the partners of a batch of the queue: hosts side by side, the partners of a host one after the other.
// In: ids of partners. Out: which polls broke on our side, and what still runs behind the batch.
// Cloudflare's limits for one invocation: six connections, 1,000 queries of D1, 30 s behind its end.
import { log } from "../../lib/text/log.ts"
import type { PollJob } from "../../model/job.ts"
import { hostsOf } from "../../store/partners.ts"
import { unqueuePolls } from "../../store/polls.ts"
import { jitterOf } from "./jitter.ts"
import { type PollDeps, pollPartner } from "./poll.ts"

/**
 * A Worker can have six connections at a time. The deadline of a poll runs also while it waits for one. So a batch has
 * at most six messages (wrangler.toml), each for one host, and all hosts start at once.
 */
export const MAX_CONNECTIONS = 6
/** Polls of one invocation. A poll that stores new items needs about ten queries of D1. */
export const MAX_POLLS_OF_A_BATCH = 60

export interface BatchDeps extends PollDeps {
  now(): number
  polls: Pick<Queue<PollJob>, "send">
}

export interface BatchOutcome {
  /** The partners whose poll failed on our side, by id. They are retried. A failing feed is not in here. */
  failed: Map<string, unknown>
  /** The polls without an answer when their patience ended. Null when there are none. */
  rest: Promise<void> | null
}

/**
 * Polls these partners. A poll without an answer when its `patience` ends continues as `rest`, so that a hanging host
 * holds up no other. The other partners of its host follow in a new message when it answers, and with the next tick when
 * it does not. If the runtime cancels `rest`, leases and queue marks expire and the clock polls again.
 */
export async function pollBatch(
  deps: BatchDeps,
  partnerIds: string[],
  patience: () => Promise<unknown>,
): Promise<BatchOutcome> {
  const hosts = await groupByHost(deps.db, partnerIds)
  const failed = new Map<string, unknown>()
  const rest: Promise<void>[] = []
  let polls = 0
  /** Does our own work for these partners. They have failed when it breaks. */
  const ours = async (ids: string[], work: () => Promise<unknown>) => {
    try {
      if (ids.length) await work()
    } catch (error) {
      for (const id of ids) {
        failed.set(id, error)
        log("poll-broke", { partner: id, error })
      }
    }
  }
  const withNextTick = (ids: string[]) => ours(ids, () => unqueuePolls(deps.db, ids))
  const withNextMessage = (ids: string[]) => ours(ids, () => deps.polls.send({ partnerIds: ids }))

  /** Polls the partners of a host. Gives false when the host keeps its connection. */
  const pollHost = async (ids: string[]): Promise<boolean> => {
    for (const [at, id] of ids.entries()) {
      if (polls === MAX_POLLS_OF_A_BATCH) {
        await withNextMessage(ids.slice(at))
        return true
      }
      polls++
      let end: PollEnd = "answered"
      const answer = Promise.withResolvers<boolean>()
      const poll = ours([id], async () => {
        end = await pollOne(deps, id, () => answer.resolve(true))
      })
      if (!(await Promise.race([answer.promise, poll.then(() => true), patience().then(() => false)]))) {
        rest.push(
          poll.then(() => {
            if (end === "answered") return withNextMessage(ids.slice(at + 1))
            return withNextTick(ids.slice(end === "busy" ? at : at + 1))
          }),
        )
        return false
      }
      // After the answer only our own work is left. It can take long for a house feed, so it is not cut off.
      await poll
      if ((end as PollEnd) === "busy") {
        await withNextTick(ids.slice(at))
        return true
      }
    }
    return true
  }
  const work = async () => {
    for (let ids = hosts.shift(); ids; ids = hosts.shift()) if (!(await pollHost(ids))) return
  }
  await Promise.all(Array.from({ length: MAX_CONNECTIONS }, work))
  await withNextTick(hosts.flat())
  return { failed: new Map(failed), rest: rest.length ? Promise.all(rest).then(() => {}) : null }
}

async function groupByHost(db: D1Database, ids: string[]): Promise<string[][]> {
  const hostOf = new Map((await hostsOf(db, ids)).map(({ id, host }) => [id, host ?? id]))
  const known = [...new Set(ids)].filter((id) => hostOf.has(id))
  return [...Map.groupBy(known, (id) => hostOf.get(id)).values()]
}

/** `busy`: another invocation polls the host, or other large documents took the time. `silent`: no answer. */
type PollEnd = "answered" | "busy" | "silent"

async function pollOne(deps: BatchDeps, id: string, onAnswer: () => void): Promise<PollEnd> {
  const now = deps.now()
  const done = await pollPartner(deps, id, now, { jitter: jitterOf(id, now), onlyIfDue: true, onAnswer })
  if (done.outcome === "busy") return "busy"
  if (done.outcome !== "failed") return "answered"
  const { kind, detail } = done.error
  log("poll-failed", { partner: id, kind, detail })
  return SILENT.has(kind) ? "silent" : "answered"
}

const SILENT = new Set(["timeout", "unreachable"])
