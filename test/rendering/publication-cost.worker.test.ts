import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import { type Env, servicesFrom } from "../../src/env.ts"
import { type Cost, countingNewsroom } from "../support/publication.ts"

const FORMER = 5000
const BURST = 10
/** In the second run the newsroom has some articles more, and searches look at a few more. */
const MAX_GROWTH = 1.15

it("publishing costs the same over a large archive as over a small one", { timeout: 300_000 }, async () => {
  const courier = await countingNewsroom(servicesFrom(env as unknown as Env))
  await courier.addFormer(100)
  await courier.costs("warm", 1)
  const small = await courier.costs("small", BURST)
  await courier.addFormer(FORMER)
  const large = await courier.costs("large", BURST)
  const grown = Object.entries(large).flatMap(([what, cost]) =>
    Object.entries(cost).flatMap(([name, count]) => {
      const before = small[what]![name as keyof Cost]
      return count > before * MAX_GROWTH + 20 ? [`${what}: ${name} ${before} → ${count}`] : []
    }),
  )
  expect(grown).toEqual([])
  expect(large["an edit of one with 200 topics"]!.rowsWritten).toBeLessThan(60)
  expect(large["five withdrawals behind it"]!.queued).toBe(5)
  expect(large["the daily look for articles without a page"]!.rowsRead).toBeLessThan(20)
})

it("a pass reads each article and each list once, however many feeds have it", { timeout: 120_000 }, async () => {
  const courier = await countingNewsroom(servicesFrom(env as unknown as Env))
  const every = async () => (await courier.costs("some", 1))["the renders of every kept feed"]!
  const few = await every()
  await courier.keepFeeds(10)
  const more = await every()
  expect(more.queued).toBe(few.queued + 10)
  expect(more.kvReads - few.kvReads).toBeLessThanOrEqual(3)
  // Newest, corrected and withdrawn articles of each.
  expect(more.statements - few.statements).toBe(30)
})
