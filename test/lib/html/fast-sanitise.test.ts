import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { sanitisePlainHtml } from "../../../src/lib/html/fast-sanitise.ts"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"

const PLACE = { baseUrl: "https://paper.example/feed", pageUrl: "https://paper.example/story" }
const OPTIONS = { ...PLACE, iframeHosts: ["www.youtube.com"], isClean: true }

const PIECES =
  `<p> </p> <p_class="x"> <P> <div> </div> <div_class="twitter-tweet"> <b> </b> <i_title="a&amp;b"> </i> <u_title="a_&lt;_>">
</u> <font> </font> <form> </form> <head> </head> <body> <title>t</title> <option>o</option> <select> </select> <template> </template> <h2> </h2> <h3> </h3> <ul> </ul> <ol> </ol> <li> </li> <dl> <dt> <dd> </dl> <table> </table> <tbody> </tbody> <tr>
</tr> <td> </td> <th> <caption> <hr> <br> <br/> </br> <wbr> <link> <meta_a="b"> <script>x</script> <script>"<b>"</script> <script> </script> <style>p>b{}</style> <plaintext> <textarea>t</textarea> <xmp><b></xmp> <noscript> </noscript> <svg>
<a> </a> <a_href="/x"> <a_href="https://a.example/b?c=d&amp;e"> <a_href="x?a=b&c"> <a_href="#n"> <a_href="#"> <a_id="n"> <b_id=n> <b_id="&#110;"> <a_href="#m">
<a_href="mailto:a@b.example"> <a_href="javascript:x"> <a_href="/x"_href="/y"> <a_rel="me"_rel="you"_href='/z'> <a_href=/x>
<a_target="b"_href="/x"_title="a__b"> <a_href="/a/../b"> <a_href="https://paper.example/story#n"> <img> <img_src="/a.jpg"> <img_src="/a.jpg"/>
<img_alt="a"_src="/a.jpg"_width="3"_onload="x"> <img_src="data:x"_data-src="/a.jpg"> <img_srcset="/a.jpg_1x,_/b.jpg_2x">
<img_src="/a.jpg"_srcset="/a.jpg_10w,_/b/../c.jpg_20w,_"> <img_src=""_srcset="/a.jpg,"> <video_src="/v"> <iframe_src="/a"></iframe>
<blockquote> </blockquote> <blockquote_class="instagram-media"> <!--_c_--> <!--> &amp; &nbsp; &#8217; &#38; &lt;b&gt; &copy &bogus; &#1; &
> < " text a_>_b é 🌧`
    .split(/\s+/)
    .map((piece) => piece.replaceAll("_", " "))
const markup = fc.array(fc.constantFrom(...PIECES), { maxLength: 16 }).map((pieces) => pieces.join(""))
const place = fc.double({ min: 0, max: 1, noNaN: true })
const edit = fc.record({ at: place, removed: fc.nat(2), inserted: fc.constantFrom("", ..."<>\"'=/& \0-!;#\t") })
/** Markup with mistakes: single characters added and removed, and cut off anywhere. */
const damaged = fc.tuple(markup, fc.array(edit, { maxLength: 3 }), place).map(([html, edits, end]) => {
  const cut = html.slice(0, Math.ceil(html.length * end))
  return edits.reduce((text, { at, removed, inserted }) => {
    const position = Math.floor(text.length * at)
    return text.slice(0, position) + inserted + text.slice(position + removed)
  }, cut)
})

describe("sanitisePlainHtml", () => {
  it("does the same as the sanitiser without it", { tags: "property" }, () => {
    fc.assert(
      fc.property(fc.oneof(markup, damaged), (html) => {
        // A space before the `=` at the start is not plain: all of it takes the other path.
        const start = "<wbr x =1>"
        expect(sanitisePlainHtml(start + html, PLACE).at).toBe(0)
        expect(`<wbr>${sanitiseHtml(html, OPTIONS)}`).toBe(sanitiseHtml(start + html, OPTIONS))
      }),
      { numRuns: 5000 },
    )
  })

  it.each([
    ["clean HTML", '<p>a &amp; b</p><figure><img src="https://a.example/b.jpg" alt="c"></figure>'],
    ["lists", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><dl><dt>a</dt><dd>b</dd></dl>"],
    ["tables", "<table><tbody> <tr><td>a</td></tr></tbody></table>"],
    ["other spellings", "<P class=x>a&#8217;<br/>b</P><!-- c --><a href='/d' target=e>f</a>"],
    ["end tags that are missing or stray", "<div><b>a</i></div>b</p><em>c"],
  ])("does all of %s", (_, html) => {
    expect(sanitisePlainHtml(html, PLACE).at).toBe(html.length)
  })

  it.each([
    ["a player", "<p>a", '<iframe src="https://www.youtube.com/embed/x"></iframe>'],
    ["a post", "<div>", '<blockquote class="twitter-tweet">'],
    ["a block in a paragraph", "<p>a", "<div>"],
    ["an item in an item", "<ul><li>a", "<li>"],
    ["text between cells", "<table><tr>", "a"],
    ["a link to a footnote", "", '<a href="#n">a</a><b id="n">'],
    ["an end tag that the source cuts off", "<p>a", "</p"],
    ["a script with a comment", "", "<script><!-- </script>"],
    ["an attribute whose name begins with =", "<p>a", '<img ="</p>" src="/a.jpg">'],
  ])("stops before %s", (_, plain, other) => {
    const begun = sanitisePlainHtml(plain + other, PLACE)

    expect(begun.at).toBe(plain.length)
  })

  it.each(["<p></p", "<a href='/x'></a", "<b><i></b"])("closes every tag of %s", (html) => {
    expect(sanitiseHtml(html, OPTIONS)).toMatch(/>$/)
  })

  it("gives back clean HTML itself", () => {
    const html = "<p>a <b>b</b> &amp; c</p>"
    expect(sanitisePlainHtml(html, PLACE).out).toBe(html)
  })
})
