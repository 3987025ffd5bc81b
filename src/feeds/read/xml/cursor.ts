/**
 * A position in a text that only moves forward. It remembers where each search string was last found. So all searches
 * for one string together take one pass over the text.
 */
export class Cursor {
  readonly text: string
  readonly length: number
  at = 0
  private readonly found = new Map<string, number>()
  /** Position of the next `<`, the most frequent search. */
  private less: number

  constructor(text: string) {
    this.text = text
    this.length = text.length
    this.less = text.indexOf("<")
  }

  get done(): boolean {
    return this.at >= this.length
  }

  peek(offset: number): number {
    return this.text.charCodeAt(this.at + offset)
  }

  /** The first position of `needle` at or after the cursor plus `offset`; -1 when there is none. */
  next(needle: string, offset = 0): number {
    const from = this.at + offset
    if (needle === "<") {
      if (this.less >= 0 && this.less < from) this.less = this.text.indexOf("<", from)
      return this.less
    }
    const known = this.found.get(needle)
    if (known !== undefined && (known >= from || known < 0)) return known
    const place = this.text.indexOf(needle, from)
    this.found.set(needle, place)
    return place
  }

  startsWith(prefix: string, offset = 0): boolean {
    return this.text.startsWith(prefix, this.at + offset)
  }

  slice(from: number, to: number): string {
    return this.text.slice(from, to)
  }

  takeTo(to: number): string {
    const taken = this.text.slice(this.at, to)
    this.at = to
    return taken
  }

  rest(): string {
    return this.takeTo(this.length)
  }
}
