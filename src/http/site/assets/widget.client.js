;(() => {
  "use strict"
  if (customElements.get("check-also")) return
  const script = document.currentScript instanceof HTMLScriptElement && document.currentScript.src
  const home = script ? new URL("/", script).href : `${location.origin}/`
  const { rightToLeft, headings, sponsored } = WIDGET_DATA
  const STYLE =
    ":host{display:block;container-type:inline-size;color:inherit;font:inherit;color-scheme:light dark}" +
    ":host([hidden]){display:none}" +
    "section{border:1px solid var(--check-also-rule,color-mix(in srgb,currentColor 22%,transparent));" +
    "border-block-start:4px solid var(--check-also-accent,currentColor);padding:1rem 1.2rem .3rem}" +
    "h2{font-size:1.2em;line-height:1.35;margin:0 0 .5rem}" +
    "ul{list-style:none;margin:0;padding:0}" +
    "li{padding-block:.8rem;text-align:start;" +
    "border-block-start:1px solid var(--check-also-rule,color-mix(in srgb,currentColor 22%,transparent))}" +
    "a{color:inherit;font-weight:700;text-decoration:none;overflow-wrap:anywhere}" +
    "a:hover{text-decoration:underline}" +
    "a:focus-visible{outline:3px solid var(--check-also-accent,currentColor);outline-offset:3px}" +
    "p{margin:.25rem 0 0;font-size:.86em;line-height:1.5;color:color-mix(in srgb,currentColor 76%,transparent)}" +
    "[dir=rtl] p{line-height:1.8}" +
    ".excerpt{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;line-clamp:3;overflow:hidden}" +
    "@container (min-width:44rem){ul{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:0 1.5rem}}"

  const directionOf = (language) => {
    try {
      return rightToLeft.includes(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr"
    } catch {
      return "ltr"
    }
  }
  const wordIn = (words, language) => words[language.toLowerCase().split("-")[0]] || words.en
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children.filter((child) => child))
    return element
  }
  const time = (value, language) => {
    const at = new Date(value || NaN)
    if (Number.isNaN(at.getTime())) return null
    let text = value.slice(0, 10)
    try {
      const spoken = language !== "en" && Intl.DateTimeFormat.supportedLocalesOf(language).length
      const format = new Intl.DateTimeFormat(spoken ? language : "en-GB", { dateStyle: "long" })
      text = format
        .formatToParts(at)
        .map((part) => (part.type === "era" ? "" : part.value))
        .join("")
        .trim()
    } catch {}
    return make("time", { dateTime: at.toISOString() }, make("bdi", {}, text))
  }

  class CheckAlso extends HTMLElement {
    static observedAttributes = ["url", "limit", "heading"]
    #asked = ""
    #root = this.attachShadow({ mode: "open" })

    connectedCallback() {
      this.#load()
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#load()
    }

    async #load() {
      /** @type {HTMLLinkElement | null} */
      const canonical = document.querySelector("link[rel~=canonical][href]")
      const url = this.getAttribute("url") || canonical?.href || location.href
      const address = new URL("check-also", home)
      address.searchParams.set("url", new URL(url, location.href).href)
      const limit = Number(this.getAttribute("limit"))
      if (limit >= 1) address.searchParams.set("limit", String(Math.min(10, Math.floor(limit))))
      const asked = `${address.href} ${this.getAttribute("heading")}`
      if (asked === this.#asked) return
      this.#asked = asked
      try {
        const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" })
        if (!response.ok) await response.text()
        const { items } = response.ok ? await response.json() : { items: [] }
        if (asked === this.#asked) this.#show(items)
      } catch {
        if (asked === this.#asked) this.#show([])
      }
    }

    #show(items) {
      const shown = items.filter((item) => item.title && /^https?:/i.test(item.url))
      this.hidden = shown.length === 0
      if (this.hidden) return this.#root.replaceChildren()
      /** @type {HTMLElement | null} */
      const holder = this.closest("[lang]")
      const language = holder?.lang || "en"
      const given = this.getAttribute("heading")
      const heading = given === null ? wordIn(headings, language) : given
      const section = make(
        "section",
        { lang: language, dir: directionOf(language) },
        heading && make("h2", {}, heading),
        make("ul", {}, ...shown.map((item) => this.#line(item, language))),
      )
      section.setAttribute("aria-label", heading || headings.en)
      this.#root.replaceChildren(make("style", { textContent: STYLE }), section)
    }

    #line(item, page) {
      const ours = item._check_also || {}
      const link = make("a", { href: item.url, rel: ours.sponsored ? "sponsored noopener" : "noopener" }, item.title)
      const parts = [
        ours.partner_name && make("bdi", {}, ours.partner_name),
        time(item.date_published, item.language || page),
        ours.sponsored && make("strong", {}, wordIn(sponsored, page)),
      ].filter((part) => part)
      const meta = make("p", { className: "meta" }, ...parts.flatMap((part, index) => (index ? [" · ", part] : [part])))
      const line = make(
        "li",
        {},
        link,
        parts.length && meta,
        item.summary && make("p", { className: "excerpt" }, item.summary),
      )
      if (item.language) line.lang = item.language
      line.dir = item.language ? directionOf(item.language) : "auto"
      return line
    }
  }
  customElements.define("check-also", CheckAlso)
})()
