import type { Article, Publication, Tombstone } from "../../src/model/article.ts"
import type { Link } from "../../src/model/link.ts"

/** Midday of a Monday in Kabul. */
export const NOW = Date.UTC(2026, 10, 23, 7, 30)

export const PUBLICATION: Publication = {
  title: "The Kabul Courier",
  description: "Independent reporting from Kabul and the provinces.",
  language: "en",
  copyright: "© The Kabul Courier",
  contact: "desk@courier.example",
  homeUrl: "https://courier.example/",
  icon: "https://courier.example/icon.svg",
  siteUrl: "https://courier.example",
  hubs: ["https://courier.example/websub"],
}

const SUBJECTS = ["River gauges", "School roofs", "The night market", "Apricot prices", "A bus line", "Snow ploughs"]
const SECTIONS = ["Provinces", "Economy", "City"]

/** An ordinary article; the higher its number, the older it is by an hour. */
export function sampleArticle(number: number, more: Partial<Article> = {}): Article {
  const subject = SUBJECTS[number % SUBJECTS.length]!
  const id = `story-${number}`
  const url = `https://courier.example/articles/${id}`
  const time = new Date(NOW - number * 3600_000).toISOString()
  const paragraphs = Array.from(
    { length: 6 },
    (_, at) =>
      `<p>${subject} were the talk of the district again, reader, for the ${at + 2}nd week. Engineers from <a href="https://courier.example/people/${at}">the works office</a> counted ${number * 7 + at} of them &amp; wrote every one down in a ledger that has been kept since the bridge was built.</p>`,
  )
  return {
    id,
    guid: url,
    url,
    title: `${subject} are counted for the ${number}th time`,
    summary: `${subject} have a ledger of their own, and this week it was opened.`,
    contentHtml: `${paragraphs.join("\n")}\n<figure><img src="https://courier.example/media/${id}.jpg" alt="A ledger"><figcaption>The ledger, open.</figcaption></figure>`,
    image: {
      url: `https://courier.example/media/${id}.jpg`,
      width: 1200,
      height: 800,
      type: "image/jpeg",
      alt: "A ledger on a table",
      credit: "Laila Noor",
    },
    authors: [{ name: number % 2 ? "Laila Noor" : "Farid Amin", url: "https://courier.example/people/desk" }],
    tags: ["Water", subject],
    section: SECTIONS[number % SECTIONS.length]!,
    language: "en",
    attachments: [],
    datePublished: time,
    dateModified: time,
    ...more,
  }
}

export const sampleArticles = (count: number): Article[] => Array.from({ length: count }, (_, at) => sampleArticle(at))

export function sampleLink(number: number, more: Partial<Link> = {}): Link {
  return {
    id: `https://hilltop.example/${number}`,
    url: `https://hilltop.example/stories/${number}?from=feed&lang=en`,
    title: `What the hills say, part ${number}`,
    authors: [],
    partner: "hilltop",
    partnerName: "Hilltop Herald",
    score: 0.8,
    reason: ["ledger"],
    pinned: false,
    sponsored: false,
    fit: "related",
    ...more,
  }
}

export const sampleTombstone = (number: number): Tombstone => ({
  guid: `https://courier.example/articles/gone-${number}`,
  withdrawnAt: new Date(NOW - number * 24 * 3600_000).toISOString(),
})

const LANGUAGES: [string, string][] = [
  ["ps", "د سیند اوبه لوړې شوې"],
  ["fa", "آب رودخانه بالا آمد"],
  ["ar", "ارتفع منسوب النهر (AT&T)"],
  ["ur", "دریا کا پانی بڑھ گیا"],
  ["he", "הנהר עלה בלילה"],
  ["hi", "नदी का पानी बढ़ गया"],
  ["zh", "河水一夜之间上涨"],
  ["ru", "Река поднялась за ночь"],
  ["th", "แม่น้ำขึ้นสูงในคืนเดียว"],
  ["en-GB", "The river rose – and the ریور, too"],
]

const long = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length)

/** What newsrooms have sent, or might: each is one article's odd part, before anything was cleaned but its HTML. */
export const HOSTILE: [name: string, part: Partial<Article>][] = [
  ["an ampersand and a tag in the title", { title: "AT&T <b> buys a mast" }],
  ["a closed tag in the title", { title: "Use <b>bold</b> &amp; <i>italic</i> with care" }],
  [
    "a CDATA end twice",
    { title: "a ]]> b ]]> c", summary: "x ]]> y ]]> z", contentHtml: "<p>p ]]&gt; q ]]> r ]]></p>" },
  ],
  ["a CDATA start", { title: "<![CDATA[ really", summary: "<![CDATA[ once more ]]>" }],
  [
    "control characters",
    { title: "Bell\u0007 and back\u0008space", summary: "\u0000nul\u001f", contentHtml: "<p>\u000bv\u000c</p>" },
  ],
  ["C1 controls", { title: "Wide \u0080\u0092\u009f open", contentHtml: "<p>\u0085 next line</p>" }],
  [
    "noncharacters",
    { title: "End \ufffe of \uffff text \u{1fffe}", summary: "\ufdd0 in the middle", contentHtml: "<p>\u{10ffff}</p>" },
  ],
  ["a replacement character", { title: "Caf\ufffd", contentHtml: "<p>\ufffd</p>" }],
  ["lone surrogates", { title: "half \ud83d and \ude00 half", contentHtml: "<p>\udc00</p>", tags: ["\ud800x"] }],
  [
    "line and paragraph separators",
    { title: "one\u2028two\u2029three", summary: "a\u2028b", contentHtml: "<p>a\u2028b</p>" },
  ],
  [
    "carriage returns and tabs",
    { title: "one\r\ntwo\tthree\rfour", summary: "a\r\nb\rc", contentHtml: "<p>a\r\nb\r</p>" },
  ],
  ["emoji", { title: "Rain 🌧️ on 👩🏽‍🌾 and 🇦🇫", tags: ["🌧️", "🌧️ rain"], summary: "🌧️" }],
  ["only unwanted characters in the title", { title: "\u0000\u0008 \ufffe" }],
  [
    "entities in text",
    { title: "&lt;b&gt; &copy;1 &#38; &nope; ?a=1&lang=fa&copy=2", summary: "5 &lt; 6 &amp;&amp; 7 ?a=1&copy=2" },
  ],
  [
    "an e-mail address in angle brackets",
    { title: "Write to <desk@courier.example>", summary: "To <desk@courier.example>" },
  ],
  ["arithmetic", { title: "1 < 2 > 0 && a<b", summary: "if (a<b && c>d) x" }],
  ["a script as text", { title: "<script>alert(1)</script>", summary: "<script>alert('x')</script>" }],
  ["quotes", { title: `"double" 'single' « guillemets »`, tags: [`"quoted"`, "O'Neil"], section: `"Life" & 'Style'` }],
  ["no author", { authors: [] }],
  ["ten authors", { authors: Array.from({ length: 10 }, (_, at) => ({ name: `Author ${at} & Daughter` })) }],
  [
    "an author with markup",
    { authors: [{ name: "<b>Laila</b> <laila@courier.example>" }, { name: "</b>" }, { name: "" }] },
  ],
  [
    "an author with everything",
    { authors: [{ name: "N", url: "https://courier.example/n?a=1&b=2", avatar: "https://courier.example/n.png" }] },
  ],
  ["an author with no address", { authors: [{ name: "N", url: "not a url", avatar: "javascript:alert(1)" }] }],
  ["no image", { image: undefined }],
  ["an image without size", { image: { url: "https://courier.example/m/photo" } }],
  [
    "an image of a type that was never registered",
    { image: { url: "https://courier.example/a.jpg", type: "image/jpg" } },
  ],
  [
    "an image with odd details",
    {
      image: {
        url: "https://courier.example/a b.webp?x=<y>&z=|",
        alt: "<b>A</b> & B",
        credit: "<i>C</i> & D",
        width: 0,
      },
    },
  ],
  ["an image that is none", { image: { url: "data:image/png;base64,AAAA" } }],
  ["no tags, no section", { tags: [], section: undefined }],
  ["odd tags", { tags: ["a/b", "R&D", "<b>x</b>", "", "  ", "a/b", "C++", long("tag ", 100)] }],
  ["a section of signs", { section: "!!!" }],
  [
    "enclosures",
    {
      attachments: [
        { url: "https://courier.example/no-length.mp3", mimeType: "audio/mpeg" },
        { url: "https://courier.example/zero.mp3", mimeType: "audio/mpeg", sizeInBytes: 0 },
        {
          url: "https://courier.example/a.mp3?x=1&y=2",
          mimeType: "AUDIO/MPEG",
          sizeInBytes: 1234,
          title: "<b>Take</b> 1 & 2",
        },
        { url: "https://courier.example/b.mp4", mimeType: "video/mp4", sizeInBytes: 99999999, durationInSeconds: 61.5 },
        { url: "ftp://courier.example/c.bin", mimeType: "application/octet-stream", sizeInBytes: 1 },
      ],
    },
  ],
  ["no summary", { summary: "" }],
  ["no content", { contentHtml: "" }],
  ["neither", { summary: "", contentHtml: "" }],
  ["a title of 500 characters", { title: long("A long title & more ", 500) }],
  ["a body of a megabyte", { contentHtml: `<p>${long("The river <b>&amp;</b> the road. ", 33 * 31_000)}</p>` }],
  [
    "addresses with odd characters",
    {
      url: "https://courier.example/a b/ü/[x]|^?q=\"'<>`{}|^&z=%zz#f#g",
      contentHtml: `<p><a href="https://courier.example/?a=1&amp;b=%22">x</a></p>`,
    },
  ],
  ["an address that moved", { guid: "https://old.example/2019/05/story", url: "https://courier.example/new-home" }],
  ["an international address", { url: "https://گزارش.example/خبر?ش=۱", guid: "https://courier.example/articles/idn" }],
  ["the distant past", { datePublished: "1931-06-01T00:00:00.000Z", dateModified: "1931-06-01T00:00:00.000Z" }],
  ["before 1970", { datePublished: "1969-07-20T20:17:00.000Z", dateModified: "1969-07-21T02:56:15.000Z" }],
  ["a change dated ahead", { dateModified: "2031-01-01T00:00:00.000Z" }],
  ["a leap day", { datePublished: "2024-02-29T23:59:59.999Z", dateModified: "2024-02-29T23:59:59.999Z" }],
  ["mixed directions", { title: "The word سلام means peace, שלום too \u202ereversed\u202c" }],
  ["a mark of byte order", { title: "\ufeffTitle", summary: "\ufeffSummary", contentHtml: "\ufeff<p>Body</p>" }],
  [
    "a document that looks like ours",
    {
      title: "</title></item></channel>",
      summary: "\n<item>\n</item>",
      contentHtml: "<pre>\n&lt;item&gt;\n&lt;/entry&gt;\n]}</pre>\n],\n[",
      tags: ['","items":[', "</entry>"],
    },
  ],
  ...LANGUAGES.map(([language, title]): [string, Partial<Article>] => [
    `the language ${language}`,
    {
      language,
      title,
      summary: `${title}.`,
      contentHtml: `<p dir="auto">${title.replace("&", "&amp;")}.</p>`,
      section: title,
      tags: [title],
    },
  ]),
]

/** HTML as it comes in, for what must have become of it once it was sanitised. */
export const HOSTILE_HTML: [name: string, html: string][] = [
  ["scripts", `<p>a<script>alert(1)</script><style>p{}</style><noscript>n</noscript></p><script src=x>`],
  ["event handlers", `<p onclick="x()"><img src="/a.png" onerror=alert(1)><a href="javascript:alert(1)">b</a></p>`],
  [
    "relative addresses",
    `<p><a href="../b?x=1&y=2">b</a><img src="c.png" srcset="d.png 2x, e.png 3x"><a href="#f">f</a></p>`,
  ],
  [
    "frames",
    `<iframe src="https://www.youtube.com/embed/1?a=1&amp;b=2" title="A film" allowfullscreen></iframe><iframe src="https://evil.example"></iframe>`,
  ],
  [
    "objects and forms",
    `<object data="x"></object><embed src="y"><form action="/z"><input name=q><button>go</button></form>`,
  ],
  [
    "styles",
    `<p style="position:fixed;color:red">a</p><div style="background:url(x)" class="c" id="i">b</div><font color=red>c</font>`,
  ],
  ["broken nesting", `<p>a<b>b<p>c</i>d</b><li>e<td>f<table><tr><td>g</div>h`],
  ["bare text", `1 < 2 & 3 > 2 &nbsp;&eacute;&notareference; &#8; &#x0; &#xfffe; &#128;`],
  ["comments and sections", `<!-- c --><![CDATA[ d ]]><?php e ?><!doctype html><p>f<!-- ]]> --></p>`],
  [
    "a table",
    `<table><caption>c</caption><thead><tr><th scope=col>a</th></tr></thead><tbody><tr><td colspan=2>b</td></tr></tbody></table>`,
  ],
  [
    "media",
    `<figure><picture><source srcset="/a.webp" type="image/webp"><img src="/a.jpg" alt='"q" & <r>'></picture><figcaption>c</figcaption></figure><audio src="/a.mp3" controls></audio><video poster="/p.jpg"><source src="/v.mp4"></video>`,
  ],
  [
    "unknown elements",
    `<amp-img src="x"></amp-img><custom>a</custom><svg><script>1</script><circle r=1></svg><math><mi>x</mi></math>`,
  ],
  ["unclosed", `<p>a <b>b <a href="https://x.example/`],
  [
    "direction and language",
    `<p dir="rtl" lang="ps">سلام <bdo dir="ltr">abc</bdo> <bdi>x</bdi> <ruby>漢<rt>kan</rt></ruby></p>`,
  ],
  ["nothing", ``],
]
