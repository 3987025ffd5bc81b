// Makes HTML from elsewhere safe to publish.
// In: any HTML. Out: well-formed HTML with only the elements and attributes that rules.ts allows.
// Source: the HTML standard for the markup; the list in rules.ts for what news needs.
import { cleanText, textToAttribute, textToHtml } from "../text/escape.ts"
import { cleanAttribute, isUseless, writeAttribute } from "./attributes.ts"
import { Dropped } from "./dropped.ts"
import { type Begun, sanitisePlainHtml } from "./fast-sanitise.ts"
import { fragmentWithin, idOf } from "./fragments.ts"
import { unlazy } from "./lazy.ts"
import { isMedium } from "./originals.ts"
import { labelOf, type Post, playerAt, postOf } from "./players.ts"
import { type Rule, ruleOf } from "./rules.ts"
import { NOTHING, type Survey, surveyHtml } from "./survey.ts"
import type { Attribute } from "./tokens.ts"
import { type HtmlVisitor, walkHtml } from "./walk.ts"
import { HtmlWriter, type OpenElement } from "./writer.ts"

export interface SanitiseOptions {
  /** The base for relative addresses. Without it they are dropped. */
  baseUrl?: string | undefined
  /** The page that this HTML belongs to, where it is not `baseUrl`. Links to its own footnotes may name it. */
  pageUrl?: string | undefined
  /** Is added to the ids of footnotes, so that they differ from those of other HTML on the same page. */
  idSuffix?: string
  /** Hosts whose iframes are kept if they use https; none by default. */
  iframeHosts?: readonly string[]
  /** The HTML already went through cleanText(), so it has no unwanted characters. */
  isClean?: boolean
}

/**
 * Drops scripts, styles, event handlers, comments, and addresses other than http, https and mailto. Makes addresses
 * absolute. Closes every element and puts it where HTML allows it. Restores pictures and players that wait for a script,
 * and keeps the ids that links of the same HTML point to. A second time it changes nothing. Takes linear time.
 */
export function sanitiseHtml(html: string, options: SanitiseOptions = {}): string {
  const clean = options.isClean ? html : cleanText(html)
  const begun = sanitisePlainHtml(clean, options)
  if (begun.at === clean.length) return begun.out
  const survey = surveyHtml(clean, options)
  const { at, out, open } = survey === NOTHING ? begun : FROM_START
  const pass = new Pass(options, survey, out, open)
  walkHtml(
    clean.slice(at),
    pass,
    open.map(({ name }) => name),
  )
  return pass.finish()
}

const FROM_START: Begun = { at: 0, out: "", open: [] }

class Pass implements HtmlVisitor {
  readonly #options: SanitiseOptions
  readonly #survey: Survey
  readonly #writer: HtmlWriter
  readonly #dropped = new Dropped()
  /** The open elements; null for each that is unwrapped. */
  readonly #open: (OpenElement | null)[]
  /** The posts among them, innermost last. */
  readonly #posts: OpenPost[] = []
  readonly #writtenIds = new Set<string>()
  #noscript = 0
  #media = 0

  constructor(options: SanitiseOptions, survey: Survey, out: string, open: Begun["open"]) {
    this.#options = options
    this.#survey = survey
    // The writer tells elements of one name apart by identity.
    this.#open = open.map(({ name, isFrame, rule }) => (rule.isAllowed ? { name, isFrame } : null))
    this.#writer = new HtmlWriter(
      out,
      this.#open.filter((element) => element !== null),
    )
  }

  open(name: string, written: readonly Attribute[]): void {
    const rule = ruleOf(name)
    const attributes = rule.mayWait ? this.#attributesOf(name, written) : written
    const isNoscript = rule.isDropped && name === "noscript"
    if (isNoscript) this.#noscript++
    // A noscript is unwrapped, and only its pictures and players are kept.
    const isOutOfPlace = this.#noscript > 0 && !isMedium(name)
    const isPlayer = rule.mayWait && name === "iframe" && !this.#dropped.isInside
    const isGone = attributes === null || isPlayer || (rule.isDropped && !isNoscript)
    if (this.#dropped.open(name, isGone, rule.isVoid)) {
      if (isPlayer && attributes) this.#writePlayer(attributes)
      return
    }
    const text = rule.isAllowed && !isOutOfPlace ? this.#writeAttributes(name, rule, attributes!) : null
    if (rule.isVoid) {
      if (text !== null) this.#writer.empty(name, text)
      return
    }
    const post = rule.isBlock && attributes!.length > 0 && !isOutOfPlace ? postOf(name, attributes!) : null
    if (post) this.#beginPost(name, text ?? "", post)
    else this.#open.push(text === null ? null : this.#writer.begin(name, text))
    if (this.#posts.length > 0 && name === "a") this.#notePage(attributes!)
  }

  text(text: string): void {
    if (this.#noscript === 0 && !this.#dropped.text) this.#writer.text(textToHtml(text))
  }

  close(name: string): void {
    if (this.#noscript > 0 && name === "noscript") this.#noscript--
    if (this.#dropped.close()) return
    const element = this.#open.pop()
    if (this.#posts.length > 0 && this.#posts.at(-1)!.depth === this.#open.length) {
      this.#endPost(this.#posts.pop()!, element ?? null)
    } else if (element) this.#writer.end(element)
  }

  finish(): string {
    return this.#writer.finish()
  }

  /** As the page's script would set them; null when the element is a second copy of another. */
  #attributesOf(name: string, written: readonly Attribute[]): readonly Attribute[] | null {
    const chosen = isMedium(name) ? this.#survey.media.get(this.#media++) : undefined
    return chosen === undefined ? unlazy(name, written, this.#options.baseUrl) : chosen
  }

  /** Keeps the iframe of a listed host. Another known player becomes a link to its page. */
  #writePlayer(attributes: readonly Attribute[]): void {
    const src = attributes.find(([attribute]) => attribute === "src")?.[1] ?? ""
    const url = URL.parse(src, this.#options.baseUrl)
    const isListed = url?.protocol === "https:" && this.#options.iframeHosts?.includes(url.hostname)
    const embed = isListed ? null : playerAt(src, this.#options.baseUrl)
    if (!isListed && !embed) return
    const figure = this.#takesNoFigure ? null : this.#writer.begin("figure", "")
    if (embed) {
      const title = attributes.find(([attribute]) => attribute === "title")?.[1]
      this.#writeLink(embed.page, labelOf(embed, title))
      if (figure) this.#writer.text(`<figcaption>${embed.site}</figcaption>`)
    } else {
      const player = this.#writer.begin("iframe", this.#writeAttributes("iframe", ruleOf("iframe"), attributes) ?? "")
      if (player) this.#writer.end(player)
    }
    if (figure) this.#writer.end(figure)
  }

  /** A figure gets none in it. A link cannot contain the link of a figure. */
  get #takesNoFigure(): boolean {
    return this.#posts.length > 0 || this.#writer.isInside("figure", "a")
  }

  #beginPost(name: string, attributes: string, post: Post): void {
    const figure = this.#takesNoFigure ? null : this.#writer.begin("figure", "")
    this.#posts.push({ ...post, depth: this.#open.length, figure, isLinked: false })
    // Where the figure stands for the element, nothing else is needed.
    this.#open.push(name === "blockquote" ? this.#writer.begin(name, attributes) : null)
  }

  #notePage(attributes: readonly Attribute[]): void {
    const post = this.#posts.at(-1)!
    const page = post.pageAt(attributes.find(([attribute]) => attribute === "href")?.[1] ?? "")
    if (page === undefined) return
    // The last link of a post is its own; earlier ones are in its text.
    post.page = page
    post.isLinked = true
  }

  #endPost({ page, site, figure, isLinked }: OpenPost, element: OpenElement | null): void {
    if (element) this.#writer.end(element)
    if (page && (figure || !isLinked)) {
      const caption = figure && this.#writer.begin("figcaption", "")
      this.#writeLink(page, site)
      if (caption) this.#writer.end(caption)
    }
    if (figure) this.#writer.end(figure)
  }

  #writeLink(page: string, label: string): void {
    const link = this.#writer.begin("a", ` href="${textToAttribute(page)}"`)
    this.#writer.text(textToHtml(label))
    if (link) this.#writer.end(link)
  }

  /** The attributes as HTML; null when the element is useless without a missing one, such as an img without src. */
  #writeAttributes(name: string, rule: Rule, attributes: readonly Attribute[]): string | null {
    const id = this.#survey.targets.size > 0 ? this.#takeId(name, attributes) : undefined
    let written = id === undefined ? "" : ` id="${textToAttribute(this.#unique(id))}"`
    for (const [attribute, value] of attributes) {
      if (!rule.attributes.has(attribute) || (id !== undefined && attribute === "name")) continue
      written += writeAttribute(attribute, this.#cleanAttribute(name, attribute, value))
    }
    return isUseless(name, written) ? null : written
  }

  /** The element's id, if a link points to it and no element before it has the same. */
  #takeId(name: string, attributes: readonly Attribute[]): string | undefined {
    const id = idOf(name, attributes)
    if (id === undefined || !this.#survey.targets.has(id) || this.#writtenIds.has(id)) return undefined
    this.#writtenIds.add(id)
    return id
  }

  #unique(id: string): string {
    const { idSuffix } = this.#options
    return idSuffix === undefined || id.endsWith(`-${idSuffix}`) ? id : `${id}-${idSuffix}`
  }

  #cleanAttribute(element: string, attribute: string, value: string): string | null {
    if (element === "a" && attribute === "href" && this.#survey.targets.size > 0) {
      const target = fragmentWithin(value, this.#options)
      if (target !== undefined && this.#survey.targets.has(target)) return `#${encodeURI(this.#unique(target))}`
    }
    return cleanAttribute(attribute, value, this.#options.baseUrl)
  }
}

/** An open post of another site. `figure` is null where it stands in a figure already. */
interface OpenPost extends Post {
  depth: number
  figure: OpenElement | null
  isLinked: boolean
}
