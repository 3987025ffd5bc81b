import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { DAY, HOUR } from "../../src/lib/text/time.ts"
import { newsroom, START } from "../support/newsroom.ts"

// What feeds remember: withdrawals, and corrections of older articles.

type Courier = ReturnType<typeof newsroom>

const ENTRY = "<title>About story</title>"
const iso = (time: number) => new Date(time).toISOString()

/** A feed's document, after all renders. */
async function read(courier: Courier, path: string): Promise<string> {
  await courier.render()
  courier.wait()
  return (await courier.request(path)).text()
}

/** Days pass. The clock ticks at their end. */
async function pass(courier: Courier, days: number): Promise<void> {
  courier.wait(days * DAY)
  await tick(courier.services, courier.clock.now)
}

describe("a tombstone", () => {
  const FEEDS = [
    "/atom.xml",
    "/summary/atom.xml",
    "/tags/water/atom.xml",
    "/tags/rain/atom.xml",
    "/sections/city/atom.xml",
  ]
  const ARCHIVES = ["/archive/2026-11/atom.xml", "/archive/2026-11-23/atom.xml"]
  const TOMBSTONE = '<at:deleted-entry ref="https://courier.example/articles/story"'

  const story = (tags: string[]) => ({ tags, _check_also: { section: "City" } })

  /** A story that lost its tag Water, in feeds that somebody asks for. */
  async function retagged(): Promise<Courier> {
    const courier = newsroom()
    await courier.put("story", story(["Water", "Rain"]))
    await courier.put("other", story(["Water", "Rain"]))
    for (const path of [...FEEDS, ...ARCHIVES]) expect(await read(courier, path)).toContain(ENTRY)
    await courier.put("story", story(["Rain"]))
    return courier
  }

  it("reaches every feed that ever had the entry, for thirty days", async () => {
    const courier = await retagged()
    await courier.render()
    await pass(courier, 90)
    await courier.withdraw("story")
    for (const path of [...FEEDS, ...ARCHIVES])
      expect([path, await read(courier, path)]).toEqual([path, expect.stringContaining(TOMBSTONE)])
    await pass(courier, 31)
    for (const path of [...FEEDS, ...ARCHIVES]) expect(await read(courier, path)).not.toContain("deleted-entry")
  })

  it("is not left by an article that lost a tag and is still out", async () => {
    const courier = await retagged()
    const document = await read(courier, "/tags/water/atom.xml")
    expect(document).not.toContain(ENTRY)
    expect(document).not.toContain("deleted-entry")
  })

  it("leaves every feed when the article is published again", async () => {
    const courier = await retagged()
    await courier.withdraw("story")
    expect(await read(courier, "/tags/water/atom.xml")).toContain(TOMBSTONE)
    await courier.put("story", story(["Rain"]))
    for (const path of [...FEEDS, ...ARCHIVES]) expect(await read(courier, path)).not.toContain("deleted-entry")
    expect(await read(courier, "/tags/rain/atom.xml")).toContain(ENTRY)
    expect(await read(courier, "/tags/water/atom.xml")).not.toContain(ENTRY)
  })

  it("keeps the feed of a tag that no article has any more, and of none that only a scheduled article had", async () => {
    const courier = newsroom()
    await courier.put("story", { ...story(["Water"]), date_published: iso(START + HOUR) })
    await courier.put("story", { ...story(["Rain"]), date_published: iso(START + HOUR) })
    courier.wait(2 * HOUR)
    await tick(courier.services, courier.clock.now)
    await courier.put("story", story([]))
    await courier.withdraw("story")
    expect(await read(courier, "/tags/rain/atom.xml")).toContain(TOMBSTONE)
    expect((await courier.request("/tags/water/atom.xml")).status).toBe(404)
  })
})

describe("a correction of an older article", () => {
  const OLD = 14
  // 64 articles, each with its renders.
  const SLOW = { timeout: 300_000 }
  const TEXT = "<p>The gauge at the bridge was out of order for a year, the office says.</p>"
  const OTHER = "<p>Two gauges, one upstream, were never repaired after the flood of last spring.</p>"

  /** 50 newer articles and 14 older ones, `old-0` the newest of them. */
  async function archive(): Promise<Courier> {
    const courier = newsroom()
    for (let n = 0; n < 50 + OLD; n++) {
      await courier.put(n < OLD ? `old-${OLD - 1 - n}` : `new-${n - OLD}`, {
        content_html: TEXT,
        _check_also: { section: "City" },
      })
      courier.wait(1000)
    }
    await courier.render()
    await pass(courier, 1)
    return courier
  }

  const olderIn = async (courier: Courier, path = "/feed.json"): Promise<string[]> => {
    const { items } = JSON.parse(await read(courier, path)) as { items: { id: string }[] }
    return items.map(({ id }) => id.replace(/.*\//, "")).slice(50)
  }

  it("comes back to its feeds for a week, with its date of publication and a new date of change", SLOW, async () => {
    const courier = await archive()
    expect(await olderIn(courier)).toEqual([])
    const at = courier.clock.now
    await courier.put("old-3", { content_html: OTHER, _check_also: { section: "City" } })
    for (const path of ["/feed.json", "/summary/feed.json", "/sections/city/feed.json"]) {
      const { items } = JSON.parse(await read(courier, path)) as { items: Record<string, string>[] }
      expect(items).toHaveLength(51)
      expect(items.at(-1)!.id).toBe("https://courier.example/articles/old-3")
      expect(Date.parse(items.at(-1)!.date_published!)).toBeLessThan(START + 60_000)
      expect(items.at(-1)!.date_modified).toBe(iso(at))
    }
    expect(await read(courier, "/rss.xml")).toContain("About old-3")
    await pass(courier, 6)
    expect(await olderIn(courier)).toEqual(["old-3"])
    await pass(courier, 2)
    expect(await olderIn(courier)).toEqual([])
    // So does a withdrawn article that is published again. Of all, the ten that changed last come.
    await courier.withdraw("old-0")
    await read(courier, "/atom.xml")
    await courier.put("old-0", { content_html: TEXT })
    expect(await olderIn(courier)).toEqual(["old-0"])
    for (let n = 0; n < OLD; n++) {
      courier.wait(1000)
      await courier.put(`old-${n}`, { content_html: TEXT.replaceAll("e", `${n}`) })
    }
    expect(await olderIn(courier)).toEqual(Array.from({ length: 10 }, (_, n) => `old-${n + 4}`))
  })

  it("is no typo, no first publication and no edit dated long ago; the editor may say what it is", SLOW, async () => {
    const courier = await archive()
    await courier.put("old-0", { content_html: TEXT.replace("bridge", "brigde") })
    await courier.put("old-1", { content_html: OTHER, _check_also: { correction: false } })
    await courier.put("spacewalk", { date_published: "1965-03-18T08:30:00Z" })
    await courier.put("backdated", { date_published: iso(START - 9 * DAY) })
    expect(await olderIn(courier)).toEqual([])
    await courier.put("old-2", { content_html: TEXT.replace("a year", "a day"), _check_also: { correction: true } })
    expect(await olderIn(courier)).toEqual(["old-2"])
    expect((await courier.put("old-2", { _check_also: { correction: "yes" } })).status).toBe(422)
    // Its date of change does not move, so nobody could tell.
    await courier.put("old-4", { content_html: OTHER, date_modified: iso(START - 9 * DAY) })
    expect(await olderIn(courier)).toEqual(["old-2"])
    await courier.put("spacewalk", { content_html: OTHER })
    expect(await olderIn(courier)).toEqual(["old-2", "spacewalk"])
    await pass(courier, 8)
    await courier.put("old-3", { content_html: OTHER, date_modified: iso(START + HOUR) })
    expect(await olderIn(courier)).toEqual([])
  })
})
