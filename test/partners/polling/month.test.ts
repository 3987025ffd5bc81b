import { expect, it } from "vitest"
import { simulateMonth } from "../../support/month-of-polling.ts"

it("a month of a thousand partners: few requests, mostly 304, and no story waits for more than about a day", () => {
  const month = simulateMonth()
  expect(month.requestsPerPartnerDay).toBeLessThan(24)
  expect(month.uselessShare).toBeLessThan(0.12)
  expect(month.longestUndisturbedWaitHours).toBeLessThanOrEqual(24.5)
  expect(month.medianWaitMinutes).toBeLessThan(60)
  expect(month.lostStories / month.stories).toBeLessThan(0.001)
  expect(simulateMonth(7, 50)).toEqual(simulateMonth(7, 50))
})
