/**
 * A place in a text that only moves forward. What is looked for is found once and remembered, so that any number of
 * searches takes no more than one pass for each thing that is looked for.
 */
export class Cursor {
  readonly text: string
  readonly length: number
  at = 0
  private readonly found = new Map<string, number>()
  /** Where the next `<` stands; every text and tag asks for it. */
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

  /** Where `needle` next stands, at the cursor plus `offset` or after; -1 when nowhere. */
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
