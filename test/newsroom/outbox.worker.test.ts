import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import type { RenderJob } from "../../src/model/job.ts"
import { newsroom, START } from "../support/newsroom.ts"

describe("the outbox", () => {
  it("finds and heals an article whose render could not be queued", async () => {
    const courier = newsroom()
    const { renders } = courier.services
    let failures = 1
    courier.services.renders = {
      send: async (job: RenderJob) => {
        if (failures-- > 0) throw new Error("the queue is away")
        await renders.send(job)
      },
    } as unknown as Queue<RenderJob>

    expect((await courier.put("gauges")).status).toBe(201)
    expect(courier.queued).toEqual([])
    expect((await courier.feed()).items).toHaveLength(1)

    await tick(courier.services, START + 60_000)
    expect(courier.queued).toContainEqual({ kind: "article", articleId: "gauges" })
    await courier.render()
    await tick(courier.services, START + 120_000)
    expect(courier.queued).toEqual([])
  })

  it("asks again for an article that changed while its feeds were rendered", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    const job = courier.queued.splice(0)
    await courier.put("gauges", { title: "Changed" })
    courier.queued.splice(0, 1, ...job)
    await courier.render()
    expect((await courier.feed()).items).toMatchObject([{ title: "Changed" }])
  })

  it("does a job twice without another version of the feed", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    const [job] = courier.queued
    await courier.render()
    const first = await courier.request("/rss.xml")
    courier.wait()
    courier.queued.push(job!)
    await courier.render()
    const second = await courier.request("/rss.xml")
    expect(second.headers.get("etag")).toBe(first.headers.get("etag"))
    expect(second.headers.get("last-modified")).toBe(first.headers.get("last-modified"))
  })
})

describe("scheduling", () => {
  it("lets an article out by the clock, and not before", async () => {
    const courier = newsroom()
    const at = START + 30 * 60_000
    await courier.put("later", { date_published: new Date(at).toISOString() })
    await tick(courier.services, START + 60_000)
    expect(courier.queued).toEqual([])

    courier.clock.now = at + 20_000
    await tick(courier.services, courier.clock.now)
    await courier.render()
    expect((await courier.request("/articles/later")).status).toBe(200)
    expect((await courier.feed()).items).toMatchObject([
      { title: "About later", date_published: new Date(at).toISOString() },
    ])
  })

  it("follows a date that is moved before it comes", async () => {
    const courier = newsroom()
    await courier.put("later", { date_published: new Date(START + 3_600_000).toISOString() })
    await courier.put("later", { date_published: new Date(START - 3_600_000).toISOString() })
    expect((await courier.request("/articles/later")).status).toBe(200)
  })
})
