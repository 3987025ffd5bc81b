// Writes HTML in which every element is where the standard allows it.
// In: start tags, text and end tags in any order. Out: HTML that a parser need not repair.
// HTML §13.2.6 describes how parsers move, close and add misplaced elements. Feed readers differ in how well they do it.

const words = (text: string) => new Set(text.split(" "))

export const HEADINGS = words("h1 h2 h3 h4 h5 h6")
/** These start tags close an open paragraph. */
export const ENDS_PARAGRAPH = words(
  "address article aside blockquote center dd details dir div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table ul",
)
/** A tag inside one of these closes nothing outside it. */
const BOUNDARIES = words("caption table td th")
const TABLE_PARTS = words("caption col colgroup tbody td tfoot th thead tr")
const ROW_GROUPS = words("tbody tfoot thead")
const CELLS = words("caption td th")
/** A list item closes the one before it, unless one of these was opened between them. */
const LIST_PLACES = words(
  "article aside blockquote center details dir dl figcaption figure footer header hgroup main menu nav ol pre section summary ul",
)

/** An open element. Pass it to `end`. */
export interface OpenElement {
  name: string
  /** A table or a table part that cannot contain text. */
  isFrame: boolean
}

// Start tags that can close other elements. All others only need a cell inside a table.
const MOVERS = new Set([...ENDS_PARAGRAPH, ...TABLE_PARTS, "a", "rp", "rt"])
export const FRAMES = words("colgroup table tbody tfoot thead tr")

/** Writes tags so that every element is where HTML allows it. */
export class HtmlWriter {
  #out: string
  readonly #open: OpenElement[]

  /** Goes on after `out`, in which these elements are still open. */
  constructor(out: string, open: OpenElement[]) {
    this.#out = out
    this.#open = open
  }

  /** Opens an element. Null when it is not allowed here; its content is then written without it. */
  begin(name: string, attributes: string): OpenElement | null {
    if (!this.#makePlace(name)) return null
    const element = { name, isFrame: FRAMES.has(name) }
    this.#out += `<${name}${attributes}>`
    this.#open.push(element)
    return element
  }

  /** Writes an element without content and end tag. */
  empty(name: string, attributes: string): void {
    if (this.#makePlace(name)) this.#out += `<${name}${attributes}>`
  }

  /** Whether this place is inside one of these elements. */
  isInside(...names: string[]): boolean {
    return this.#open.some(({ name }) => names.includes(name))
  }

  /** Writes text that is already escaped. */
  text(html: string): void {
    if (this.#isInFrame && html.trim() !== "") this.#makeCell()
    this.#out += html
  }

  /** Closes an element and everything open in it. Does nothing if it is already closed. */
  end(element: OpenElement): void {
    const top = this.#open.length - 1
    const at = this.#open[top] === element ? top : this.#open.lastIndexOf(element)
    if (at >= 0) this.#endFrom(at)
  }

  finish(): string {
    this.#endFrom(0)
    return this.#out
  }

  #endFrom(at: number): void {
    while (this.#open.length > at) this.#out += `</${this.#open.pop()!.name}>`
  }

  #makePlace(name: string): boolean {
    if (TABLE_PARTS.has(name)) return this.#makeTablePlace(name)
    this.#makeCell()
    if (!MOVERS.has(name)) return true
    if (name === "li") this.#endPrevious((each) => each === "li")
    if (name === "dd" || name === "dt") this.#endPrevious((each) => each === "dd" || each === "dt")
    if (ENDS_PARAGRAPH.has(name)) this.#endWithin((each) => each === "p")
    if (HEADINGS.has(name) && HEADINGS.has(this.#open.at(-1)?.name ?? "")) this.#endFrom(this.#open.length - 1)
    if (name === "a") this.#endWithin((each) => each === "a")
    if (name === "rt" || name === "rp") {
      const ruby = this.#find((each) => each === "ruby")
      if (ruby < 0) return false
      this.#endFrom(ruby + 1)
    }
    return true
  }

  /** Parts of a table end what is open down to where they belong; outside a table they have no place. */
  #makeTablePlace(name: string): boolean {
    const table = this.#open.findLastIndex((each) => each.name === "table")
    if (table < 0) return false
    const last = (fits: (name: string) => boolean) =>
      this.#open.findLastIndex((each, at) => at > table && fits(each.name))
    if (name === "td" || name === "th") {
      const row = last((each) => each === "tr")
      if (row >= 0) this.#endFrom(row + 1)
      else if (!this.begin("tr", "")) return false
      return true
    }
    const parent =
      name === "tr" ? last((each) => ROW_GROUPS.has(each)) : name === "col" ? last((each) => each === "colgroup") : -1
    this.#endFrom((parent >= 0 ? parent : table) + 1)
    return true
  }

  get #isInFrame(): boolean {
    return this.#open.length > 0 && this.#open[this.#open.length - 1]!.isFrame
  }

  /** In a table, text and other elements are allowed only in cells. Opens one if there is none. */
  #makeCell(): void {
    if (!this.#isInFrame) return
    if (this.#open.at(-1)!.name === "colgroup") this.#endFrom(this.#open.length - 1)
    this.begin("td", "")
  }

  #find(fits: (name: string) => boolean): number {
    for (let at = this.#open.length - 1; at >= 0; at--) {
      const { name } = this.#open[at]!
      if (fits(name)) return at
      if (BOUNDARIES.has(name)) return -1
    }
    return -1
  }

  #endWithin(fits: (name: string) => boolean): void {
    const at = this.#find(fits)
    if (at >= 0) this.#endFrom(at)
  }

  #endPrevious(fits: (name: string) => boolean): void {
    const at = this.#find((each) => fits(each) || LIST_PLACES.has(each) || CELLS.has(each))
    if (at >= 0 && fits(this.#open[at]!.name)) this.#endFrom(at)
  }
}
