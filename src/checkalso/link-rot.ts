import { DAY, WEEK } from "../lib/text/time.ts"
import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"
import { nudgeOutbox } from "../outbox/outbox.ts"
import {
  type DueCheck,
  dueChecks,
  forgetChecksStatement,
  markLinkDeadStatements,
  saveCheckStatement,
} from "../store/link-checks.ts"
import { unindexStatements } from "../store/search-index.ts"
import type { Write } from "../store/write.ts"
import { webClient } from "../web/client.ts"
import { fetchDocument } from "../web/fetch.ts"
import { onePerHost } from "../web/one-per-host.ts"

/** The most addresses checked in one tick, each on another host. */
const MAX_CHECKS = 10
/** An address that is gone this often in a row, a day apart, is dead. */
const MIN_GONE_ANSWERS = 2

export interface CheckLinksDeps {
  articles: KVNamespace
  db: D1Database
  config: Config
  renders: Pick<Queue<RenderJob>, "send" | "sendBatch">
  fetch: typeof fetch
}

/**
 * Checks the due linked addresses, one for each host: HEAD, then GET where HEAD says gone. Only 404 or 410, twice in a
 * row, a day apart, makes an item dead. A server error or a network error does not. Gives the number of checks.
 */
export async function checkLinks(deps: CheckLinksDeps, now: number): Promise<number> {
  const due = onePerHost(await dueChecks(deps.db, now, MAX_CHECKS * 5)).slice(0, MAX_CHECKS)
  const checks = await Promise.all(due.map(async (check) => ({ check, seen: await askAddress(deps, check.url) })))
  if (checks.length) await deps.db.batch(checks.flatMap(({ check, seen }) => toStatements(deps.db, check, seen, now)))
  if (checks.some(({ check, seen }) => isDead(check, seen))) await nudgeOutbox(deps)
  return due.length
}

type Seen = "there" | "gone" | "unknown"

async function askAddress(deps: CheckLinksDeps, url: string): Promise<Seen> {
  const web = webClient(deps)
  const head = toSeen(await fetchDocument(web, { url, method: "HEAD" }))
  // Some servers answer HEAD wrongly. So GET must say gone too.
  return head === "gone" ? toSeen(await fetchDocument(web, { url })) : head
}

function toSeen(fetched: Awaited<ReturnType<typeof fetchDocument>>): Seen {
  if (!("status" in fetched)) return "unknown"
  if (fetched.status === 404 || fetched.status === 410) return "gone"
  return fetched.status < 400 ? "there" : "unknown"
}

const isDead = ({ gone }: Pick<DueCheck, "gone">, seen: Seen) => seen === "gone" && gone + 1 >= MIN_GONE_ANSWERS

function toStatements(db: D1Database, { id, gone }: DueCheck, seen: Seen, now: number): Write[] {
  switch (seen) {
    case "there":
      return [saveCheckStatement(db, id, 0, now + WEEK)]
    case "unknown":
      return [saveCheckStatement(db, id, gone, now + DAY)]
    case "gone":
      if (!isDead({ gone }, seen)) return [saveCheckStatement(db, id, gone + 1, now + DAY)]
      return [...unindexStatements(db, [id]), ...markLinkDeadStatements(db, id), forgetChecksStatement(db, [id])]
  }
}
