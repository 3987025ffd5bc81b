import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test"
import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { runJobs } from "../../src/jobs.ts"
import type { RenderJob } from "../../src/model/job.ts"
import { EDITOR, newsroom, START } from "../support/newsroom.ts"
import { failingStores } from "../support/stores.ts"

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
      sendBatch: renders.sendBatch,
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

describe("a feed that cannot be written", () => {
  it("fails alone: the other articles of its batch are announced", async () => {
    const courier = newsroom()
    const { articles } = courier.services
    courier.services.articles = new Proxy(articles, {
      get: (target, name) =>
        name === "put"
          ? async (key: string, ...rest: [never, never]) => {
              if (key.includes("sections/water")) throw new Error("this key is refused")
              return target.put(key, ...rest)
            }
          : Reflect.get(target, name),
    })
    await courier.put("gauges", { _check_also: { section: "Water" } })
    await courier.put("bread", { _check_also: { section: "Food" } })
    const messages = courier.queued.splice(0).map((body, n) => ({
      id: String(n),
      timestamp: new Date(START),
      attempts: 1,
      body,
    }))
    const batch = createMessageBatch("renders", messages)
    const context = createExecutionContext()
    await runJobs(batch, courier.services, context)
    const { retryMessages, explicitAcks } = await getQueueResult(batch, context)
    expect([retryMessages.map(({ msgId }) => msgId), explicitAcks]).toEqual([["0"], ["1"]])
    expect((await courier.feed()).items).toHaveLength(2)
    expect((await courier.feed("/sections/food/feed.json")).items).toHaveLength(1)
    const list = (await (await courier.request("/articles", { headers: EDITOR })).json()) as {
      items: { _check_also: { article_id: string; announced: boolean } }[]
    }
    const announced = list.items.map(({ _check_also: { article_id, announced } }) => [article_id, announced])
    expect(Object.fromEntries(announced)).toEqual({ gauges: false, bread: true })
  })

  it("takes labels of any length", async () => {
    const courier = newsroom()
    const label = "خبر ".repeat(50).trim()
    const item = { tags: [label], authors: [{ name: "漢".repeat(200) }], _check_also: { section: "é".repeat(200) } }
    expect((await courier.put("gauges", item)).status).toBe(201)
    await courier.render()
    expect((await courier.feed()).items).toHaveLength(1)
    const opml = await (await courier.request("/feeds.opml")).text()
    const paths = [...opml.matchAll(/xmlUrl="https:\/\/courier\.example([^"]*rss\.xml)"/g)].map(([, path]) => path!)
    expect(paths.filter((path) => /tags|authors|sections/.test(path))).toHaveLength(3)
    for (const path of paths) expect((await courier.request(path)).status).toBe(200)
  })
})

it("shortens a slug over the bound without asking a store", async () => {
  const courier = newsroom()
  Object.assign(courier.services, failingStores())
  for (const slug of ["x".repeat(401), "%E6%BC%A2".repeat(200), "x".repeat(8000)]) {
    const answer = await courier.request(`/tags/${slug}/rss.xml`, { redirect: "manual" })
    // A label that is too long has a feed with a shorter slug, if it has one.
    expect(answer.status).toBe(301)
    expect(answer.headers.get("location")!.length).toBeLessThan(1300)
  }
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
