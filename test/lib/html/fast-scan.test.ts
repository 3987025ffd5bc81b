import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { scanPlainHtml } from "../../../src/lib/html/fast-scan.ts"
import { type HtmlVisitor, walkHtml } from "../../../src/lib/html/walk.ts"

type Told = string[]

/** What a walk tells, neighbouring texts as one. */
function walk(html: string): Told {
  const told: Told = []
  const visitor: HtmlVisitor = {
    open: (name, attributes) => told.push(`<${name} ${attributes.map(([key, value]) => `${key}=${value}`).join("|")}>`),
    text: (text) => (told.at(-1)?.startsWith("#") ? told.push(told.pop() + text) : told.push(`#${text}`)),
    close: (name) => told.push(`</${name}>`),
  }
  walkHtml(html, visitor)
  return told
}

const PIECES = `<p> </p> <b> </b> <br> <br/> <img src="a"> <a href='b&amp;c' title="x>y"> </a> <li> <td> <DIV> </Div> <p
 class="x"> text &amp; &lt;i&gt; &copy &bogus; <!-- c --> <a href="<b>"> 5<6 > " ' <b class="1"id="2"> <p/> </p > <image src="i">
 <em a="1" a="2"> &#8217; <sub-x> </sub-x> <h1> </h1>
 <a href=/x#y?z&amp;é title=a'b> <b x:y="1" _z=2/> <td width=50%> <a href=/x/> <b x> <b x\ty='1'> <b x =1> <b x
 y>`
  .split(/\s(?=<|[^<>"=]+$|&|t|5|>)/)
  .map((piece) => piece.trim())

const markup = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 14 })
  .map((all) => all.join(" "))

describe("scanPlainHtml", () => {
  it("tells the same as the full tokenizer", { tags: "property" }, () => {
    fc.assert(
      fc.property(markup, (html) => {
        // A space before the `=` at the start is not plain: all of it goes to the tokenizer.
        const [first, ...byTokenizer] = walk(`<wbr x =1>${html}`)
        expect(first).toBe("<wbr x=1>")
        expect(walk(html)).toEqual(byTokenizer)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ["plain markup", '<p class="a">b <img src="c"/></p>', "all"],
    ["comments", "a<!-- b -->c", "all"],
    ["scripts", "a<script>b</script>", 1],
    ["unquoted values", "a <b c=d e=/f#g>", "all"],
    ["unquoted values with a mark at the end", "a <b c=d/>", 2],
    ["attributes without values", "a <b c d>", "all"],
    ["spaces around =", "a <b c = d>", 2],
    ["a bare <", "5 < 6", 2],
    ["odd comments", "a<!-->b", 1],
    ["tags without end", "<p", 0],
    ["values without end", '<p><a b="c>', 3],
  ])("reads %s as far as they are plain", (_, html, expected) => {
    const sink = { startTag: () => {}, endTag: () => {}, text: () => {} }
    expect(scanPlainHtml(html, sink)).toBe(expected === "all" ? html.length : expected)
  })
})
