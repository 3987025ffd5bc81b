// The element `<check-also>` for pages elsewhere: asks for the links when it is near, shows them where nothing moves.
// In: the element's attributes, and the service's answer. Out: the box, and the events check-also:shown and :click.
// `npm run widget` puts it behind widget-box.client.js, into one function. HTML "custom elements"; Layout Instability.
// A module has no currentScript. The stack of an error names this file in every browser, in a module too.
const script =
  /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ||
  new Error().stack?.match(/https?:[^\s()]*?\/check-also[\w.]*js/)?.[0]
const MAX_WAIT_MS = 3000
const MIN_FLOAT_PX = 700
const CLOSED = "check-also-closed"
const sheet = new CSSStyleSheet()
sheet.replaceSync(WIDGET_STYLE)
let count = 0

const inView = ({ top, bottom }) => bottom > 0 && top < innerHeight
const watcher = (told, options) => new IntersectionObserver((entries) => told(entries.at(-1)), options)
const storage = (use) => {
  try {
    return use(sessionStorage)
  } catch {
    return null
  }
}

class CheckAlso extends HTMLElement {
  static observedAttributes = ["url", "limit", "heading", "lang", "layout", "images", "utm", "target", "service"]
  #number = ++count
  #root = this.attachShadow({ mode: "open" })
  /** What stands in the element is shown until there are links. */
  #own = this.#root.appendChild(make("slot", {}))
  #turn = 0
  /** What waits until nothing in view moves by it.
   * @type {null | (() => () => unknown)} */
  #waiting = null
  #seen = watcher((entry) => entry.isIntersecting || (this.#waiting && this.#settle(this.#waiting)))
  #near = watcher((entry) => entry.isIntersecting && this.#load(), { rootMargin: "800px" })

  connectedCallback() {
    this.#watch()
  }

  disconnectedCallback() {
    this.#near.disconnect()
    this.#seen.disconnect()
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#watch()
  }

  get #layout() {
    const wanted = this.getAttribute("layout")
    if (wanted === "slide-in") return innerWidth < MIN_FLOAT_PX ? "compact" : wanted
    return wanted === "cards" || wanted === "compact" ? wanted : "list"
  }

  get #limit() {
    return Math.min(10, Math.max(1, Math.floor(Number(this.getAttribute("limit")) || 3)))
  }

  #watch() {
    const layout = this.#layout
    if (!this.#turn && layout !== "slide-in") {
      const width = this.parentElement?.clientWidth || 0
      const cards = layout === "cards"
      const columns = (cards && Math.floor((width - 16) / 232)) || 1
      const row = cards ? `(${(width / columns) * 0.6}px + 13em)` : width < 500 ? "11em" : "8em"
      const room = `calc(6em + ${Math.ceil(this.#limit / columns)}*${row})`
      this.#settle(() => this.#put(room, [this.#own]))
    }
    this.#near.observe(this)
    this.#seen.observe(this)
  }

  /** Sets the room that is kept free, and what is in it. Gives what takes it back. Unstyled, an element is no block. */
  #put(height, nodes) {
    const before = [this.style.minHeight, [...this.#root.childNodes]]
    this.style.minHeight = height
    this.#root.adoptedStyleSheets = height || nodes[0] !== this.#own ? [sheet] : []
    this.#root.replaceChildren(...nodes)
    return () => this.#put(...before)
  }

  /** Makes a change and takes it back when something in view moved. Then it is made once the box is out of view. */
  #settle(change) {
    const others = [...document.body.querySelectorAll("*")].filter((each) => !this.contains(each))
    const places = () => others.map((each) => each.getBoundingClientRect())
    const before = places()
    const undo = change()
    const after = places()
    const moved = before.some((was, n) => {
      const is = after[n]
      return (inView(was) || inView(is)) && (was.top !== is.top || was.left !== is.left)
    })
    this.#waiting = moved ? change : null
    if (moved) undo()
    return !moved
  }

  get #page() {
    /** @type {HTMLLinkElement | null} */
    const canonical = document.querySelector("link[rel~=canonical][href]")
    return new URL(this.getAttribute("url") || canonical?.href || "", location.href).href
  }

  #at(path) {
    return new URL(path, this.getAttribute("service") || script || location.href)
  }

  async #load() {
    this.#near.disconnect()
    if (this.#layout === "slide-in" && storage((kept) => kept.getItem(CLOSED))) return
    const turn = ++this.#turn
    let items = []
    try {
      const address = this.#at("/check-also")
      address.search = `${new URLSearchParams({ url: this.#page, limit: `${this.#limit}`, empty: "204" })}`
      const response = await fetch(address, {
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(MAX_WAIT_MS),
      })
      items = (await response.json()).items || []
    } catch {}
    if (turn === this.#turn) this.#show(items.filter((item) => item.title && /^https?:/i.test(item.url)))
  }

  #show(items) {
    const layout = this.#layout
    if (!items.length) return this.#settle(() => this.#put("", [this.#own]))
    if (layout === "slide-in") return this.#slideIn(items)
    const keep = this.style.minHeight
    const some = items.slice()
    let box = drawBox(some, layout, this.#wishes)
    // Where the page leaves too little room, the last links are left out. Without room for one, all come later.
    while (some.length && !this.#settle(() => this.#put(keep, [box]))) {
      some.pop()
      box = drawBox(some.length ? some : items, layout, this.#wishes)
    }
    this.#report(box, some.length ? some : items, layout)
    // Room that is too much goes when the box is out of view.
    this.#waiting = () => this.#put("", [box])
  }

  #slideIn(items) {
    const wishes = this.#wishes
    const box = drawBox(items, "compact floats", wishes)
    const close = () => {
      storage((kept) => kept.setItem(CLOSED, "1"))
      box.remove()
    }
    const button = make("button", { type: "button", textContent: "×", onclick: close, part: "close" })
    button.setAttribute("aria-label", wordsOf(wishes.language)[2])
    box.prepend(button)
    box.addEventListener("keydown", (event) => event.key === "Escape" && close())
    const end = watcher(({ isIntersecting, boundingClientRect }) => {
      if (!isIntersecting && boundingClientRect.top > 0) return
      end.disconnect()
      this.#put("", [box])
      this.#report(box, items, "slide-in")
    })
    end.observe(this)
  }

  /** What the attributes say of the box. */
  get #wishes() {
    /** @type {HTMLElement | null} */
    const holder = this.closest("[lang]")
    const language = holder?.lang || "en"
    const heading = this.getAttribute("heading") ?? wordsOf(language)[0]
    const slotted = this.querySelector("[slot=heading]")?.textContent
    const label = slotted || heading || wordsOf(language)[0]
    return {
      language,
      heading,
      label: this.#number > 1 ? `${label} (${this.#number})` : label,
      images: this.getAttribute("images") !== "off",
      campaign: this.getAttribute("utm"),
      target: this.getAttribute("target") ?? "",
    }
  }

  /** Tells the page, and the service where `count` allows it: once that the box is in view, and each click. */
  #report(box, items, layout) {
    const tell = (event, some) => {
      const detail = { url: this.#page, layout, links: some.map(({ url }) => url) }
      this.dispatchEvent(new CustomEvent(`check-also:${event}`, { bubbles: true, composed: true, detail }))
      if (this.hasAttribute("count")) navigator.sendBeacon?.(this.#at("/events"), JSON.stringify({ event, ...detail }))
    }
    const seen = watcher(
      (entry) => {
        if (!entry.isIntersecting) return
        seen.disconnect()
        tell("shown", items)
      },
      { threshold: 0.25 },
    )
    seen.observe(box)
    box.addEventListener("click", ({ target }) => {
      const item = target.closest("a")?.item
      if (item) tell("click", [item])
    })
  }
}
customElements.define("check-also", CheckAlso)
