import { describe, expect, it } from "vitest"
import { namesOfPlaces, placesIn } from "../../../src/ranking/words/places.ts"

describe("the places of a text", () => {
  it.each([
    ["en", "Moscow courts the Taliban", "RU AF"],
    ["en", "The United States and New York", "US"],
    ["en", "Kenyan dockers in Mombasa", "KE"],
    ["en", "An email about a mad chadar, a jordanesque romance, and omanosa", ""],
    ["ru", "В Кабуле и Москве, между Россией и Афганистаном", "AF RU"],
    ["ru", "Британский посол вернулся из Великобритании", "GB"],
    ["ps", "د مسکو او کابل ترمنځ", "RU AF"],
    ["fa", "سفیر ایران در اسلام‌آباد", "IR PK"],
    ["ar", "وزير الخارجية في القاهرة والعراق", "EG IQ"],
    ["de", "Frankreich und Österreich", "FR AT"],
    ["zh", "中国和阿富汗的贸易", "CN AF"],
    ["xx", "Kabul", "AF"],
  ])("in %s: %s", (language, text, codes) => {
    expect([...placesIn(text, language)].sort()).toEqual(codes.split(" ").filter(Boolean).sort())
  })

  it("give all names that stand for them", () => {
    expect(namesOfPlaces(["AF"], "en")).toEqual(expect.arrayContaining(["afghanistan", "afghan", "kabul"]))
  })
})
