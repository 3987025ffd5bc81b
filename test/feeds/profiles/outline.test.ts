import { describe, expect, it } from "vitest"
import { findProfile } from "../../../src/feeds/profiles/index.ts"
import { renderProfile } from "../../../src/feeds/profiles/kit/render.ts"
import readme from "../../../src/feeds/profiles/README.md?raw"
import { all, one, parseXml } from "../../support/read-feed.ts"
import { HOSTILE, sampleArticle, sampleArticles } from "../../support/samples.ts"
import { factsFor, goodArticle, goodFor, NAMED } from "./cases.ts"
import { OUTLINES, type Outline } from "./outlines.ts"

type Element = ReturnType<typeof parseXml>

/** Every value at a path such as `item/enclosure/@url`, from this element on. */
function valuesAt(from: Element, [step, ...rest]: string[]): string[] {
  if (step === undefined) return [from.text]
  if (!step.startsWith("@")) return all(from, step).flatMap((child) => valuesAt(child, rest))
  const value = from.attributes[step.slice(1)]
  return value === undefined ? [] : [value]
}

/** What in a document is not as the outline has it. */
function faults(text: string, { once, sequences = {}, texts, namespaces = {} }: Outline): string[] {
  const root = parseXml(text)
  const channel = root.name === "rss" ? one(root, "channel")! : root
  const items = all(channel, root.name === "rss" ? "item" : "url")
  const found: string[] = []
  const expectOnce = (place: string, element: Element, names: string[]) => {
    for (const name of names) {
      if (all(element, name).length !== 1) found.push(`${place}: ${all(element, name).length} × ${name}`)
    }
  }
  expectOnce("channel", channel, once.channel ?? [])
  for (const item of items) expectOnce("item", item, once.item)
  for (const [path, form] of Object.entries(texts)) {
    const [place, ...rest] = path.split("/")
    for (const element of place === "channel" ? [channel] : items) {
      for (const value of valuesAt(element, rest)) if (!form.test(value)) found.push(`${path}: ${value}`)
    }
  }
  const visit = (element: Element) => {
    const wanted = sequences[element.name]
    const names = element.children.map(({ name }) => name)
    if (wanted && names.join() !== wanted.join()) found.push(`${element.name}: ${names.join()}`)
    element.children.forEach(visit)
  }
  visit(root)
  for (const [prefix, uri] of Object.entries(namespaces)) {
    const declared = root.attributes[`xmlns:${prefix}`]
    if (declared !== undefined && declared !== uri) found.push(`xmlns:${prefix}: ${declared}`)
  }
  return found
}

const outlined = NAMED.filter(([name]) => OUTLINES[name])
const GOOD = [
  goodFor("podcast"),
  goodArticle({ id: "two", guid: "urn:two", shortTitle: "Gauges", attachments: goodArticle().attachments }),
]

describe.each(outlined)("%s", (name, profile) => {
  const outline = OUTLINES[name]!

  it("is as its public schema, specification or example has it, whatever an article holds", () => {
    const attachments = [
      ...goodArticle().attachments,
      { url: "https://courier.example/talk.vtt", mimeType: "text/vtt" },
      { url: "https://courier.example/talk.srt", mimeType: "application/srt", language: "ps-AF" },
    ]
    const withAudio = (article: (typeof GOOD)[number]) => ({ ...article, attachments })
    const groups = [
      GOOD,
      sampleArticles(60).map(withAudio),
      ...HOSTILE.map(([, part], at) => [
        withAudio(sampleArticle(at, { title: "A title that is long enough", ...part })),
      ]),
    ]
    for (const articles of groups) {
      const { text, judged } = renderProfile(profile, articles, factsFor(name))
      // A feed without an item has no date.
      if (!judged.some(({ verdict }) => verdict.startsWith("out"))) continue
      expect(faults(text, outline), text.slice(0, 300)).toEqual([])
    }
  })

  it("has every element that the table looks at in some document", () => {
    const { text } = renderProfile(profile, GOOD, factsFor(name))
    const broken = text.replace(/<(loc|title|news:title)>[^<]*</g, "<$1> <")
    expect(faults(broken, outline)).not.toEqual([])
    for (const element of outline.once.item) {
      const without = text.replace(new RegExp(`<${element}[ >][\\s\\S]*?(?:/>|</${element}>)`, "g"), "")
      expect(faults(without, outline), element).toContainEqual(expect.stringMatching(`× ${element}$`))
    }
  })
})

it("each party is in the README's table of public schemas, as checked here or not", () => {
  const table = readme.slice(readme.indexOf("## Public schemas"), readme.indexOf("## Against the W3C"))
  for (const [name] of NAMED) {
    expect(table, name).toMatch(new RegExp(`^\\| \`${name}\` +\\| .*${OUTLINES[name] ? "outlines" : "none"}`, "m"))
  }
  expect(findProfile("yahoo")).toBeDefined()
})
