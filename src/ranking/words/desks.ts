// Tells sport, cooking, gadgets and show business from the rest of the news.
// In: plain text. Out: the desk that would write it, or null for any other.
// Two stories of one country are near each other, but a match report is not what the reader of a policy analysis wants.
import { fold } from "./fold.ts"

export type Desk = "sport" | "food" | "gadgets" | "show"

// Beginnings of folded words, in English, German, French, Spanish, Russian, and the languages of Arabic script.
const BEGINNINGS: Record<Desk, string> = {
  sport: `cricket football soccer rugby tennis wicket innings bowler spinner goalkeeper midfielder
    tournament championship semifinal olympi league coach athlet marathon fussball bundesliga torwart spieltag trainer
    turnier футбол крикет теннис хокке матч сборн турнир чемпионат тренер вратар олимпи кубок کرکټ کرېکټ کریکت فوتبال
    فوتبول لوبډل لوبغاړ توپ ورزش ورزشکار سپورت تیم مسابق المبیک کوراو بطول مباراه منتخب ملعب futbol deport
    jugador championnat joueur ligue`,
  food: `recipe soup cook kitchen bake baking dishes delicious flavour flavor ingredient dinner dessert rezept suppe kochen
    cuisine soupe receta sopa cocina рецепт суп супы супов кухн блюд ужин выпечк десерт آشپز
    خوراک خواړ خوند سوپ شوربا شوروا ډوډ غذا وصفه طبخ حساء`,
  gadgets: `phone smartphone iphone android laptop tablet gadget headphone earbud телефон смартфон ноутбук гаджет
    наушник تلیفون ټلیفون ټیلیفون موبایل گوشی هاتف لپتاپ telefono telephone`,
  show: `film movie actor actress singer album celebrity hollywood bollywood netflix sitcom concert schauspiel
    sanger konzert acteur actrice chanteu actor pelicula cantante фильм актер актрис певец певиц альбом концерт
    فلم فیلم سندرغاړ بازیگر خواننده ممثل مغن`,
}

/** Folded beginnings with their desks. */
const desks = Object.entries(BEGINNINGS).flatMap(([desk, words]) =>
  words
    .trim()
    .split(/\s+/)
    .map((word) => [fold(word), desk as Desk] as const),
)
const byBeginning = new Map(desks)
const LENGTHS = [...new Set(desks.map(([word]) => word.length))].sort((a, b) => b - a)
const WORD = /[\p{L}\p{M}]+/gu
/** One such word may be chance. */
const MIN_WORDS = 2

/** Gives the desk of a text: the one with most of its words, if there are two different ones. */
export function deskOf(text: string): Desk | null {
  const found = new Map<Desk, Set<string>>()
  for (const word of fold(text).match(WORD) ?? []) {
    const beginning = LENGTHS.map((length) => word.slice(0, length)).find((start) => byBeginning.has(start))
    if (!beginning) continue
    const desk = byBeginning.get(beginning)!
    found.set(desk, (found.get(desk) ?? new Set()).add(beginning))
  }
  const [best] = [...found].sort((a, b) => b[1].size - a[1].size)
  return best && best[1].size >= MIN_WORDS ? best[0] : null
}
