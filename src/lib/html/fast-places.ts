import { type Rule, ruleOf } from "./rules.ts"
import { ENDS_PARAGRAPH, FRAMES, HEADINGS } from "./writer.ts"

/** An element's name, its rule, and where a start tag of it moves nothing. */
export interface PlainElement {
  name: string
  rule: Rule
  /** Whether only the sanitiser knows what to do. */
  isHard: boolean
  /** What can be open once only, so that a second start tag would end the first. */
  once: Once
  endsParagraph: boolean
  /** It may contain only parts of a table. */
  isFrame: boolean
  /** Its parents; undefined when it may stand anywhere but in a frame. */
  parents: ReadonlySet<string> | undefined
  /** Its end tag. */
  end: string
}

export const ANY = 0
export const PARAGRAPH = 1
const LINK = 2
const HEADING = 3
type Once = typeof ANY | typeof PARAGRAPH | typeof LINK | typeof HEADING

const words = (text: string) => new Set(text.split(" "))

const LISTS = words("ul ol menu dir")
const TABLE = words("table")
const GROUPS = words("table tbody tfoot thead")
const ROW = words("tr")
const TERMS = words("dl")

const PARENTS: Record<string, ReadonlySet<string>> = {
  ...{ li: LISTS, dd: TERMS, dt: TERMS },
  ...{ tbody: TABLE, tfoot: TABLE, thead: TABLE, tr: GROUPS, td: ROW, th: ROW },
}

const HARD = words("caption col colgroup iframe listing math noscript plaintext rp rt ruby svg")

function makeElement(name: string): PlainElement {
  const rule = ruleOf(name)
  const isWritten = rule.isAllowed
  return {
    name,
    rule,
    isHard: HARD.has(name),
    once: name === "p" ? PARAGRAPH : name === "a" ? LINK : HEADINGS.has(name) ? HEADING : ANY,
    endsParagraph: ENDS_PARAGRAPH.has(name) || (rule.impliedEnd?.has("p") ?? false),
    isFrame: FRAMES.has(name),
    parents: Object.hasOwn(PARENTS, name) ? PARENTS[name] : undefined,
    end: isWritten ? `</${name}>` : "",
  }
}

const KNOWN = new Map<string, PlainElement>()
const MAX_KNOWN = 500

export function plainElement(name: string): PlainElement {
  const known = KNOWN.get(name)
  if (known !== undefined) return known
  const made = makeElement(name)
  if (KNOWN.size < MAX_KNOWN && made.rule.isAllowed) KNOWN.set(name, made)
  return made
}
