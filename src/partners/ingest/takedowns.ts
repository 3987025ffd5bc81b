import { htmlToText } from "../../lib/html/index.ts"
import { DAY } from "../../lib/text/time.ts"
import { urlComparisonKey } from "../../lib/url/resolve.ts"
import type { Partner } from "../../model/partner.ts"
import { CopyIndex, type Shingles, shinglesOf } from "../../ranking/near-duplicates.ts"
import { findLiveTexts, findTakedowns, type Takedown, type TakenText } from "../../store/takedowns.ts"
import { isHomePage } from "./identify.ts"
import type { SentItem } from "./sent-items.ts"

/** How long copies of a withdrawn text are looked for. */
export const MAX_TAKEN_TEXT_MS = 30 * DAY
/** The number of newest texts that entries are compared with. */
const MAX_TEXTS = 200
/** The number of characters compared of each text. */
const MAX_COMPARED_CHARACTERS = 2000
/** A text that this many of the partner's newest live items share is boilerplate of its site. */
const MIN_BOILERPLATE_ITEMS = 3
const MAX_LIVE_TEXTS = 30

export const TAKEN_DOWN = "was taken down by the newsroom"

/** Reads the takedowns of this partner, to check a document's entries. */
export async function readTakedowns(db: D1Database, partner: Partner, now: number): Promise<Takedowns> {
  const { takedowns, texts } = await findTakedowns(db, partner.id, now - MAX_TAKEN_TEXT_MS, MAX_TEXTS)
  const live = texts.length ? await findLiveTexts(db, partner.id, MAX_LIVE_TEXTS) : []
  return new Takedowns(takedowns, texts, live, urlComparisonKey(partner.homeUrl))
}

/** The takedowns of one partner. It recognises an entry by id, guid, address and text. */
export class Takedowns {
  private readonly ids: Set<string>
  private readonly guids: Set<string>
  /** The query parameters of the withdrawn addresses, by page. */
  private readonly pages = new Map<string, string[][]>()
  private readonly texts: CopyIndex
  private readonly titles: CopyIndex

  constructor(takedowns: Takedown[], texts: TakenText[], live: TakenText[], homeKey: string) {
    this.ids = new Set(takedowns.map(({ itemId }) => itemId))
    this.guids = new Set(takedowns.flatMap(({ guid }) => guid ?? []))
    for (const { urlKey } of takedowns) {
      // Some feeds link every entry to the home page, so it identifies no story.
      if (isHomePage(urlKey) || urlKey === homeKey) continue
      const { page, query } = partsOf(urlKey)
      const queries = this.pages.get(page)
      if (queries) queries.push(query)
      else this.pages.set(page, [query])
    }
    // A takedown without a body is compared by its title. A takedown with a body is not, because another story may
    // quote the headline.
    this.texts = distinctive(texts.filter(({ text }) => text).map(shinglesOfText), live.map(shinglesOfText))
    this.titles = new CopyIndex(texts.filter(({ text }) => !text).map(({ title }) => shinglesOfWords(title)))
  }

  has(id: string): boolean {
    return this.ids.has(id)
  }

  /**
   * The reason why this entry may not be added or changed. Null when it may. `free` are guids that other, live items
   * have too.
   */
  whyRefused({ item, urlKey }: SentItem, free: ReadonlySet<string>): string | null {
    const { guid } = item
    if (guid !== undefined && this.guids.has(guid) && !free.has(guid)) {
      return "has the guid of a story that the newsroom took down"
    }
    const { page, query } = partsOf(urlKey)
    const parameters = new Set(query)
    // An address with more parameters is the same page.
    if (this.pages.get(page)?.some((taken) => taken.every((parameter) => parameters.has(parameter)))) {
      return "has the address of a story that the newsroom took down"
    }
    return this.isCopy(item) ? "is a copy of a story that the newsroom took down" : null
  }

  private isCopy(item: SentItem["item"]): boolean {
    if (this.titles.size && this.titles.copiesOf(shinglesOfWords(item.title)).length) return true
    if (!this.texts.size) return false
    const text = (item.contentHtml === undefined ? "" : htmlToText(item.contentHtml)) || (item.summary ?? "")
    return this.texts.copiesOf(shinglesOfText({ title: item.title, text })).length > 0
  }
}

// Invisible characters. They would split a word.
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g

/** All texts are read without a language, because an entry can claim any language. */
const shinglesOfWords = (text: string) => shinglesOf(text.replace(INVISIBLE, ""), null)

const shinglesOfText = ({ title, text }: Pick<TakenText, "title" | "text">) =>
  shinglesOfWords(`${title}. ${text.slice(0, MAX_COMPARED_CHARACTERS)}`)

/** Indexes the texts that identify a story. Texts that several live items repeat are left out. */
function distinctive(taken: Shingles[], live: Shingles[]): CopyIndex {
  const index = new CopyIndex(taken)
  const copies = taken.map(() => 0)
  for (const text of live) for (const at of index.copiesOf(text)) copies[at]!++
  return copies.some((count) => count >= MIN_BOILERPLATE_ITEMS)
    ? new CopyIndex(taken.filter((_, at) => copies[at]! < MIN_BOILERPLATE_ITEMS))
    : index
}

/**
 * Splits an address in comparison form (lib/url/resolve.ts) into its page, with a script's route, and its parameters.
 */
function partsOf(urlKey: string): { page: string; query: string[] } {
  const [, path = "", query = "", route = ""] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(urlKey) ?? []
  return { page: path + route, query: query === "" ? [] : query.split("&") }
}

/**
 * Finds guids that live items have too. Such guids identify no takedown, because some feeds use one guid for
 * everything.
 */
export function sharedGuids(
  items: SentItem[],
  found: ({ hash: string; state: string } | null)[],
  known: { id: string; guid: string | null; state: string }[],
  takedowns: Takedowns,
): Set<string> {
  const held = known.flatMap(({ id, guid, state }) => (state === "live" && !takedowns.has(id) ? (guid ?? []) : []))
  const shown = items.flatMap(({ item, hash }, i) =>
    found[i]?.state === "live" && found[i].hash === hash ? (item.guid ?? []) : [],
  )
  return new Set([...held, ...shown])
}
