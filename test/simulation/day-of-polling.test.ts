import { expect, it } from "vitest"
import { queueSettings } from "../bench/polling.ts"
import { type Day, simulateDay } from "./day-of-polling.ts"

// A twentieth of the partners that `npm run bench -- --only polling` has, for some hours.
const SOME: Day = {
  partners: 500,
  hanging: 10,
  failing: 25,
  shared: [1, 100],
  stuck: [1, 20],
  hours: 3,
  ...queueSettings(),
}

it("no due poll waits over two minutes, though hosts hang, fail and have a hundred partners", async () => {
  const day = await simulateDay(SOME)
  expect(day.pollsPerPartnerDay).toBeGreaterThan(18)
  expect(day.longestWaitS).toBeLessThanOrEqual(120)
  expect(day.requestsAtOnceOnOneHost).toBe(1)
  expect(day.perInvocation.connections).toBeLessThanOrEqual(6)
  expect(day.queue.cutOff).toBe(0)
  expect(await simulateDay(SOME)).toEqual(day)
})

it("nor when all become due at once", async () => {
  const day = await simulateDay({ ...SOME, hours: 0.5, atOnce: true })
  expect(day.polls).toBeGreaterThanOrEqual(480)
  expect(day.longestWaitS).toBeLessThanOrEqual(120)
  expect(day.perInvocation.statements).toBeLessThanOrEqual(1000)
})

it("a host that hangs is asked by one partner a minute, and each of its partners gets its turn", async () => {
  const day = await simulateDay({ ...SOME, hours: 1, atOnce: true })
  expect(day.longestWaitS_by_kind.stuck).toBeGreaterThan(120)
  expect(day.longestWaitS_by_kind.stuck).toBeLessThanOrEqual(21 * 60)
})
