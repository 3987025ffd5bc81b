import fc from "fast-check"
import type { Article, Attachment, Author, Image } from "../../src/model/article.ts"
import { NOW } from "./samples.ts"

/** Text of any kind that a CMS may send: markup, controls, surrogates, scripts of the world. */
const anyText = (maxLength = 60) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: "grapheme", maxLength }) },
    {
      weight: 2,
      arbitrary: fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
        maxLength,
      }),
    },
    {
      weight: 4,
      arbitrary: fc
        .array(
          fc.constantFrom(
            "<b>",
            "</b>",
            "&",
            "&amp;",
            "&lt;",
            "]]>",
            "<![CDATA[",
            "\u0008",
            "\ufffe",
            "\ud83d",
            "\r\n",
            "\u2028",
            "\ufeff",
            '"',
            "'",
            "<item>",
            "\n<entry>",
            "a",
            " ",
            "آ",
            "🌧️",
            "&copy=1",
            "<",
            ">",
            "</title>",
            "%",
            "\\",
            "\\u0008",
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join("")),
    },
  )

const slug = fc.stringMatching(/^[a-z0-9]{1,12}$/)
const url = fc.oneof(
  slug.map((name) => `https://courier.example/${name}`),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  anyText(20).map((text) => `https://courier.example/${text}`),
)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const author: fc.Arbitrary<Author> = fc.record({ name: anyText(20), url, avatar: url }, { requiredKeys: ["name"] })
const attachment: fc.Arbitrary<Attachment> = fc.record(
  {
    url,
    mimeType: fc.constantFrom("audio/mpeg", "video/mp4", "image/jpg", "application/pdf"),
    title: anyText(20),
    sizeInBytes: fc.integer({ min: 0, max: 2 ** 40 }),
    durationInSeconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
  },
  { requiredKeys: ["url", "mimeType"] },
)
const image: fc.Arbitrary<Image> = fc.record(
  {
    url,
    width: fc.integer({ min: 1, max: 9000 }),
    height: fc.integer({ min: 1, max: 9000 }),
    type: fc.constantFrom("image/jpeg", "image/jpg", "image/png"),
    alt: anyText(30),
    credit: anyText(20),
  },
  { requiredKeys: ["url"] },
)
const date = (max: number) =>
  fc
    .oneof(fc.integer({ min: Date.UTC(1900, 0, 1), max }), fc.constantFrom(NOW, NOW - 1000, NOW - 60_000))
    .map((time) => new Date(time).toISOString())

/** Articles with distinct ids and guids; their HTML is what `sanitise` made of anything. */
export const anyArticles = (sanitise: (html: string) => string): fc.Arbitrary<Article[]> =>
  fc
    .array(
      fc.record({
        title: anyText(),
        summary: anyText(100),
        contentHtml: anyText(200).map(sanitise),
        image: optional(image),
        authors: fc.array(author, { maxLength: 4 }),
        tags: fc.array(anyText(15), { maxLength: 5 }),
        section: optional(anyText(15)),
        language: fc.constantFrom("en", "ps", "fa", "de-AT"),
        attachments: fc.array(attachment, { maxLength: 3 }),
        datePublished: date(NOW),
        dateModified: date(NOW + 1e9),
        url: optional(url),
      }),
      { maxLength: 8 },
    )
    .map((parts) =>
      parts.map((part, at) => {
        const guid = `https://courier.example/articles/a-${at}`
        return { ...part, id: `a-${at}`, guid, url: part.url ?? guid }
      }),
    )
