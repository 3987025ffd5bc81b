import { htmlToText } from "../../lib/html/index.ts"
import { DAY } from "../../lib/text/time.ts"
import { canonicalKey } from "../../lib/url/resolve.ts"
import type { Partner } from "../../model/partner.ts"
import { CopyIndex, type Shingles, shinglesOf } from "../../ranking/near-duplicates.ts"
import { findLiveTexts, findTakedowns, type Takedown, type TakenText } from "../../store/takedowns.ts"
import type { Draft } from "./drafts.ts"
import { isHomePage } from "./identify.ts"

/** So long copies of a text that was taken down are looked for. */
export const COPIES_LOOKED_FOR = 30 * DAY
/** Newest texts that entries are compared with. */
const TEXTS = 200
/** Characters of each text that are compared. */
const COMPARED = 2000
/** What so many of a partner's newest live items share is what its site writes under every story. */
const BOILERPLATE = 3
const LIVE_COMPARED = 30

export const TAKEN_DOWN = "was taken down by the newsroom"

/** What was taken down of this partner, to hold a document's entries against. */
export async function readTakedowns(db: D1Database, partner: Partner, now: number): Promise<Takedowns> {
  const { takedowns, texts } = await findTakedowns(db, partner.id, now - COPIES_LOOKED_FOR, TEXTS)
  const live = texts.length ? await findLiveTexts(db, partner.id, LIVE_COMPARED) : []
  return new Takedowns(takedowns, texts, live, canonicalKey(partner.homeUrl))
}

/** Knows what editors took down of one partner by its id, guid, address and text. */
export class Takedowns {
  private readonly ids: Set<string>
  private readonly guids: Set<string>
  /** Queries of the addresses of each page. */
  private readonly pages = new Map<string, string[][]>()
  private readonly texts: CopyIndex
  private readonly titles: CopyIndex

  constructor(takedowns: Takedown[], texts: TakenText[], live: TakenText[], homeKey: string) {
    this.ids = new Set(takedowns.map(({ itemId }) => itemId))
    this.guids = new Set(takedowns.flatMap(({ guid }) => guid ?? []))
    for (const { urlKey } of takedowns) {
      // A feed may link every entry to the site itself.
      if (isHomePage(urlKey) || urlKey === homeKey) continue
      const { page, query } = partsOf(urlKey)
      const queries = this.pages.get(page)
      if (queries) queries.push(query)
      else this.pages.set(page, [query])
    }
    // Without a body, titles are compared: a story that quotes the headline is no copy.
    this.texts = distinctive(texts.filter(({ text }) => text).map(shinglesOfText), live.map(shinglesOfText))
    this.titles = new CopyIndex(texts.filter(({ text }) => !text).map(({ title }) => shinglesOfWords(title)))
  }

  has(id: string): boolean {
    return this.ids.has(id)
  }

  /** Why this entry may be neither added nor changed; null when it may. `free`: guids that name other, live items too. */
  whyRefused({ item, urlKey }: Draft, free: ReadonlySet<string>): string | null {
    const { guid } = item
    if (guid !== undefined && this.guids.has(guid) && !free.has(guid)) {
      return "has the guid of a story that the newsroom took down"
    }
    const { page, query } = partsOf(urlKey)
    const named = new Set(query)
    // More parameters make no other page of it.
    if (this.pages.get(page)?.some((taken) => taken.every((parameter) => named.has(parameter)))) {
      return "has the address of a story that the newsroom took down"
    }
    return this.isCopy(item) ? "is a copy of a story that the newsroom took down" : null
  }

  private isCopy(item: Draft["item"]): boolean {
    if (this.titles.size && this.titles.copiesOf(shinglesOfWords(item.title)).length) return true
    if (!this.texts.size) return false
    const text = (item.contentHtml === undefined ? "" : htmlToText(item.contentHtml)) || (item.summary ?? "")
    return this.texts.copiesOf(shinglesOfText({ title: item.title, text })).length > 0
  }
}

// Characters that nobody sees, and that would part a word.
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g

/** All texts are read as if they named no language: an entry says what it likes. */
const shinglesOfWords = (text: string) => shinglesOf(text.replace(INVISIBLE, ""), null)

const shinglesOfText = ({ title, text }: Pick<TakenText, "title" | "text">) =>
  shinglesOfWords(`${title}. ${text.slice(0, COMPARED)}`)

/** The texts that say which story it is: not those that most of what is live repeats. */
function distinctive(taken: Shingles[], live: Shingles[]): CopyIndex {
  const index = new CopyIndex(taken)
  const copies = taken.map(() => 0)
  for (const text of live) for (const at of index.copiesOf(text)) copies[at]!++
  return copies.some((count) => count >= BOILERPLATE)
    ? new CopyIndex(taken.filter((_, at) => copies[at]! < BOILERPLATE))
    : index
}

/** A comparison form of an address (lib/urls.ts) as its page, a script's route included, and its parameters. */
function partsOf(urlKey: string): { page: string; query: string[] } {
  const [, path = "", query = "", route = ""] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(urlKey) ?? []
  return { page: path + route, query: query === "" ? [] : query.split("&") }
}

/**
 * Guids that the document, or what is held, gives to live items too, and that therefore name none: some feeds have one
 * guid for everything.
 */
export function sharedGuids(
  drafts: Draft[],
  found: ({ hash: string; state: string } | null)[],
  known: { id: string; guid: string | null; state: string }[],
  takedowns: Takedowns,
): Set<string> {
  const held = known.flatMap(({ id, guid, state }) => (state === "live" && !takedowns.has(id) ? (guid ?? []) : []))
  const shown = drafts.flatMap(({ item, hash }, i) =>
    found[i]?.state === "live" && found[i].hash === hash ? (item.guid ?? []) : [],
  )
  return new Set([...held, ...shown])
}
