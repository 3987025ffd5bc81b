import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"

const options = { baseUrl: "https://paper.example/", iframeHosts: ["www.youtube.com"], idSuffix: "dam" }
const PIECES =
  `<p> </p> <figure> </figure> <figcaption>c</figcaption> <a_href="#n"> </a> <b_id="n"> </b> <a_name="n"> <img_src="/a.jpg">
<img_src="data:x"_data-src="/a.jpg"> <noscript> </noscript> <noscript><img_src="/a.jpg"></noscript> <img_srcset="/a.jpg_1x">
<iframe_src="https://www.youtube.com/embed/a"></iframe> <iframe_src="https://open.spotify.com/embed/track/a"></iframe>
<blockquote_class="twitter-tweet"> </blockquote> <a_href="https://x.com/a/status/1"> <div_class="fb-post"_data-href="https://www.facebook.com/a">
</div> <table> <tr> <td> </table> <ul> <li> </ul> <svg> </svg> <template> </template> <script> </script> <h2> </h2> text`
    .split(/\s+/)
    .map((piece) => piece.replaceAll("_", " "))

describe("sanitiseHtml", () => {
  it("changes nothing a second time", { tags: "property" }, () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }), (pieces) => {
        const once = sanitiseHtml(pieces.join(""), options)
        expect(sanitiseHtml(once, options)).toBe(once)
      }),
      { numRuns: 3000 },
    )
  })
})
