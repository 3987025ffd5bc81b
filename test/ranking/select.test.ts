import { describe, expect, it } from "vitest"
import type { Candidate } from "../../src/ranking/candidate.ts"
import type { Scored } from "../../src/ranking/score.ts"
import { type Rules, selectLinks } from "../../src/ranking/select.ts"
import { toldBySubject } from "../../src/ranking/stories.ts"

const NOON = Date.UTC(2026, 10, 23, 12)
const HOUR = 3600_000

/** Texts about different things: of no two is one a copy of the other. */
const TITLES = [
  "Gauges return to the river after seven dry years",
  "Bridge closed when water reached its wooden deck",
  "Saffron growers wait while frost keeps crocuses shut",
  "Night buses run again between two northern towns",
  "Library reopens with shelves that neighbours built",
  "Bakers hold the price of bread through winter",
]

function scored(id: string, rank: number, changes: Partial<Candidate> = {}, score = 0.9): Scored {
  const n = Number(/\d+/.exec(id)?.[0] ?? 0)
  return {
    score,
    rank,
    features: { cosine: 0, coverage: 0, evidence: 0, chance: 0, circumstances: 0 },
    shared: [],
    reason: ["river"],
    candidate: {
      id,
      partnerId: `partner-${id}`,
      partnerName: `Partner ${id}`,
      partnerWeight: 1,
      maxLinks: 2,
      sponsored: false,
      url: `https://partner.example/${id}`,
      urlKey: `partner.example/${id}`,
      title: TITLES[n % TITLES.length]!,
      summary: "",
      content: "",
      image: null,
      language: "en",
      section: null,
      authors: [],
      tags: [],
      publishedAt: NOON,
      story: null,
      ...changes,
    },
  }
}

const told = (title: string, text: string) =>
  toldBySubject({ title, text, summary: "", tags: [], section: null, language: "en", publishedAt: NOON, urlKey: null })

const select = (list: Scored[], rules: Partial<Rules> = {}) =>
  selectLinks(list, {
    limit: 5,
    subject: told("", ""),
    excluded: new Set<string>(),
    ownShare: 0.4,
    joins: 0.25,
    words: 20,
    ...rules,
  }).map(({ id }) => id)

describe("a list", () => {
  it("is ordered by rank, and no longer than asked for", () => {
    const list = [scored("a1", 5), scored("a2", 9), scored("a3", 7)]
    expect(select(list)).toEqual(["a2", "a3", "a1"])
    expect(select(list, { limit: 2 })).toEqual(["a2", "a3"])
    expect(select(list, { limit: 0 })).toEqual([])
  })

  it("leaves out what is excluded, by id and by address", () => {
    const list = [scored("a1", 5), scored("a2", 9), scored("a3", 7)]
    expect(select(list, { excluded: new Set(["a2", "partner.example/a3"]) })).toEqual(["a1"])
  })

  it("is empty when what made it worth showing is excluded", () => {
    const list = [scored("a1", 9, {}, 0.9), scored("a2", 4, {}, 0.3)]
    expect(select(list)).toEqual(["a1", "a2"])
    expect(select(list, { excluded: new Set(["a1"]) })).toEqual([])
  })

  it("leaves out what is too weak to stand beside the others", () => {
    expect(select([scored("a1", 9, {}, 0.9), scored("a2", 4, {}, 0.1)])).toEqual(["a1"])
  })

  it("shows newer of two that are as good", () => {
    const list = [scored("a1", 5, { publishedAt: NOON - HOUR }), scored("a2", 5)]
    expect(select(list)).toEqual(["a2", "a1"])
  })
})

describe("partners", () => {
  it("have no more links than they may", () => {
    const list = [1, 2, 3, 4].map((n) => scored(`a${n}`, 10 - n, { partnerId: "herald" }))
    expect(select(list)).toEqual(["a1", "a2"])
    expect(select([...list, scored("b5", 1)])).toEqual(["a1", "a2", "b5"])
  })

  it("take turns where links are about as good", () => {
    const list = [
      scored("a1", 10, { partnerId: "herald" }),
      scored("a2", 9.95, { partnerId: "herald" }),
      scored("b3", 9.9, { partnerId: "voice" }),
    ]
    expect(select(list)).toEqual(["a1", "b3", "a2"])
  })

  it("gain places by their weight, and weight 0 keeps them out", () => {
    const list = [scored("a1", 9), scored("a2", 8, { partnerWeight: 4 }), scored("a3", 9, { partnerWeight: 0 })]
    expect(select(list)).toEqual(["a2", "a1"])
  })

  it("who pay never pass a better link by more than their weight", () => {
    for (const partnerWeight of [0.1, 0.5, 1, 2, 5, 10]) {
      const paid = scored("a1", 5, { sponsored: true, partnerWeight })
      const better = scored("a2", 5 * partnerWeight + 0.01)
      expect(select([paid, better])[0]).toBe("a2")
    }
    expect(select([scored("a1", 5, { sponsored: true }), scored("a2", 5.01)])).toEqual(["a2", "a1"])
  })
})

describe("one story", () => {
  const title = TITLES[0]!
  it.each([
    ["by the same text", {}, {}],
    ["by the same story mark", { title: "Something else was written here by another" }, { story: "first" }],
  ])("is shown once, by its first publisher: %s", (_, ofSecond, mark) => {
    const list = [
      scored("second", 9, { title, publishedAt: NOON, ...ofSecond, ...mark }),
      scored("first", 7, { title, publishedAt: NOON - HOUR }),
      scored("a4", 8),
    ]
    expect(select(list)).toEqual(["first", "a4"])
  })

  it("of the same minute is credited to the one who does not pay", () => {
    const list = [scored("paid", 9, { title, sponsored: true }), scored("free", 8, { title })]
    expect(select(list)).toEqual(["free"])
  })

  it("that is the subject itself elsewhere is no link", () => {
    const summary = "Eleven of them were mounted on Sunday by engineers of the hydrology department."
    const subject = told("Eleven stations", `${title}. ${summary} Villages downstream will be warned before a flood.`)
    expect(select([scored("copy", 9, { title, summary }), scored("a2", 8)], { subject })).toEqual(["a2"])
  })
})

describe("the own archive", () => {
  const own = (id: string, rank: number) => scored(id, rank, { partnerId: "", partnerName: "", maxLinks: 99 })

  it("comes after partners' stories, to its share", () => {
    const list = [own("o1", 9), own("o2", 8), own("o3", 7), scored("a4", 5)]
    expect(select(list)).toEqual(["a4", "o1", "o2"])
    expect(select(list, { ownShare: 1 })).toEqual(["a4", "o1", "o2", "o3"])
    expect(select(list, { ownShare: 0 })).toEqual(["a4"])
  })

  it("adds only what is a good link by itself", () => {
    const weak = scored("o2", 8, { partnerId: "", partnerName: "", maxLinks: 99 }, 0.49)
    expect(select([scored("a1", 9), weak, own("o3", 3)])).toEqual(["a1", "o3"])
    expect(select([scored("a1", 9), scored("a2", 8, {}, 0.49)])).toEqual(["a1", "a2"])
  })

  it("gives way to partners who fill the list", () => {
    const list = [own("o1", 9), ...[2, 3].map((n) => scored(`a${n}`, 5))]
    expect(select(list, { limit: 2 })).toEqual(["a2", "a3"])
  })
})
