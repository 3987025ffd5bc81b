import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import { backUpDaily } from "../../src/backup/daily.ts"
import { tick } from "../../src/clock.ts"
import { restoring } from "../support/backups.ts"
import { newsroom } from "../support/newsroom.ts"

const { BUCKET } = env as unknown as { BUCKET: R2Bucket }
const DAY = 86_400_000

async function keys(): Promise<string[]> {
  return (await BUCKET.list()).objects.map(({ key }) => key).sort()
}

async function emptyBucket() {
  for (const key of await keys()) await BUCKET.delete(key)
}

interface Health {
  status: string
  last_backup_age_s?: number
  reasons: { reason: string }[]
}
const healthOf = async (courier: ReturnType<typeof newsroom>) =>
  (await (await courier.request("/health")).json()) as Health

it("a tick writes the day's back-up once, and it restores", async () => {
  await emptyBucket()
  const courier = newsroom({ backups: BUCKET })
  await courier.put("gauges")
  await courier.render()
  await tick(courier.services, courier.clock.now)
  await tick(courier.services, courier.clock.now)
  expect(await keys()).toEqual(["check-also/2026-11-23/001.jsonl.gz"])
  const file = await BUCKET.get("check-also/2026-11-23/001.jsonl.gz")
  const answer = await restoring(courier, await file!.arrayBuffer())
  expect(await answer.json()).toMatchObject({ finished: true, tables: { articles: { lines: 1, written: 0, kept: 1 } } })
})

it("a back-up that needs several ticks goes on where it was, and each part restores by itself", async () => {
  await emptyBucket()
  const { services, clock } = newsroom({ backups: BUCKET })
  // As if the first tick had come as far as the partners.
  const place = Buffer.from(JSON.stringify(["partners", null])).toString("base64url")
  await services.db
    .prepare("INSERT INTO backups (name, begun_at, parts, next) VALUES ('2026-11-23', ?1, 1, ?2)")
    .bind(clock.now, place)
    .run()
  await backUpDaily(services, clock.now)
  expect(await keys()).toEqual(["check-also/2026-11-23/002.jsonl.gz"])
  const row = await services.db.prepare("SELECT parts, finished_at, next FROM backups").first()
  expect(row).toEqual({ parts: 2, finished_at: clock.now, next: null })
})

it("thirty are kept, and nothing else in the bucket is touched", async () => {
  await emptyBucket()
  const { services, clock } = newsroom({ backups: BUCKET })
  await BUCKET.put("check-also/notes.txt", "mine")
  await BUCKET.put("other/2020-01-01/001.jsonl.gz", "mine")
  for (let n = 0; n < 33; n++) {
    await backUpDaily(services, clock.now)
    clock.now += DAY
  }
  const all = await keys()
  expect(all.filter((key) => key.startsWith("check-also/2"))).toHaveLength(30)
  expect(all).toContain("check-also/2026-11-26/001.jsonl.gz")
  expect(all).not.toContain("check-also/2026-11-25/001.jsonl.gz")
  expect(all).toEqual(expect.arrayContaining(["check-also/notes.txt", "other/2020-01-01/001.jsonl.gz"]))
})

it("health tells its age, and is degraded when it is over two days", async () => {
  await emptyBucket()
  const courier = newsroom({ backups: BUCKET })
  await tick(courier.services, courier.clock.now)
  await tick(courier.services, courier.clock.now)
  courier.clock.now += 60_000
  expect(await healthOf(courier)).toMatchObject({ status: "ok", last_backup_age_s: 60 })
  const away = () => Promise.reject(new Error("R2 is away"))
  courier.services.backups = { put: away, list: away, delete: away } as unknown as R2Bucket
  courier.clock.now += 2 * DAY + 60_000
  await tick(courier.services, courier.clock.now)
  const { status, reasons } = await healthOf(courier)
  expect([status, reasons.map(({ reason }) => reason)]).toEqual(["degraded", ["backup"]])
  // The bucket is there again.
  courier.services.backups = BUCKET
  await tick(courier.services, courier.clock.now)
  await tick(courier.services, courier.clock.now)
  expect(await healthOf(courier)).toMatchObject({ status: "ok" })
})

it("health says nothing of back-ups where no bucket is bound", async () => {
  const courier = newsroom()
  await tick(courier.services, courier.clock.now)
  expect(await healthOf(courier)).not.toHaveProperty("last_backup_age_s")
})
