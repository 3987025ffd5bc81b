import { describe, expect, it } from "vitest"
import { newsroom } from "../../support/newsroom.ts"
import { addPartner, DAY, jsonFeed, MINUTE } from "../../support/partners.ts"

const LIST = "/articles/gauges/check-also"
const STORY = {
  id: "s1",
  url: "https://herald.example/s1",
  title: "Twelve river gauges on the Kabul report again",
  content_html: "<p>Hydrologists in Maidan read the Kabul river by its gauges.</p>",
  date_published: "2026-11-22T08:00:00Z",
}
const ARTICLE = {
  title: "River gauges return to the Kabul after four silent years",
  content_html:
    "<p>Twelve gauges between Maidan and Sarobi report the Kabul river's level again, hydrologists said.</p>",
}

/** A newsroom that counts how often the index is searched for candidates, and whose index can be made to fail. */
async function opened() {
  // Without filling, a list costs one search.
  const courier = newsroom({}, { fill: 0 })
  const { db } = courier.services
  const state = { searches: 0, failing: false }
  courier.services.db = new Proxy(db, {
    get(target, name) {
      const member = Reflect.get(target, name)
      if (name !== "prepare") return typeof member === "function" ? member.bind(target) : member
      return (sql: string) => {
        if (sql.includes("search_places")) {
          state.searches++
          if (state.failing) throw new Error("the index is away")
        }
        return target.prepare(sql)
      }
    },
  })
  await addPartner()
  await courier.send("POST", "/partners/herald/items", jsonFeed([STORY]))
  await courier.put("gauges", ARTICLE)
  const crowd = () => Promise.all(Array.from({ length: 50 }, () => courier.request(LIST)))
  return { courier, state, crowd, db }
}

const urls = async (response: Response) =>
  ((await response.json()) as { items: { url: string }[] }).items.map(({ url }) => url)

describe("a crowd of 50", () => {
  it("makes a list that never was once, and keeps nobody an empty one", async () => {
    const { courier, state, crowd } = await opened()
    const answers = await crowd()
    expect(state.searches).toBe(1)
    const lists = await Promise.all(
      answers.map(async (answer) => [await urls(answer.clone()), answer.headers.get("cache-control")] as const),
    )
    expect(lists.filter(([found]) => found.length)).not.toEqual([])
    for (const [found, cache] of lists) {
      if (found.length) expect(found).toEqual([STORY.url])
      else expect(cache).toBe("no-store")
    }
    expect(await urls(await courier.request(LIST))).toEqual([STORY.url])
  })

  it.each([
    ["is stale by age", async (courier: ReturnType<typeof newsroom>) => courier.wait(30 * DAY)],
    [
      "was made for another revision",
      async (courier: ReturnType<typeof newsroom>) => {
        courier.wait()
        await courier.put("gauges", { ...ARTICLE, summary: "Gauges are back." })
      },
    ],
  ])("renews a list once that %s", async (_, age) => {
    const { courier, state, crowd } = await opened()
    await courier.request(LIST)
    await age(courier)
    state.searches = 0
    for (const answer of await crowd()) expect(await urls(answer)).toEqual([STORY.url])
    expect(state.searches).toBe(1)
    await crowd()
    expect(state.searches).toBe(1)
  })

  it("asks a failing index once a minute, and gets the stale list", async () => {
    const { courier, state, crowd } = await opened()
    await courier.request(LIST)
    courier.clock.now += 30 * DAY
    Object.assign(state, { searches: 0, failing: true })
    for (const round of [1, 2]) {
      for (const answer of await crowd()) expect(await urls(answer)).toEqual([STORY.url])
      for (const answer of await crowd()) expect(answer.status).toBe(200)
      expect(state.searches).toBe(round)
      courier.clock.now += MINUTE
    }
    state.failing = false
    await courier.request(LIST)
    expect(state.searches).toBe(3)
  })
})

describe("a list that never was", () => {
  it("gives the error of a failing index, and is made by the next request", async () => {
    const { courier, state } = await opened()
    state.failing = true
    for (const _ of [1, 2]) expect((await courier.request(LIST)).status).toBeGreaterThanOrEqual(500)
    state.failing = false
    expect(await urls(await courier.request(LIST))).toEqual([STORY.url])
  })

  it("is made by another when the one who took it on never came back", async () => {
    const { courier, db } = await opened()
    const { now } = courier.clock
    await db
      .prepare(
        "INSERT INTO check_also (article_id, links, revised, computed_at, renew_at, claimed_until) VALUES (?1, '[]', '', ?2, ?2, ?3)",
      )
      .bind("gauges", now, now + MINUTE)
      .run()
    expect(await urls(await courier.request(LIST))).toEqual([])
    courier.clock.now += MINUTE
    expect(await urls(await courier.request(LIST))).toEqual([STORY.url])
  })

  it("is not waited for by a render, which makes its own", async () => {
    const { courier, db } = await opened()
    const { now } = courier.clock
    await db
      .prepare(
        "INSERT INTO check_also (article_id, links, revised, computed_at, renew_at, claimed_until) VALUES (?1, '[]', '', ?2, ?2, ?3)",
      )
      .bind("gauges", now, now + MINUTE)
      .run()
    await courier.render()
    expect((await courier.feed()).items).toMatchObject([{ _check_also: { links: [{ url: STORY.url }] } }])
  })
})
