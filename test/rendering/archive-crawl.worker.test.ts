import fc from "fast-check"
import { expect, inject, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { memoryKv } from "../support/memory-kv.ts"
import { newsroom } from "../support/newsroom.ts"
import { freshStores } from "../support/stores.ts"

// Readers go back through the archives, in each format, while the newsroom publishes, backdates, withdraws and moves.

// A history takes seconds. `npm run fuzz` repeats the test ten times: twenty long ones.
const SEEDS = 2
const STEPS = inject("seed") === null ? 300 : 40
const BURST = 70
const HOUR = 3_600_000
const DAY = 24 * HOUR
const MAX_PICK = 1_000_000
const SECTIONS = ["City", "Water", "World"]

type Step = {
  kind: "publish" | "backdate" | "withdraw" | "restore" | "move" | "burst" | "later"
  pick: number
  lag: boolean
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 20, arbitrary: fc.constant("publish" as const) },
    { weight: 40, arbitrary: fc.constant("backdate" as const) },
    { weight: 20, arbitrary: fc.constant("withdraw" as const) },
    { weight: 4, arbitrary: fc.constant("restore" as const) },
    { weight: 8, arbitrary: fc.constant("move" as const) },
    { weight: 2, arbitrary: fc.constant("burst" as const) },
    { weight: 6, arbitrary: fc.constant("later" as const) },
  ),
  pick: fc.nat({ max: MAX_PICK }),
  lag: fc.boolean(),
})

type Courier = ReturnType<typeof newsroom>

/** A history over HTTP. `shown` are the live articles that the feeds show. */
function history(courier: Courier) {
  const live = new Set<string>()
  const withdrawn = new Set<string>()
  const shown = new Set<string>()
  let count = 0

  async function put(id: string, published: number, section: string): Promise<void> {
    const dated = { date_published: new Date(published).toISOString(), _check_also: { section } }
    expect((await courier.put(id, dated)).ok).toBe(true)
    live.add(id)
    withdrawn.delete(id)
  }

  const one = (from: Set<string>, pick: number) => [...from][pick % from.size]

  return {
    shown,
    async render() {
      await courier.render()
      for (const id of live) shown.add(id)
    },
    /** Gives the articles that it withdrew. */
    async take({ kind, pick }: Step): Promise<string[]> {
      const { now } = courier.clock
      const section = SECTIONS[pick % SECTIONS.length]!
      if (kind === "publish") await put(`a${count++}`, now, section)
      // Some hours, days, months or years back: into a day that is full, and into months of its own.
      if (kind === "backdate") {
        const reach = [20 * HOUR, 9 * DAY, 90 * DAY, 1500 * DAY][pick % 4]!
        await put(`a${count++}`, now - Math.floor((pick / MAX_PICK) * reach), section)
      }
      if (kind === "burst")
        for (let n = 0; n < BURST; n++) await put(`a${count++}`, now - n * (pick % 600_000), section)
      if (kind === "move" && live.size) await put(one(live, pick)!, now, section)
      if (kind === "restore" && withdrawn.size) await put(one(withdrawn, pick)!, now, section)
      if (kind === "later") {
        courier.wait((1 + (pick % 60)) * 12 * HOUR)
        await tick(courier.services, courier.clock.now)
      }
      if (kind !== "withdraw" || !live.size) return []
      // Often the last one, which may be alone in its month.
      const id = pick % 2 ? [...live].at(-1)! : one(live, pick)!
      expect((await courier.withdraw(id)).status).toBe(204)
      live.delete(id)
      shown.delete(id)
      withdrawn.add(id)
      return [id]
    },
  }
}

const FORMATS = {
  "rss.xml": { id: /<guid[^>]*>([^<]*)</g, older: /<atom:link rel="prev-archive"[^>]* href="([^"]*)"/ },
  "atom.xml": {
    id: /<entry[^>]*>\s*<title[\s\S]*?<id>([^<]*)</g,
    older: /<link rel="prev-archive"[^>]* href="([^"]*)"/,
  },
  "feed.json": { id: /\n\{"id":"([^"]*)"/g, older: /"next_url":"([^"]*)"/ },
}

/** A reader that begins with the main feed and follows its archives, a request at a time, again and again. */
function reader(courier: Courier, file: keyof typeof FORMATS, shown: Set<string>) {
  const first = `https://courier.example/${file}`
  let expected = new Set(shown)
  let found = new Set<string>()
  let visited = new Set<string>()
  let url: string | undefined = first
  return {
    lose: (ids: string[]) => {
      for (const id of ids) expected.delete(id)
    },
    /** Whether this request was the last of a crawl. */
    async go(): Promise<boolean> {
      if (!url) {
        ;[expected, found, visited, url] = [new Set(shown), new Set(), new Set(), first]
      }
      expect(visited).not.toContain(url)
      visited.add(url)
      const answer = await courier.request(new URL(url).pathname)
      expect([url, answer.status]).toEqual([url, 200])
      const text = await answer.text()
      for (const [, guid] of text.matchAll(FORMATS[file].id)) found.add(guid!.replace(/.*\//, ""))
      url = FORMATS[file].older.exec(text)?.[1]
      if (url) return false
      expect([...expected].filter((id) => !found.has(id))).toEqual([])
      return true
    },
    found: () => [...found].sort(),
    restart: () => {
      url = undefined
    },
  }
}

it("a reader of the archives finds every article, whatever the newsroom does meanwhile", {
  tags: "property",
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS, size: "max" }), async (steps) => {
      await freshStores()
      const courier = newsroom({ articles: memoryKv() })
      const events = history(courier)
      await events.take({ kind: "burst", pick: 400_000, lag: false })
      await events.render()
      const readers = (Object.keys(FORMATS) as (keyof typeof FORMATS)[]).map((file) =>
        reader(courier, file, events.shown),
      )
      for (const each of steps) {
        const lost = await events.take(each)
        for (const one of readers) one.lose(lost)
        if (!each.lag) await events.render()
        courier.wait()
        for (const one of readers) await one.go()
      }
      await events.render()
      courier.wait()
      for (const one of readers) {
        one.restart()
        while (!(await one.go()));
        expect(one.found()).toEqual([...events.shown].sort())
      }
    }),
    { numRuns: SEEDS, endOnFailure: true },
  )
})
