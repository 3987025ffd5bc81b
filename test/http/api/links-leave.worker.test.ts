import { describe, expect, it } from "vitest"
import { checkLinks } from "../../../src/checkalso/link-rot.ts"
import { tick } from "../../../src/clock.ts"
import { retainItems } from "../../../src/partners/retention.ts"
import { EDITOR, newsroom, START } from "../../support/newsroom.ts"
import { addPartner, DAY, jsonFeed } from "../../support/partners.ts"

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
const OWN = {
  title: "Gauges on the Kabul: a history of twelve stations",
  content_html: "<p>Four years ago hydrologists lost the gauges between Maidan and Sarobi on the Kabul river.</p>",
}
const OWN_URL = "https://courier.example/articles/history"

/** Bytes of every rendered form that shows links under an article. */
const SHOWING = [
  "/feed.json",
  "/atom.xml",
  "/rss.xml",
  "/with-links/feed.json",
  "/with-links/rss.xml",
  "/with-links/atom.xml",
  "/articles/gauges",
  "/articles/gauges/check-also",
  "/check-also?url=https://courier.example/articles/gauges",
]

type Courier = ReturnType<typeof newsroom>

/** A newsroom whose article's feeds, all of them rendered, link the Herald's story. */
async function opened() {
  const courier = newsroom({ fetch: async () => new Response(null, { status: 404 }) })
  await addPartner({ feedUrl: undefined })
  await courier.send("POST", "/partners/herald/items", jsonFeed([STORY]))
  await courier.put("gauges", ARTICLE)
  for (const path of SHOWING) await courier.request(path)
  await courier.render()
  await pastDaily(courier)
  return courier
}

/** Past the day's first tick, which has all feeds rendered whatever happened. */
async function pastDaily(courier: Courier): Promise<void> {
  await tick(courier.services, START)
  await courier.render()
}

async function showing(courier: Courier, url: string): Promise<string[]> {
  courier.wait()
  const shown = await Promise.all(
    SHOWING.map(async (path) => ((await (await courier.request(path)).text()).includes(url) ? [path] : [])),
  )
  return shown.flat()
}

const remove = (courier: Courier, path: string) => courier.request(path, { method: "DELETE", headers: EDITOR })
const push = (courier: Courier, item: object) =>
  courier.send("POST", "/partners/herald/items", jsonFeed([item as typeof STORY]))
const enable = (courier: Courier, enabled: boolean) =>
  courier.send("PUT", "/partners/herald", { enabled, feed_url: null })
const withdrawn = { id: "s1", _check_also: { withdrawn: true } }

/** Does this while the queue is away. */
async function unasked(courier: Courier, work: () => Promise<unknown>): Promise<void> {
  const { renders } = courier.services
  const send = async () => {
    throw new Error("the queue is away")
  }
  courier.services.renders = { send } as unknown as typeof renders
  await work()
  courier.services.renders = renders
}

describe("a link leaves every rendered feed, page and box", () => {
  const ways: Record<string, (courier: Courier) => Promise<unknown>> = {
    "when its partner's document takes it back": (courier) => push(courier, withdrawn),
    "when its partner withdraws it": async (courier) => {
      const { key } = (await (await courier.send("POST", "/partners/herald/key", "")).json()) as { key: string }
      const headers = { authorization: `Bearer ${key}` }
      return courier.request("/partners/herald/items/s1", { method: "DELETE", headers })
    },
    "when an editor takes it down": (courier) => remove(courier, "/partners/herald/items/s1"),
    "when its partner is switched off": (courier) => enable(courier, false),
    "when its partner is removed": (courier) => remove(courier, "/partners/herald"),
    "when its address is dead": async (courier) => {
      await checkLinks(courier.services, START)
      await checkLinks(courier.services, START + DAY)
    },
    "when it is past holding": async (courier) => {
      const { services } = courier
      await retainItems({ ...services, config: { ...services.config, retentionDays: 1 } }, START + 3 * DAY)
      await tick(services, courier.clock.now)
    },
    "when an editor excludes it": (courier) =>
      courier.send("PUT", "/articles/gauges/check-also", { exclude: [STORY.url] }),
  }

  it.each(Object.entries(ways))("%s", async (_, leave) => {
    const courier = await opened()
    expect(await showing(courier, STORY.url)).toEqual(SHOWING)
    await leave(courier)
    await courier.render()
    expect(await showing(courier, STORY.url)).toEqual([])
  })

  it("when it is an own article that is withdrawn, and comes back with it", async () => {
    const courier = newsroom()
    await courier.put("history", OWN)
    await courier.put("gauges", ARTICLE)
    for (const path of SHOWING) await courier.request(path)
    await courier.render()
    await pastDaily(courier)
    const linked = async () => {
      courier.wait()
      const { items } = await courier.feed()
      const item = items.find(({ title }) => title === ARTICLE.title)
      return JSON.stringify(item!._check_also ?? {}).includes(OWN_URL)
    }
    expect(await linked()).toBe(true)
    await courier.withdraw("history")
    await courier.render()
    expect(await linked()).toBe(false)
    expect(await showing(courier, `href="${OWN_URL}"`)).toEqual([])
    await courier.put("history", OWN)
    await tick(courier.services, courier.clock.now)
    await courier.render()
    expect(await linked()).toBe(true)
  })

  it("though the queue was away then: the clock asks again", async () => {
    const courier = await opened()
    await unasked(courier, async () => {
      expect((await remove(courier, "/partners/herald/items/s1")).status).toBe(204)
    })
    await tick(courier.services, START + 60_000)
    await courier.render()
    expect(await showing(courier, STORY.url)).toEqual([])
  })

  it("though a render was under way that had read it before", async () => {
    const courier = await opened()
    await courier.put("gauges", { ...ARTICLE, summary: "Changed." })
    const { articles } = courier.services
    let taken = false
    courier.services.articles = new Proxy(articles, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (name !== "put") return typeof member === "function" ? member.bind(target) : member
        return async (...args: Parameters<KVNamespace["put"]>) => {
          if (!taken) {
            taken = true
            await unasked(courier, () => remove(courier, "/partners/herald/items/s1"))
          }
          return target.put(...args)
        }
      },
    })
    const [job] = courier.queued.splice(0)
    courier.queued.push(job!)
    await courier.render()
    await tick(courier.services, START + 60_000)
    await courier.render()
    expect(taken).toBe(true)
    expect(await showing(courier, STORY.url)).toEqual([])
  })
})

describe("a link comes back to every rendered feed, page and box", () => {
  it("when its partner is switched on again", async () => {
    const courier = await opened()
    await enable(courier, false)
    await courier.render()
    expect(await showing(courier, STORY.url)).toEqual([])
    await enable(courier, true)
    await courier.render()
    expect(await showing(courier, STORY.url)).toEqual(SHOWING)
  })

  it("when its partner sends it anew", async () => {
    const courier = await opened()
    await push(courier, withdrawn)
    await courier.render()
    await push(courier, STORY)
    await tick(courier.services, START + 60_000)
    await courier.render()
    expect(await showing(courier, STORY.url)).toEqual(SHOWING)
  })
})

it("renders nothing anew where no list held what left", async () => {
  const courier = await opened()
  await courier.put("bread", { title: "Bread keeps its price", content_html: "<p>Bakers hold on.</p>" })
  await courier.render()
  await push(courier, {
    ...STORY,
    id: "s2",
    url: "https://herald.example/s2",
    title: "Saffron",
    content_html: "<p>Late.</p>",
  })
  await remove(courier, "/partners/herald/items/s2")
  expect(courier.queued).toEqual([])
  await remove(courier, "/partners/herald/items/s1")
  // The story fills the box of the other article, whose feeds do not have it.
  expect(courier.queued).toEqual([
    { kind: "article", articleId: "gauges" },
    { kind: "boxes", articleIds: expect.arrayContaining(["bread", "gauges"]) },
  ])
})

it("a link says within a minute that its partner is a sponsor, or has another name", async () => {
  const courier = await opened()
  await courier.send("PUT", "/partners/herald", { name: "The Advertiser", sponsored: true, feed_url: null })
  await courier.render()
  courier.wait()
  const [item] = (await courier.feed()).items as { _check_also: { links: object[] } }[]
  expect(item!._check_also.links).toContainEqual(
    expect.objectContaining({ url: STORY.url, partner_name: "The Advertiser", sponsored: true }),
  )
})
