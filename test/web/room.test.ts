import { describe, expect, it } from "vitest"
import { createRoom } from "../../src/web/room.ts"

/** A room whose waiters look again when the test says so. */
function roomInHand() {
  const clock = { now: 0 }
  const waiting: (() => void)[] = []
  const pause = () => new Promise<void>((done) => waiting.push(done))
  const lookAgain = async () => {
    for (const wake of waiting.splice(0)) wake()
    await Promise.resolve()
  }
  return { room: createRoom(() => clock.now, pause), clock, waiting, lookAgain }
}

const endless = () => new AbortController().signal

describe("the room for large documents", () => {
  it("takes the first at once and the next when that one leaves", async () => {
    const { room, lookAgain, waiting } = roomInHand()
    const [first, second] = [room.place(), room.place()]
    expect(await first.enter(endless())).toBe("entered")
    const entered = second.enter(endless())
    await lookAgain()
    expect(waiting).toHaveLength(1)
    first.leave()
    await lookAgain()
    expect(await entered).toBe("entered")
    expect([first.waited, second.waited]).toEqual([false, true])
  })

  it("lets one that is in go on", async () => {
    const place = roomInHand().room.place()
    for (let n = 0; n < 3; n++) expect(await place.enter(endless())).toBe("entered")
    expect(place.waited).toBe(false)
  })

  it("turns away who runs out of time", async () => {
    const { room, lookAgain } = roomInHand()
    await room.place().enter(endless())
    const time = new AbortController()
    const late = room.place().enter(time.signal)
    time.abort()
    await lookAgain()
    expect(await late).toBe("full")
  })

  it("is not taken by one that ran out of time while the holder left", async () => {
    const { room, lookAgain } = roomInHand()
    const first = room.place()
    await first.enter(endless())
    const time = new AbortController()
    const late = room.place()
    const entered = late.enter(time.signal)
    time.abort()
    first.leave()
    late.leave()
    await lookAgain()
    expect(await entered).toBe("full")
    expect(await room.place().enter(endless())).toBe("entered")
  })

  it("is not left by one that only waits", async () => {
    const { room, lookAgain, waiting } = roomInHand()
    await room.place().enter(endless())
    const second = room.place()
    void second.enter(endless())
    second.leave()
    await lookAgain()
    expect(waiting).toHaveLength(1)
  })

  it("is free again when its holder never came back", async () => {
    const { room, clock } = roomInHand()
    await room.place().enter(endless())
    clock.now = 60_000
    expect(await room.place().enter(endless())).toBe("entered")
  })
})
