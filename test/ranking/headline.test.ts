import { describe, expect, test } from "vitest"
import { headlineKey } from "../../src/ranking/headline.ts"

describe("a headline", () => {
  test.each([
    ["in other letters and signs", "Bridge near Jalalabad closed", "BRIDGE NEAR JALALABAD – CLOSED!"],
    ["with other quotes", "“Nous rouvrons l’école”, dit la maire", '"Nous rouvrons l\'école" dit la maire'],
    ["on an Arabic and a Persian keyboard", "پل كابل بسته شد", "پل کابل بسته شد"],
    ["sent again by an agency", "River gauges report again", "UPDATE 2-River gauges report again"],
    ["corrected by an agency", "River gauges report again", "CORRECTED-River gauges report again"],
  ])("is the same %s", (_, one, other) => expect(headlineKey(one)).toBe(headlineKey(other)))

  test.each([
    ["one word", "Minister will resign", "Minister will not resign"],
    ["a number", "Flood kills 12 in Kunar", "Flood kills 14 in Kunar"],
    ["what follows a dash", "Brücke gesperrt - zwei Tote", "Brücke gesperrt - fünf Tote"],
    ["who says it", "Macron: ce pont rouvrira", "Scholz: ce pont rouvrira"],
    ["a vowel sign that makes another word", "हिन्दी", "हिन्द"],
  ])("is another with %s changed", (_, one, other) => expect(headlineKey(one)).not.toBe(headlineKey(other)))

  test.each([
    ["name", "Gauges report again - The Kabul Herald", "The Kabul Herald", ""],
    ["name in other letters", "Gauges report again | KABUL HERALD", "Kabul Herald", ""],
    ["site", "Gauges report again | herald.example", "Herald", "https://www.herald.example/2026/gauges"],
  ])("does not include its publisher's %s", (_, title, publisher, url) =>
    expect(headlineKey(title, publisher, url)).toBe(headlineKey("Gauges report again")),
  )

  test("keeps the name of another publisher, and one that is all of it", () => {
    expect(headlineKey("Shares fall - The Times", "The Herald")).toBe(headlineKey("Shares fall The Times"))
    expect(headlineKey("The Herald", "The Herald")).toBe("theherald")
    expect(headlineKey("Gauges report again – ", "")).toBe(headlineKey("Gauges report again"))
  })

  test("reads an address that is none", () => expect(headlineKey("A - b", "", "not an address")).toBe("ab"))
})
