import { describe, expect, it } from "vitest"
import { areCopies, CopyIndex, isTakenFrom, likeness, shinglesOf } from "../../src/ranking/near-duplicates.ts"

const AGENCY = `Bridge near Jalalabad closed after flood. The bridge over the Kunar at Jalalabad was closed on Sunday night when
  water reached its deck, the roads department said. Lorries to Torkham wait on both banks, and engineers hope to open one
  lane by Wednesday.`

const copies = (a: string, b: string, language = "en") => areCopies(shinglesOf(a, language), shinglesOf(b, language))

describe("copies of a text", () => {
  it.each([
    ["itself", AGENCY],
    ["in other letters and signs", AGENCY.toUpperCase().replaceAll(",", " –").replaceAll(".", "!")],
    [
      "with another headline and dateline",
      `Traffic news: JALALABAD, 22 November. ${AGENCY.slice(AGENCY.indexOf("The bridge"))}`,
    ],
    ["cut short", AGENCY.slice(0, 150)],
  ])("are found: %s", (_, copy) => {
    expect(copies(AGENCY, copy)).toBe(true)
  })

  it.each([
    [
      "another report of the same event",
      `Lorries stranded at Jalalabad as Kunar floods bridge. Dozens of drivers spent the night in their cabs after the
       river rose over the road. The department of roads expects to let traffic through one lane in midweek.`,
    ],
    [
      "the same words of another day",
      "Bridge near Jalalabad opened again. Engineers finished a day early, the governor said, and lorries went to Torkham on Tuesday.",
    ],
    ["nothing", ""],
  ])("are not: %s", (_, other) => {
    expect(copies(AGENCY, other)).toBe(false)
  })

  it("are told by equal words where the text is very short", () => {
    expect(copies("Morning briefing", "MORNING BRIEFING")).toBe(true)
    expect(copies("Morning briefing", "Evening briefing")).toBe(false)
    expect(copies("", "")).toBe(false)
  })

  it("are found in scripts without spaces", () => {
    const text = "喀布尔河水位站恢复运行，工程师在巴格拉米安装了十一个水位站，水文部门希望警告下游村庄。"
    expect(copies(text, `快讯：${text}`, "zh")).toBe(true)
    expect(copies(text, "赫拉特藏红花种植者预计今年收获较晚，霜冻使花朵迟迟未开，市场价格保持稳定。", "zh")).toBe(false)
  })
})

it("an index of texts finds the copies that comparing one by one finds, but no rubrics", () => {
  const texts = [
    AGENCY,
    AGENCY.slice(90),
    "Morning briefing",
    "Morning briefing of Monday",
    "Gauges report again",
    "",
    "مرحبا",
  ]
  const shingles = texts.map((text) => shinglesOf(text, "en"))
  const index = new CopyIndex(shingles)
  for (const [at, text] of shingles.entries()) {
    const one = shingles.flatMap((other, i) => (areCopies(text, other) ? [i] : []))
    expect(index.copiesOf(text).sort(), texts[at]).toEqual(text.size > 1 ? one : [])
  }
  expect(index.copiesOf(shingles[1]!).sort()).toEqual([0, 1])
})

it("likeness is the same both ways, and 0 to 1", () => {
  const [a, b] = [shinglesOf(AGENCY, "en"), shinglesOf(AGENCY.slice(90), "en")]
  expect(likeness(a, b)).toBe(likeness(b, a))
  expect(likeness(a, a)).toBe(1)
  expect(likeness(a, new Set())).toBe(0)
})

describe("a text taken over by another publisher", () => {
  const taken = (part: string) => isTakenFrom(shinglesOf(part, "en"), shinglesOf(AGENCY, "en"))

  it("is known by headline and summary", () => {
    expect(taken(AGENCY.slice(0, 160))).toBe(true)
    expect(
      taken(
        "BRIDGE NEAR JALALABAD CLOSED AFTER FLOOD. The bridge over the Kunar at Jalalabad was closed on Sunday night",
      ),
    ).toBe(true)
  })

  it("is not another one that quotes it, or a short headline of its words", () => {
    expect(
      taken(
        "Engineers hope to open one lane by Wednesday. Until then drivers sleep in their cabs, and tea sellers do well.",
      ),
    ).toBe(false)
    expect(taken("Bridge near Jalalabad closed")).toBe(false)
    expect(taken("")).toBe(false)
  })
})
