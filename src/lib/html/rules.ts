// The rules of the sanitiser: which elements and attributes news needs. Nothing that runs scripts or sets styles is in it.
// In: an element's name. Out: its rule.
// Source: HTML §4 for the elements, §13.1.2.4 for end tags that may be missing.

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Elements that are kept, with the attributes in ATTRIBUTES. */
const ALLOWED = words(`
  a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data
  dd del details dfn dir div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img ins kbd li
  main map mark menu nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup
  table tbody td tfoot th thead time tr track tt u ul var video wbr`)

/** Elements without content and end tag, obsolete ones included. */
export const VOID = words(`
  area base basefont bgsound br col command embed frame hr img input isindex keygen link meta nextid param source spacer
  track wbr`)

const P = words("p")
const PARAGRAPH_ENDS = `
  address article aside blockquote center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hgroup hr main menu nav ol p pre section summary table ul`

/** Start tag → the innermost open elements that it closes (HTML §13.1.2.4). */
const IMPLIED_END: Record<string, Set<string>> = {
  ...Object.fromEntries([...words(PARAGRAPH_ENDS)].map((name) => [name, P])),
  a: words("a"),
  body: words("head"),
  dd: words("dd dt p"),
  dt: words("dd dt p"),
  li: words("li p"),
  option: words("option"),
  rp: words("rp rt"),
  rt: words("rp rt"),
  tbody: words("td th tr thead tbody p"),
  td: words("td th p"),
  tfoot: words("td th tr thead tbody p"),
  th: words("td th p"),
  tr: words("td th tr p"),
}

/** Elements that are dropped with their content. Others that are not allowed, such as `object`, leave their content. */
const DROPPED = words(`
  annotation annotation-xml base basefont bgsound canvas embed frame frameset head link meta nextid noembed noframes
  noscript param plaintext script style svg template textarea title xmp xml select option datalist`)

const GLOBAL = "dir lang title"

const ATTRIBUTES: Record<string, Set<string>> = {
  a: words(`${GLOBAL} href hreflang rel type name`),
  abbr: words(`${GLOBAL} title`),
  area: words(`${GLOBAL} alt coords href shape`),
  audio: words(`${GLOBAL} controls loop muted preload src`),
  blockquote: words(`${GLOBAL} cite`),
  col: words(`${GLOBAL} span`),
  colgroup: words(`${GLOBAL} span`),
  data: words(`${GLOBAL} value`),
  del: words(`${GLOBAL} cite datetime`),
  details: words(`${GLOBAL} open`),
  iframe: words(`${GLOBAL} allowfullscreen height loading src width`),
  img: words(`${GLOBAL} alt height longdesc loading sizes src srcset usemap width`),
  ins: words(`${GLOBAL} cite datetime`),
  li: words(`${GLOBAL} value`),
  map: words(`${GLOBAL} name`),
  ol: words(`${GLOBAL} reversed start type`),
  q: words(`${GLOBAL} cite`),
  source: words(`${GLOBAL} height media sizes src srcset type width`),
  td: words(`${GLOBAL} abbr align colspan headers rowspan scope valign`),
  th: words(`${GLOBAL} abbr align colspan headers rowspan scope valign`),
  time: words(`${GLOBAL} datetime`),
  track: words(`${GLOBAL} default kind label src srclang`),
  video: words(`${GLOBAL} controls height loop muted playsinline poster preload src width`),
}

/** Attributes whose value is an address. */
export const ADDRESSES = words("cite href longdesc poster src")

/** Elements on a line of their own. In plain text they separate words. */
const BLOCKS = words(`
  address article aside blockquote br caption center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hr li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul`)

/** All rules for one element, in one look-up, because it is needed for every tag. */
export interface Rule {
  isAllowed: boolean
  isBlock: boolean
  isDropped: boolean
  isVoid: boolean
  /** Whether a script may set its address later. */
  mayWait: boolean
  /** Attributes that are kept, if the element is. */
  attributes: ReadonlySet<string>
  impliedEnd: ReadonlySet<string> | undefined
}

const GLOBALS = words(GLOBAL)
const MAY_WAIT = words("audio iframe img source video")

const makeRule = (name: string): Rule => ({
  isAllowed: ALLOWED.has(name),
  isBlock: BLOCKS.has(name),
  isDropped: DROPPED.has(name),
  isVoid: VOID.has(name),
  mayWait: MAY_WAIT.has(name),
  attributes: Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name]! : GLOBALS,
  impliedEnd: Object.hasOwn(IMPLIED_END, name) ? IMPLIED_END[name] : undefined,
})

const RULES = new Map(
  [...ALLOWED, ...BLOCKS, ...DROPPED, ...VOID, ...Object.keys(IMPLIED_END)].map((name) => [name, makeRule(name)]),
)
const UNKNOWN = makeRule("")

/** The rule for a lower-case name. A name with a prefix is unknown, but `svg:script` is dropped like `script`. */
export function ruleOf(name: string): Rule {
  const rule = RULES.get(name)
  if (rule !== undefined) return rule
  const local = name.includes(":") ? name.slice(name.lastIndexOf(":") + 1) : ""
  return local !== "" && DROPPED.has(local) ? { ...UNKNOWN, isDropped: true } : UNKNOWN
}
