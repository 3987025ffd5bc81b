import { describe, expect, test } from "vitest"
import type { Candidate } from "../../src/ranking/candidate.ts"
import type { Scored } from "../../src/ranking/score.ts"
import {
  groupCopies,
  groupReruns,
  isRerun,
  toldByCandidate,
  toldBySubject,
  toShingled,
} from "../../src/ranking/stories.ts"

const NOON = Date.UTC(2026, 10, 23, 12)
const DAY = 24 * 3600_000

const item = (title: string, summary = "", changes: Partial<Candidate> = {}) =>
  ({
    id: `${title} ${summary}`,
    partnerName: "The Herald",
    url: "https://herald.example/1",
    title,
    summary,
    content: "",
    language: "en",
    publishedAt: NOON,
    story: null,
    ...changes,
  }) as Candidate

const rerun = (a: Candidate, b: Candidate) => isRerun(toldByCandidate(a), toldByCandidate(b))

describe("a rerun under the same headline is one story", () => {
  test.each([
    ["en", "Bridge over the Kunar closed after flood", "BRIDGE OVER THE KUNAR CLOSED AFTER FLOOD"],
    ["en", "UPDATE 1-Lenders could send $17.9 bln to taxpayers", "Lenders could send $17.9 bln to taxpayers"],
    ["de", "Tischtennis-Männer spielen um Gold", "„Tischtennis-Männer“ spielen um Gold"],
    ["de", "Judo-Team holt Bronze - The Herald", "Judo-Team holt Bronze"],
    ["fr", "Foyer de grippe dans l’hôtel des judokas", "Foyer de grippe dans l'hôtel des judokas"],
    ["ru", "Школьники вернулись к учёбе", "Школьники вернулись к учебе"],
    ["fa", "معلمان به مكتب برگشتند", "معلمان به مکتب برگشتند"],
    ["zh", "喀布尔河水位站恢复运行", "喀布尔河水位站，恢复运行"],
  ])("%s: %s", (language, one, other) => {
    expect(rerun(item(one, "", { language }), item(other, "", { language }))).toBe(true)
  })

  test("whatever is below it", () => {
    const one = item(
      "Bridge near Jalalabad closed",
      "Water reached the deck on Sunday night, the roads department said.",
    )
    const other = item("Bridge near Jalalabad closed", "Lorries wait on both banks, and drivers sleep in their cabs.")
    expect(rerun(one, other)).toBe(true)
  })

  test("but a column of the same name next week is another", () => {
    const next = item("The week in five pictures", "", { publishedAt: NOON + 7 * DAY })
    expect(rerun(item("The week in five pictures"), next)).toBe(false)
    expect(rerun(item(""), item(""))).toBe(false)
  })
})

describe("a follow-up with a like headline is another story", () => {
  test.each([
    [
      "en",
      "Fannie and Freddie shares fall on wind-down measure",
      "Fannie and Freddie shares fall on Senate wind-down plan",
    ],
    [
      "en",
      "Senate leaders reach deal on Fannie, Freddie future",
      "Senate leaders reach deal on Fannie, Freddie bill outline",
    ],
    [
      "en",
      "Parliament sacks prime minister after rebels export oil",
      "Parliament will not sack prime minister after rebels export oil",
    ],
    [
      "de",
      "Megos als Neunter raus: Rest-Hoffnung aufs Finale?",
      "Megos als Neunter raus: Kaum Rest-Hoffnung aufs Finale",
    ],
    [
      "de",
      "Judoka verliert Viertelfinale - Chance auf Bronze",
      "Judoka verliert Viertelfinale - keine Chance auf Bronze",
    ],
    [
      "fr",
      "Judo : déception pour Riner, battu en quart de finale",
      "Judo : déception pour Riner, battu en quart et repêché pour le bronze",
    ],
    [
      "fr",
      "A Tokyo, le président a rencontré le premier ministre",
      "A Tokyo, le président rencontre le premier ministre et des patrons",
    ],
    ["ru", "Цена на нефть упала ниже 30 долларов", "Цена на нефть упала ниже 30 долларов на фоне избытка запасов"],
    ["fa", "پل جلال‌آباد پس از سیل بسته شد", "پل جلال‌آباد پس از سیل باز شد"],
    ["zh", "喀布尔河水位站恢复运行", "喀布尔河水位站周一恢复运行"],
  ])("%s: %s", (language, one, other) => {
    expect(rerun(item(one, "", { language }), item(other, "", { language }))).toBe(false)
  })

  test("also when both begin with the same sentence", () => {
    const lead = "The bridge over the Kunar was closed on Sunday night."
    const one = item(
      "Bridge closed",
      `${lead} Lorries to Torkham wait on both banks while engineers measure the damage.`,
    )
    const later = item(
      "Bridge opens",
      `${lead} It opened again on Wednesday, a day before the governor had promised it.`,
    )
    expect(rerun(one, later)).toBe(false)
  })
})

describe("a text under another headline", () => {
  const TEXTS: Record<string, string> = {
    en: `The bridge over the Kunar at Jalalabad was closed on Sunday night when water reached its deck, the roads
      department said. Lorries to Torkham wait on both banks, and engineers hope to open one lane by Wednesday.`,
    de: `Die Brücke über den Kunar bei Dschalalabad ist seit Sonntagabend gesperrt, weil das Wasser die Fahrbahn erreicht
      hat. Lastwagen nach Torkham warten an beiden Ufern, Ingenieure wollen bis Mittwoch eine Spur öffnen.`,
    ru: `Мост через Кунар у Джелалабада закрыли в воскресенье вечером, когда вода дошла до настила, сообщило дорожное
      ведомство. Грузовики в Торхам ждут на обоих берегах, инженеры надеются открыть одну полосу к среде.`,
    fa: `پل رود کنر در جلال‌آباد شامگاه یکشنبه بسته شد، چون آب به سطح آن رسید. لاری‌ها به سوی تورخم در دو کنار رود
      منتظر استند و مهندسان می‌خواهند یک مسیر را تا چهارشنبه باز کنند.`,
    zh: `喀布尔河水位站恢复运行，工程师在巴格拉米安装了十一个水位站，水文部门希望在洪水到来之前警告下游村庄的居民。`,
  }
  test.each(Object.entries(TEXTS))("is a rerun in the same words: %s", (language, text) => {
    expect(rerun(item("Water", text, { language }), item("Closed", text, { language }))).toBe(true)
  })

  test("is another story when a fifth of it is new", () => {
    const later = TEXTS.en!.replace(
      "engineers hope to open one lane by Wednesday",
      "nobody knows who will pay for the repair",
    )
    expect(rerun(item("Water", TEXTS.en), item("Closed", later))).toBe(false)
  })

  test("is the article itself, elsewhere", () => {
    const article = {
      title: "Kunar bridge shut",
      text: `${TEXTS.en} Tea sellers do well.`,
      language: "en",
      publishedAt: NOON,
    }
    const told = toldBySubject({ ...article, summary: "", tags: [], section: null, urlKey: null })
    expect(isRerun(toldByCandidate(item("Lorries wait", TEXTS.en)), told)).toBe(true)
    expect(isRerun(toldByCandidate(item("Lorries wait")), told)).toBe(false)
  })
})

test("what a list shows apart may still be one witness for opening it", () => {
  const shingled = [
    "Senate leaders reach deal on Fannie, Freddie future",
    "Senate leaders reach deal on Fannie, Freddie outline",
  ]
    .map((title) => item(title))
    .map((candidate) => toShingled({ candidate } as Scored))
  expect(groupReruns(shingled)).toHaveLength(2)
  expect(groupCopies(shingled)).toHaveLength(1)
})
