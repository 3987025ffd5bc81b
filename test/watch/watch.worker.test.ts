import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { MINUTE } from "../../src/lib/text/time.ts"
import { keepDeadLetters } from "../../src/store/dead-letters.ts"
import { newsroom } from "../support/newsroom.ts"

interface Health {
  status: string
  reasons: { reason: string; level: string; detail: string }[]
  last_tick_age_s?: number
  oldest_unannounced_s?: number
  dead_letters?: number
}

function watched(alarmUrl = "https://ops.example/hook") {
  const told: { text: string; begun: { reason: string }[]; ended: { reason: string }[] }[] = []
  const answers = { status: 200 }
  const courier = newsroom(
    {
      fetch: (async (url: string, init?: RequestInit) => {
        if (url !== "https://ops.example/hook") return new Response("", { status: 404 })
        if (answers.status < 300) told.push(JSON.parse(init!.body as string))
        return new Response("", { status: answers.status })
      }) as typeof fetch,
    },
    { alarmUrl },
  )
  return {
    ...courier,
    answers,
    told: () => told.splice(0),
    health: async () => (await (await courier.request("/health")).json()) as Health,
    async tick(wait = MINUTE) {
      courier.clock.now += wait
      await tick(courier.services, courier.clock.now)
    },
  }
}

const LETTER = { queue: "renders", body: { kind: "page", page: "" }, error: "Error: KV is away" }

describe("GET /health", () => {
  it("is degraded until the clock ticks, and when it stops", async () => {
    const courier = watched()
    expect(await courier.health()).toMatchObject({ status: "degraded", reasons: [{ reason: "clock" }] })
    await courier.tick()
    expect(await courier.health()).toMatchObject({ status: "ok", reasons: [], last_tick_age_s: 0, dead_letters: 0 })
    courier.wait(6 * MINUTE)
    expect(await courier.health()).toMatchObject({ status: "degraded", reasons: [{ reason: "clock" }] })
  })

  it("says how long the oldest article waits for its feeds", async () => {
    const courier = watched()
    await courier.put("gauges")
    courier.queued.splice(0)
    for (let minute = 0; minute < 13; minute++) {
      await courier.tick()
      courier.queued.splice(0)
    }
    expect(await courier.health()).toMatchObject({
      status: "degraded",
      oldest_unannounced_s: 12 * 60,
      reasons: [{ reason: "unannounced" }],
    })
    await courier.tick()
    await courier.render()
    await courier.tick()
    expect(await courier.health()).toMatchObject({ status: "ok", oldest_unannounced_s: 0 })
  })
})

describe("ALARM_URL", () => {
  it("is told once when something turns bad, and once when it is well again", async () => {
    const courier = watched()
    await courier.tick()
    expect(courier.told()).toEqual([])
    await keepDeadLetters(courier.services.db, [LETTER], courier.clock.now)
    await courier.tick()
    const [alarm, ...rest] = courier.told()
    expect(rest).toEqual([])
    expect(alarm).toMatchObject({ begun: [{ reason: "dead-letters", level: "bad" }], ended: [] })
    expect(alarm!.text).toMatch(/^Check Also of .*\nBad: 1 message failed for good/)
    await courier.tick()
    await courier.tick()
    await courier.services.db.prepare("DELETE FROM dead_letters").run()
    await courier.tick()
    expect(courier.told()).toEqual([])
    await courier.tick(11 * MINUTE)
    expect(courier.told()).toMatchObject([{ begun: [], ended: [{ reason: "dead-letters" }] }])
    await courier.tick()
    expect(courier.told()).toEqual([])
  })

  it("hears nothing of what comes and goes", async () => {
    const courier = watched()
    for (let n = 0; n < 6; n++) {
      await keepDeadLetters(courier.services.db, [LETTER], courier.clock.now)
      await courier.tick()
      await courier.services.db.prepare("DELETE FROM dead_letters").run()
      await courier.tick()
    }
    expect(courier.told()).toHaveLength(1)
  })

  it("is told again when it did not answer", async () => {
    const courier = watched()
    await keepDeadLetters(courier.services.db, [LETTER], courier.clock.now)
    courier.answers.status = 500
    await courier.tick()
    expect(courier.told()).toEqual([])
    courier.answers.status = 200
    await courier.tick()
    expect(courier.told()).toHaveLength(1)
  })

  it("is nowhere by default", async () => {
    const courier = watched("")
    await keepDeadLetters(courier.services.db, [LETTER], courier.clock.now)
    await courier.tick()
    expect(courier.told()).toEqual([])
  })
})
