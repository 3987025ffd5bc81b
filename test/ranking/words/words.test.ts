import { describe, expect, test } from "vitest"
import { fold } from "../../../src/ranking/words/fold.ts"
import { searchWords, wordsOf } from "../../../src/ranking/words/words.ts"

describe("fold", () => {
  test.each([
    ["accents", "Café Łódź Ærø", "cafe lodz aero"],
    ["Arabic hamza and final forms", "أحمد إلى مدرسة", "احمد الی مدرسه"],
    ["Arabic and Persian keyboards", "كابل", "کابل"],
    ["Pashto letters", "ګډې ښوونکي", "گډی ښوونکی"],
    ["vowel signs and tatweel", "كَـــابُل", "کابل"],
    ["full width", "ＡＢＣ１２", "abc12"],
    ["digits of other scripts", "۱۲٣٤", "1234"],
    ["a script whose marks carry meaning", "हिन्दी", "हिन्दी"],
  ])("%s", (_, text, folded) => expect(fold(text)).toBe(fold(folded)))

  test("Persian and Arabic spellings of one word meet", () => {
    expect(fold("كابل")).toBe(fold("کابل"))
    expect(fold("علي")).toBe(fold("علی"))
  })

  test("letters of different words stay apart", () => expect(fold("کال")).not.toBe(fold("گال")))
})

describe("searchWords", () => {
  test.each([
    ["English endings", "Voters voted in the elections", "en", ["voter", "vot", "election"]],
    ["possessives and initials", "The U.N.'s envoy met AT&T's chief", "en", ["un", "envoy", "met", "att", "chief"]],
    ["numbers", "A 6.1 quake, 1,000 homes, 5 dead", "en", ["6·1", "quak", "1000", "home", "dead"]],
    ["decimal commas are the same number", "6,1", "de", ["6·1"]],
    ["French elision", "L’Assemblée d'Emmanuel", "fr", ["assemble", "emmanuel"]],
    ["French endings", "Les écoles rouvrent après les inondations", "fr", ["ecol", "rouvrent", "inond"]],
    ["German endings", "Die Häuser in den Städten", "de", ["haus", "stadt"]],
    ["Russian endings", "Российские школьники вернулись к учёбе", "ru", ["россииск", "школьник", "вернул", "учеб"]],
    [
      "a list of stopwords-iso",
      "Vlada je sprejela nov zakon o vodi",
      "sl",
      ["vlada", "sprejela", "nov", "zakon", "vodi"],
    ],
    ["Vietnamese syllables two by two", "Thủ tướng tại Hà Nội, bàn", "vi", ["thu·tuong", "ha·noi", "ban"]],
    ["Chinese", "总理在北京会见总统", "zh", ["总理", "北京", "会见", "总统"]],
    ["Japanese", "首相が東京で会談した", "ja", ["首相", "東京", "会談"]],
    ["Thai", "นายกรัฐมนตรี", "th", ["นายก", "รัฐมนตรี"]],
    [
      "Thai among its own stop words",
      "หนองคายปิดสะพานข้ามแม่น้ำโขง",
      "th",
      ["หนองคาย", "ปิด", "สะพาน", "ข้าม", "แม่น้ํา", "โขง"],
    ],
    ["Khmer", "ស្ពានទន្លេមេគង្គបិទដោយសារទឹកជំនន់", "km", ["ស្ពាន", "ទន្លេមេគង្គ", "បិទ", "ដោយសារ", "ទឹកជំនន់"]],
    ["Lao", "ປິດຂົວແມ່ນໍ້າຂອງ", "lo", ["ປິດ", "ຂົວ", "ແມ່ນໍ້າ", "ຂອງ"]],
    ["Arabic article", "الوزير في القاهرة", "ar", ["وزیر", "قاهره"]],
    ["Korean particles", "대통령은 서울에서", "ko", ["대통령", "서울"]],
    ["markup characters and controls", "<b>\u0000 water & river\u202e", "en", ["water", "river"]],
    ["nothing but stop words", "and then there were none of them", "en", ["none"]],
    ["nothing", "  \n ", "en", []],
  ])("%s", (_, text, language, words) => expect(searchWords(text, language)).toEqual(words))

  test("stop words are those of the language", () => {
    expect(searchWords("die Kanzlerin", "de")).toEqual(["kanzlerin"])
    expect(searchWords("to die", "en")).toEqual(["die"])
  })

  test("every word survives a full-text tokenizer that parts at ASCII signs", () => {
    const text = "O'Brien's 3.5% “naïve” co-op\tہے ສະບາຍດີ 東京・大阪 e_mail a.b@c.example 🙂 ½ x²"
    for (const word of searchWords(text, "en")) expect(word).not.toMatch(/[\s!-/:-@[-`{-~]/)
  })

  test("a long text without spaces takes no time to speak of and makes no endless word", () => {
    expect(searchWords("x".repeat(200_000), "en")).toEqual([])
    expect(searchWords("(".repeat(100_000), "en")).toEqual([])
  })
})

describe("names", () => {
  const namesIn = (text: string) => wordsOf(text, "en").flatMap(({ surface, name }) => (name ? [surface] : []))
  test.each([
    ["capitals within a sentence", "The river near Kunduz rose, said Amina Noori.", ["Kunduz", "Amina", "Noori"]],
    ["not what opens a sentence", "Farmers waited. Rain came.", []],
    ["not in title case", "Farmers Wait For Rain Near Kunduz", []],
  ])("%s", (_, text, names) => expect(namesIn(text)).toEqual(names))
})
