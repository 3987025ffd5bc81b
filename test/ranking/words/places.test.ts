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
    ["en", "Afghans, Russians, Germans, Iranians and Georgians", "AF DE GE IR RU"],
    ["en", "U.S. and UAE envoys in Ivory Coast, Burma and Congo", "AE CD CI MM US"],
    ["en", "Turkey, Burkina Faso, Benin, Texas", "BF BJ TR US"],
    ["en", "South Sudan, Equatorial Guinea, Northern Ireland, New Jersey", "GB GQ SS US"],
    ["en", "Lima beans, a turkey, a jersey, a reunion, fine china; polish them, Roma", ""],
    ["en", "Balkh, Ghor, Khost, Ghazni, Paktia", "AF"],
    ["de", "polnische Bauern, Österreichs Kanzler, der US-Präsident", "AT PL US"],
    ["fr", "une députée libanaise et des soldats maliens à une réunion", "LB ML"],
    ["es", "los peruanos, la prensa rusa", "PE RU"],
    ["ru", "В Риме и в Чаде, московский суд, чешская армия", "CZ IT RU TD"],
    ["ru", "Индивидуальный груз до того кита, малина, Кубань, Даниил", ""],
    ["ps", "اوس مالي مالیه ترک جزایر", ""],
    ["ps", "روسي، چینی، هندي، یمني په بلخ او غزني کې", "AF CN IN RU YE"],
    ["fa", "والی پکتیا و خوست", "AF"],
    ["ar", "وزير المالية المصري والأفغانية في المغرب", "AF EG MA"],
    ["zh", "印度尼西亚", "ID"],
  ])("in %s: %s", (language, text, codes) => {
    expect([...placesIn(text, language)].sort()).toEqual(codes.split(" ").filter(Boolean).sort())
  })

  it("give all names that stand for them", () => {
    expect(namesOfPlaces(["AF"], "en")).toEqual(expect.arrayContaining(["afghanistan", "afghan", "kabul"]))
  })
})
