/** Tracks whether a walk is inside an element that is dropped with its content. */
export class Dropped {
  #depth = 0
  /** Depth of the current SVG image, 0 outside. Its title is its alternative text and is kept. */
  #image = 0
  #inTitle = false

  /** Call for each start tag. True when the element and its content are dropped. */
  open(name: string, isDropped: boolean, isVoid: boolean): boolean {
    if (this.#depth === 0 && !isDropped) return false
    if (isVoid) return true
    this.#depth++
    if (name === "svg" && this.#image === 0) this.#image = this.#depth
    else if (name === "title" && this.#image > 0 && this.#depth === this.#image + 1) this.#inTitle = true
    return true
  }

  /** Call for each end tag. True when its element was dropped. */
  close(): boolean {
    if (this.#depth === 0) return false
    if (this.#depth === this.#image + 1) this.#inTitle = false
    if (this.#depth === this.#image) this.#image = 0
    this.#depth--
    return true
  }

  /** Whether this place is inside such an element. */
  get isInside(): boolean {
    return this.#depth > 0
  }

  /** Whether text at this place is dropped. */
  get text(): boolean {
    return this.#depth > 0 && !this.#inTitle
  }
}
