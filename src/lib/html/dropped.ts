/** Keeps count of where a walk is inside elements that go with all they hold. */
export class Dropped {
  #depth = 0
  /** Depth of the SVG image that we are in, 0 outside; its title is its alternative text and stays. */
  #image = 0
  #inTitle = false

  /** Takes note of a start tag; true when neither the element nor what it holds is to be kept. */
  open(name: string, isDropped: boolean, isVoid: boolean): boolean {
    if (this.#depth === 0 && !isDropped) return false
    if (isVoid) return true
    this.#depth++
    if (name === "svg" && this.#image === 0) this.#image = this.#depth
    else if (name === "title" && this.#image > 0 && this.#depth === this.#image + 1) this.#inTitle = true
    return true
  }

  /** Takes note of an end tag; true when its element was not kept. */
  close(): boolean {
    if (this.#depth === 0) return false
    if (this.#depth === this.#image + 1) this.#inTitle = false
    if (this.#depth === this.#image) this.#image = 0
    this.#depth--
    return true
  }

  /** Whether text here is to go. */
  get text(): boolean {
    return this.#depth > 0 && !this.#inTitle
  }
}
