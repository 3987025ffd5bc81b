/** What sanitised HTML may hold: what news needs, and nothing that runs, styles or tracks by itself. */

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Elements that stay, with those of their attributes that do. */
export const ALLOWED = words(`
  a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data
  dd del details dfn dir div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img ins kbd li
  main map mark menu nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup
  table tbody td tfoot th thead time tr track tt u ul var video wbr`)

/** Elements that have no content and no end tag, the obsolete ones too. */
export const VOID = words(`
  area base basefont bgsound br col command embed frame hr img input isindex keygen link meta nextid param source spacer
  track wbr`)

const P = words("p")
const PARAGRAPH_ENDS = `
  address article aside blockquote center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hgroup hr main menu nav ol p pre section summary table ul`

/** Which open elements a start tag ends when one of them is the innermost (HTML §13.1.2.4). */
export const IMPLIED_END: Record<string, Set<string> | undefined> = Object.assign(Object.create(null), {
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
})

/** Elements that go with all they hold. Of others that do not stay, as `object`, what they hold for want of them does. */
export const DROPPED = words(`
  annotation annotation-xml base basefont bgsound canvas embed frame frameset head link meta nextid noembed noframes
  noscript param plaintext script style svg template textarea title xmp xml select option datalist`)

const GLOBAL = words("dir lang title")

const BY_ELEMENT: Record<string, Set<string>> = {
  a: words("href hreflang rel type name"),
  abbr: words("title"),
  area: words("alt coords href shape"),
  audio: words("controls loop muted preload src"),
  blockquote: words("cite"),
  col: words("span"),
  colgroup: words("span"),
  data: words("value"),
  del: words("cite datetime"),
  details: words("open"),
  iframe: words("allowfullscreen height loading src width"),
  img: words("alt height longdesc loading sizes src srcset usemap width"),
  ins: words("cite datetime"),
  li: words("value"),
  map: words("name"),
  ol: words("reversed start type"),
  q: words("cite"),
  source: words("height media sizes src srcset type width"),
  td: words("abbr align colspan headers rowspan scope valign"),
  th: words("abbr align colspan headers rowspan scope valign"),
  time: words("datetime"),
  track: words("default kind label src srclang"),
  video: words("controls height loop muted playsinline poster preload src width"),
}

/** Attributes whose value is an address. */
export const ADDRESSES = words("cite href longdesc poster src")

export const isAllowedAttribute = (element: string, attribute: string): boolean =>
  GLOBAL.has(attribute) || (BY_ELEMENT[element]?.has(attribute) ?? false)

/** Elements that stand on lines of their own: their ends part words. */
export const BLOCKS = words(`
  address article aside blockquote br caption center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hr li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul`)
