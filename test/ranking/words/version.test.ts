import { expect, it } from "vitest"
import { fnv1a } from "../../../src/lib/text/fnv1a.ts"
import { foldedWords, WORDS_VERSION } from "../../../src/ranking/words/words.ts"

// What is in the index of a newsroom was made by these words.
const TEXTS: Record<string, string> = {
  en: "Twelve gauges on the Kabul river report again, and the U.N.'s envoy voted for 1,000 homes.",
  ps: "د کابل سیند دولس ګېجونه بیا راپور ورکوي او ښوونکي ښوونځي ته ستانه شول.",
  fa: "دوازده سنجه بر رود کابل دوباره گزارش می‌دهند و آموزگاران به مکتب برگشتند.",
  ar: "أعلن الوزير في القاهرة عن خطة جديدة للمياه والمدارس.",
  ur: "دریائے کابل کے بارہ پیمانے دوبارہ اطلاع دے رہے ہیں۔",
  de: "Zwölf Pegel am Fluss melden wieder, sagten die Lehrerinnen in den Städten.",
  fr: "L’Assemblée rouvre les écoles après les inondations de novembre.",
  es: "Doce medidores del río informan de nuevo a las escuelas.",
  ru: "Двенадцать датчиков на реке снова передают данные школам.",
  sl: "Vlada je sprejela nov zakon o vodi in šolah.",
  vi: "Thủ tướng Việt Nam gặp Tổng thống Mỹ tại Hà Nội.",
  zh: "总理在北京会见总统，谈水利。",
  ja: "首相が東京で会談した。",
  ko: "대통령은 서울에서 회담했다.",
  km: "ស្ពានទន្លេមេគង្គបិទដោយសារទឹកជំនន់",
  cs: "Nebo také všude budou nové školy.",
  fi: "Koulu avasi uudelleen sitten eilen.",
  hu: "Már megint nyitva volt az iskola.",
  th: "นายกรัฐมนตรีพบประธานาธิบดี",
}

it("other words have another version, so that the clock indexes all items again", () => {
  const words = Object.entries(TEXTS).map(([language, text]) => foldedWords(text, language))
  expect({ version: WORDS_VERSION, digest: fnv1a(JSON.stringify(words)) }).toMatchInlineSnapshot(`
    {
      "digest": 2827192145,
      "version": "3",
    }
  `)
})
