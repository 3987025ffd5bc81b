import { beforeEach, describe, expect, it } from "vitest"
import type { Features } from "../../src/model/why-not.ts"
import { type BoxCase, boxCases } from "../fixtures/box/cases.ts"
import { EDITOR, newsroom, START } from "../support/newsroom.ts"
import { addPartner, DAY, HOUR } from "../support/partners.ts"

interface Answered {
  title: string
  url: string
  _check_also: {
    fit: string
    score: number
    partner: string
    sponsored: boolean
    pinned: boolean
    features?: Features
  }
}

type Sent = { title: string; summary: string; tags?: string[]; at?: number; language?: string; id?: string }

function desk(fill = 3) {
  const room = newsroom({}, { fill })
  return {
    ...room,
    async push(partner: string, stories: Sent[], language = "en") {
      const items = stories.map(({ title, summary, tags = [], at, id = title, ...rest }, n) => ({
        id,
        url: `https://${partner}.example/${encodeURIComponent(id)}`,
        title,
        summary,
        tags,
        language,
        date_published: new Date(at ?? START - (n + 1) * HOUR).toISOString(),
        ...rest,
      }))
      const feed = { version: "https://jsonfeed.org/version/1.1", title: partner, items }
      const answer = await room.send("POST", `/partners/${partner}/items`, feed)
      expect(answer.status).toBe(200)
    },
    async publish({ article, language }: Pick<BoxCase, "article" | "language">, id = "article") {
      const { title, text, tags = [], section } = article
      const _check_also = section ? { section } : {}
      const done = await room.put(id, {
        title,
        content_text: text,
        content_html: undefined,
        language,
        tags,
        _check_also,
      })
      expect(done.status).toBe(201)
    },
    async box(query = "", id = "article"): Promise<Answered[]> {
      const answer = await room.request(`/articles/${id}/check-also${query}`)
      expect(answer.status).toBe(200)
      return ((await answer.json()) as { items: Answered[] }).items
    },
  }
}

const fits = (links: Answered[]) => links.map(({ _check_also }) => _check_also.fit)

beforeEach(async () => {
  for (const id of ["herald", "voice", "post"]) await addPartner({ id })
})

describe("the box of a story that nothing held is sure to be related to", () => {
  it.each(boxCases)("shows the story that a reader wants next first: $name", async (given) => {
    const { push, publish, box } = desk()
    const [first, second, third] = given.others as [Sent, Sent, Sent]
    await push("herald", [second, given.right, third], given.language)
    await push("voice", [first], given.language)
    await publish(given)
    const links = await box()
    expect(links[0]).toMatchObject({ title: given.right.title, _check_also: { fit: "near" } })
    expect(links).toHaveLength(3)
  })
})

const GIVEN = boxCases[0]!

describe("the three kinds of fit", () => {
  it("come in their order: related, near, newest", async () => {
    const { push, publish, box } = desk(5)
    const related = {
      title: "Moscow's envoy lands in Kabul again",
      summary: `The Kremlin wants a quiet southern flank. Its envoy met the Taliban, whom Moscow courts while the world looks
        elsewhere, and spoke of Central Asia, Islamic State and recognition.`,
    }
    await push("herald", [GIVEN.right, related])
    await push("voice", GIVEN.others)
    await publish(GIVEN)
    const links = await box("?limit=5")
    expect(fits(links)).toEqual(["related", "near", "newest", "newest"])
    expect(links.map(({ title }) => title)).toEqual([
      related.title,
      GIVEN.right.title,
      GIVEN.others[0]!.title,
      GIVEN.others[1]!.title,
    ])
    const scores = links.map(({ _check_also }) => _check_also.score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  })

  it("take partners' newest in turn, newest first, when nothing near is held", async () => {
    const { push, publish, box } = desk(5)
    await push("herald", [
      { title: "Herald one", summary: "Lamps", at: START - HOUR },
      { title: "Herald two", summary: "Clocks", at: START - 2 * HOUR },
      { title: "Herald three", summary: "Boots", at: START - 3 * HOUR },
    ])
    await push("voice", [
      { title: "Voice one", summary: "Chairs", at: START - 5 * HOUR },
      { title: "Voice two", summary: "Spoons", at: START - 6 * HOUR },
    ])
    await publish(GIVEN)
    const links = await box("?limit=5")
    expect(links.map(({ title }) => title)).toEqual(["Herald one", "Voice one", "Herald two", "Voice two"])
    expect(new Set(fits(links))).toEqual(new Set(["newest"]))
  })
})

describe("a link that fills", () => {
  it("is never sponsored", async () => {
    const { push, publish, box } = desk()
    await addPartner({ id: "shop", sponsored: true })
    await push("shop", [GIVEN.right])
    await publish(GIVEN)
    expect(await box()).toEqual([])
  })

  it("is in the article's language, unless FILL_LANGUAGES names another", async () => {
    const pashto = boxCases.find(({ language }) => language === "ps")!
    const { push, publish, box, services, request } = desk()
    await push("herald", [pashto.right], "ps")
    await publish(GIVEN)
    expect(await box()).toEqual([])
    Object.assign(services.config, { fillLanguages: ["ps"] })
    const draft = await request("/check-also?fill=3", {
      method: "POST",
      headers: { authorization: "Bearer editor-token-for-tests", "content-type": "application/json" },
      body: JSON.stringify({ title: GIVEN.article.title, content_text: GIVEN.article.text, language: "en" }),
    })
    const { items } = (await draft.json()) as { items: Answered[] }
    expect(items).toMatchObject([{ title: pashto.right.title, _check_also: { fit: "near" } }])
  })

  it("is no older than FILL_DAYS", async () => {
    const { push, publish, box } = desk()
    await push("herald", [
      { ...GIVEN.right, at: START - 31 * DAY },
      { title: "Old lamps", summary: "For new", at: START - 40 * DAY },
    ])
    await publish(GIVEN)
    expect(await box()).toEqual([])
  })

  it("may be older if it is background: its words alone would have made it related", async () => {
    const { push, publish, box } = desk()
    await push("herald", [
      {
        title: "Recognition without friends",
        summary: "What Moscow, the Kremlin and the Taliban each want from a friendship in Afghanistan.",
        tags: ["Diplomacy"],
        at: START - 60 * DAY,
      },
    ])
    await publish(GIVEN)
    const links = await box()
    expect(links.map(({ title }) => title)).toEqual(["Recognition without friends"])
  })

  it("is no copy of another, nor of the article", async () => {
    const { push, publish, box } = desk(5)
    await push("herald", [{ ...GIVEN.right, id: "first", at: START - 3 * HOUR }])
    await push("voice", [{ ...GIVEN.right, id: "again", at: START - 2 * HOUR }])
    await push("post", [{ title: GIVEN.article.title, summary: GIVEN.article.text.slice(0, 300), id: "ours" }])
    await publish(GIVEN)
    expect((await box("?limit=5")).map(({ url }) => url)).toEqual(["https://herald.example/first"])
  })

  it("comes from our own archive after partners' near stories, within OWN_SHARE of every beginning of the list", async () => {
    const { push, publish, box } = desk(10)
    const towns = ["Herat", "Kabul", "Kunduz", "Jalalabad", "Kandahar", "Bamyan"]
    for (const [n, town] of towns.entries()) {
      const article = { title: `Bridge number ${n} in ${town} opens`, text: `Cars cross in ${town}.` }
      await publish({ language: "en", article }, town.toLowerCase())
    }
    await push("herald", [GIVEN.right])
    await publish(GIVEN)
    const links = await box("?limit=10")
    expect(links[0]!.title).toBe(GIVEN.right.title)
    const own = links.slice(1).map(({ _check_also: { partner, fit } }) => ({ partner, fit }))
    // OWN_SHARE is 0.4: two of three.
    expect(own).toEqual(Array.from({ length: 2 }, () => ({ partner: "", fit: "near" })))
  })

  it("is found among sixty old stories of the country, and forty of our own", async () => {
    const { push, publish, box } = desk()
    const old = Array.from({ length: 60 }, (_, n) => ({
      title: `Taliban in Kabul: report ${n} from Kandahar`,
      summary: `Afghan traders, Moscow, Herat and the number ${n}.`,
      at: START - (35 + n * 0.7) * DAY,
    }))
    await push("post", old)
    for (let n = 0; n < 40; n++) {
      const article = { title: `Kabul, day ${n}`, text: `Taliban, Moscow, Kandahar, Herat and the sum ${n * 31}.` }
      await publish({ language: "en", article }, `own-${n}`)
    }
    await push("herald", [GIVEN.right])
    await push("voice", GIVEN.others)
    await publish(GIVEN)
    expect((await box())[0]).toMatchObject({ title: GIVEN.right.title, _check_also: { fit: "near" } })
  })

  it("leaves the box when its partner becomes a sponsor, and a related one is labelled", async () => {
    const { push, publish, box, request } = desk()
    await push("herald", [GIVEN.right])
    await publish(GIVEN)
    expect(fits(await box())).toEqual(["near"])
    await addPartner({ id: "herald", sponsored: true })
    expect(await box("?limit=4")).toEqual([])
    expect(await (await request("/articles/article", { headers: { accept: "text/html" } })).text()).not.toContain(
      GIVEN.right.title,
    )
  })

  it("is never of a partner with weight 0", async () => {
    const { push, publish, box } = desk()
    await addPartner({ id: "mute", weight: 0 })
    await push("mute", [GIVEN.right, ...GIVEN.others])
    await publish(GIVEN)
    expect(await box()).toEqual([])
  })

  it("comes in the article's language before FILL_LANGUAGES", async () => {
    const pashto = boxCases.find(({ language }) => language === "ps")!
    const { push, services, send } = desk()
    Object.assign(services.config, { fillLanguages: ["ps"] })
    await push("herald", [pashto.right], "ps")
    await push("voice", [{ ...GIVEN.right, at: START - 20 * HOUR }])
    const draft = { title: GIVEN.article.title, content_text: GIVEN.article.text, language: "en" }
    const { items } = (await (await send("POST", "/check-also?fill=3", draft)).json()) as { items: Answered[] }
    expect(items.map(({ title }) => title)).toEqual([GIVEN.right.title, pashto.right.title])
  })

  it("leaves the box at once when it is withdrawn", async () => {
    const { push, publish, box, send } = desk()
    await push("herald", [{ ...GIVEN.right, id: "gone" }])
    await publish(GIVEN)
    const [link] = await box()
    const { id } = link as unknown as { id: string }
    expect((await send("DELETE", `/partners/herald/items/${id}`, "")).status).toBeLessThan(300)
    expect(await box("?limit=4")).toEqual([])
  })
})

describe("a newsroom decides about filling", () => {
  const room = async (fill = 3) => {
    const made = desk(fill)
    await made.push("herald", [GIVEN.right, ...GIVEN.others])
    await made.publish(GIVEN)
    return made
  }

  it("with FILL=0 the box is silent", async () => {
    const { box, request } = await room(0)
    expect(await box()).toEqual([])
    expect(await box("?fill=3")).toEqual([])
    expect(await (await request("/articles/article")).text()).not.toContain("check-also-note")
  })

  it("by ?fill=, which can lower FILL and not raise it", async () => {
    const { box } = await room(1)
    expect(await box("?fill=0")).toEqual([])
    expect(await box("?fill=3")).toHaveLength(1)
  })

  it("for one article: the editors' fill is false", async () => {
    const { box, send, request } = await room()
    expect(await box()).toHaveLength(2)
    const done = await send("PUT", "/articles/article/check-also", { fill: false })
    expect(((await done.json()) as { items: unknown[] }).items).toEqual([])
    expect(await box()).toEqual([])
    const edits = await request("/articles/article/check-also/edits", { headers: EDITOR })
    expect(await edits.json()).toEqual({ pin: [], exclude: [], fill: false })
    await send("PUT", "/articles/article/check-also", { pin: [] })
    expect(await box()).toHaveLength(2)
  })

  it("and pages show what the box has", async () => {
    const { request } = await room()
    expect(await (await request("/articles/article", { headers: { accept: "text/html" } })).text()).toContain(
      GIVEN.right.title,
    )
  })

  it("but feeds carry related links alone", async () => {
    const { request, render } = await room()
    await render()
    for (const path of ["/rss.xml", "/atom.xml", "/feed.json"]) {
      expect(await (await request(path)).text()).not.toContain(GIVEN.right.title)
    }
  })

  it("and a draft is filled only if asked", async () => {
    const { send } = await room()
    const draft = { title: GIVEN.article.title, content_text: GIVEN.article.text, language: "en" }
    const ask = async (query: string) =>
      ((await (await send("POST", `/check-also${query}`, draft)).json()) as { items: Answered[] }).items
    expect(await ask("")).toEqual([])
    expect(fits(await ask("?fill=3"))).toEqual(["near", "newest"])
  })
})

describe("explain", () => {
  it("names the reason of every candidate that is no link", async () => {
    const { push, send } = desk()
    await addPartner({ id: "shop", sponsored: true })
    await push("herald", [GIVEN.right, ...GIVEN.others])
    await push("voice", [{ ...GIVEN.right, id: "copy", at: START - 9 * HOUR }])
    await push("shop", [{ title: "Tents for Kabul from Moscow", summary: "Buy now, Taliban or not." }])
    const draft = { title: GIVEN.article.title, content_text: GIVEN.article.text, language: "en" }
    const answer = await send("POST", "/check-also?fill=3&explain=true", draft)
    const { items } = (await answer.json()) as {
      items: (Answered & { _check_also: { why_not?: { reason: string; detail: string; of?: string } } })[]
    }
    const links = items.filter(({ _check_also }) => !_check_also.why_not)
    expect(links.map(({ title }) => title)).toContain(GIVEN.right.title)
    const reasons = items.flatMap(({ _check_also: { why_not, fit } }) => {
      if (!why_not) return []
      expect(fit).toBeNull()
      expect(why_not.detail).toMatch(/\.$/)
      return [why_not.reason]
    })
    expect(reasons).toEqual(expect.arrayContaining(["copy", "sponsored", "nothing-in-common"]))
    for (const { _check_also } of items) {
      const { cosine, coverage, evidence, chance, circumstances } = _check_also.features!
      expect([cosine, coverage].every((share) => share >= 0 && share <= 1)).toBe(true)
      expect([evidence, chance, circumstances].every(Number.isFinite)).toBe(true)
    }
  })
})
