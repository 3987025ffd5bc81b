// Looks at the service once a tick, and tells ALARM_URL what has turned bad and what is well again.
// In: the stores. Out: what was seen, for GET /health; at most one message.
import { log } from "../lib/text/log.ts"
import { HOUR, MINUTE } from "../lib/text/time.ts"
import type { Config } from "../model/config.ts"
import type { Reason, Vitals } from "../model/vitals.ts"
import { countBacklog } from "../store/backlog.ts"
import { backupAge } from "../store/backups.ts"
import { countDeadLetters } from "../store/dead-letters.ts"
import { countFaults } from "../store/faults.ts"
import { listPartners } from "../store/partners.ts"
import {
  type Alarm,
  countPartners,
  deleteAlarmsStatement,
  listAlarms,
  noteBehind,
  readVitals,
  saveAlarmsStatement,
  saveVitals,
  seeAlarms,
} from "../store/vitals.ts"
import { webClient } from "../web/client.ts"
import { sendOnce } from "../web/send.ts"
import { isSilent, judge } from "./judge.ts"

export interface WatchDeps {
  db: D1Database
  config: Config
  fetch: typeof fetch
  deadline?: (ms: number) => AbortSignal
  /** Where daily back-ups are written, if they are. */
  backups?: object
}

const MAX_COUNTED = 1000
const MAX_SILENT = 100

export async function watch(deps: WatchDeps, now: number): Promise<void> {
  const seen = await measure(deps, now)
  await saveVitals(deps.db, seen, now)
  if (deps.config.alarmUrl) await raiseAlarms(deps, deps.config.alarmUrl, judge(seen, 0), now)
}

async function measure({ db, backups }: WatchDeps, now: number): Promise<Vitals> {
  const behindSince = await noteBehind(db, now)
  const [before, backlog, deadLetters, partners, damaged, backupAgeMs] = await Promise.all([
    readVitals(db),
    countBacklog(db, now),
    countDeadLetters(db, MAX_COUNTED),
    countPartners(db),
    countFaults(db),
    backups ? backupAge(db, now) : null,
  ])
  const isNewHour = !before || Math.floor(before.tickedAt / HOUR) !== Math.floor(now / HOUR)
  return {
    unannounced: backlog.unannounced,
    oldestUnannouncedMs: behindSince === null ? 0 : now - behindSince,
    overduePolls: backlog.overdue_polls,
    deadLetters,
    partners: partners.enabled,
    failingPartners: partners.failing,
    silentPartners: isNewHour ? await findSilent(db, now) : (before.seen?.silentPartners ?? []),
    damaged,
    backupAgeMs,
  }
}

async function findSilent(db: D1Database, now: number): Promise<string[]> {
  const rows = (await listPartners(db)).filter(({ partner }) => partner.enabled)
  return rows.flatMap(({ partner, history }) => (isSilent(history, now) ? [partner.id] : [])).slice(0, MAX_SILENT)
}

/** What was bad is well when no tick has seen it for so long. */
const MAX_UNSEEN_MS = 10 * MINUTE

/** Each reason is told once when it begins and once when it has ended. What could not be told, the next tick tells. */
async function raiseAlarms(deps: WatchDeps, url: string, reasons: Reason[], now: number): Promise<void> {
  const { db } = deps
  const open = await listAlarms(db)
  const known = new Set(open.map(({ reason }) => reason))
  const begun = reasons.filter(({ reason }) => !known.has(reason))
  await seeAlarms(
    db,
    reasons.filter(({ reason }) => known.has(reason)).map(({ reason }) => reason),
    now,
  )
  const present = new Set(reasons.map(({ reason }) => reason))
  const ended = open.filter(({ reason, seenAt }) => !present.has(reason) && seenAt <= now - MAX_UNSEEN_MS)
  if (!begun.length && !ended.length) return
  const body = JSON.stringify(alarmOf(deps.config, begun, ended))
  const sent = await sendOnce(webClient(deps), url, { body, headers: { "content-type": "application/json" } })
  if (sent.outcome !== "answered" || sent.status >= 300) {
    const detail = sent.outcome === "answered" ? `answers ${sent.status}` : sent.detail
    return log("alarm-not-sent", { detail })
  }
  await db.batch([
    saveAlarmsStatement(db, begun, now),
    deleteAlarmsStatement(
      db,
      ended.map(({ reason }) => reason),
    ),
  ])
}

/** Slack and its kin read `text`; programs read the rest. */
function alarmOf({ publication }: Config, begun: Reason[], ended: Alarm[]) {
  const lines = [
    ...begun.map(({ level, detail }) => `${level === "bad" ? "Bad" : "Notice"}: ${detail}`),
    ...ended.map(({ detail }) => `Well again: ${detail}`),
  ]
  return {
    text: [`Check Also of ${publication.title}, ${publication.siteUrl}/status`, ...lines].join("\n"),
    begun,
    ended: ended.map(({ reason, detail, since }) => ({ reason, detail, since: new Date(since).toISOString() })),
  }
}
