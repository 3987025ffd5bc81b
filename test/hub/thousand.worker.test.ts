import { expect, it } from "vitest"
import { crowd, type Death, type Kind, type Subscriber } from "../support/crowd.ts"

const COUNT = 1000
/** 5% are slow, 5% fail twice at each change, and 1% are gone. */
const kindOf = (n: number): Kind =>
  n % 20 === 3 ? "slow" : n % 20 === 7 ? "failing" : n % 100 === 50 ? "gone" : "prompt"
const KINDS = Array.from({ length: COUNT }, (_, n) => kindOf(n))
const GONE = 10
const FAILING = 50
/** Six under way, and notes of the twelve before that are written or wait. */
const MAX_IN_FLIGHT = 18

const healthy = (subscribers: Subscriber[]) => subscribers.filter(({ kind }) => kind !== "gone")
/** How often each healthy one took a story. */
const takenBy = (subscribers: Subscriber[], title: string) =>
  healthy(subscribers).map(({ got }) => got.filter((each) => each.title === title && each.status === 204).length)
const postsOf = (subscribers: Subscriber[], title: string) =>
  subscribers.reduce((sum, { got }) => sum + got.filter((each) => each.title === title).length, 0)

it("each of a thousand subscribers gets each change exactly once, in a bounded number of attempts", async () => {
  const world = await crowd(KINDS)
  for (const change of [1, 2, 3]) {
    const before = world.messages()
    const title = await world.publish()
    await world.deliver(4)
    await world.pass(8)
    expect(new Set(takenBy(world.subscribers, title))).toEqual(new Set([1]))
    // Each once, those that fail twice more, and those that are gone only the first time.
    const live = COUNT - (change > 1 ? GONE : 0)
    expect(postsOf(world.subscribers, title)).toBe(live + 2 * FAILING)
    // A message for each attempt, one for each page of a hundred, and the sweep's, which finds nobody.
    expect(world.messages() - before).toBeLessThanOrEqual(live + 2 * FAILING + live / 100 + 3)
  }
  await world.pass(10)
  expect(world.subscribers.reduce((sum, { got }) => sum + got.length, 0)).toBe(1100 + 1090 + 1090)
})

it("changes that come while the deliveries of the first wait become one", async () => {
  const world = await crowd(KINDS.slice(0, 300))
  const titles = [await world.publish(), await world.publish(), await world.publish()]
  await world.deliver()
  await world.pass(12)
  const taken = titles.map((title) => [...new Set(takenBy(world.subscribers, title))])
  expect(taken).toEqual([[0], [0], [1]])
})

const DEATHS: [when: string, count: number, death: Death][] = [
  ["before the first message", 300, { statements: 1 }],
  ["when the first page is read and not sent", 300, { statements: 2 }],
  ["at the first deliveries", 300, { posts: 3 }],
  ["half-way", COUNT, { posts: 500 }],
  ["near the end", 300, { posts: 290 }],
]

it.each(DEATHS)(
  "nobody misses a change when the Worker dies %s and its messages are lost",
  async (_when, count, death) => {
    const world = await crowd(KINDS.slice(0, count))
    const title = await world.publish()
    world.doom(death)
    expect(await world.deliver()).toBe("dead")
    const taken = takenBy(world.subscribers, title).filter((count) => count > 0).length
    expect(taken).toBeLessThan(healthy(world.subscribers).length)
    world.restart()
    await world.pass(14)
    const times = takenBy(world.subscribers, title)
    expect(Math.min(...times)).toBe(1)
    // Twice only those whose delivery was under way.
    expect(Math.max(...times)).toBeLessThanOrEqual(2)
    const twice = times.filter((count) => count === 2).length
    expect(twice).toBeLessThanOrEqual(MAX_IN_FLIGHT)
    expect(postsOf(world.subscribers, title)).toBeLessThanOrEqual(count * 1.1 + MAX_IN_FLIGHT)
    // The next change is told as ever.
    const next = await world.publish()
    await world.deliver(4)
    await world.pass(8)
    expect(new Set(takenBy(world.subscribers, next))).toEqual(new Set([1]))
  },
)
