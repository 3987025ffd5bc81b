import { describe, expect, it } from "vitest"
import { fieldErrors } from "../../src/http/kit/problem.ts"
import { toDraft } from "../../src/model/article-draft.ts"
import { jsonFeedItemInput } from "../../src/model/article-input.ts"

/** What a body becomes on its way in: a draft, or the errors that the answer lists. */
function parse(body: unknown) {
  const parsed = jsonFeedItemInput.safeParse(body)
  return parsed.success ? { draft: toDraft(parsed.data) } : { errors: fieldErrors(parsed.error) }
}

const WHOLE = {
  id: 17,
  title: " Title ",
  url: "HTTPS://Courier.example/a b",
  content_html: "<p>Body</p>",
  content_text: "Body",
  summary: " Short. ",
  image: "https://courier.example/i.jpg",
  date_published: "2026-11-23T12:00:00+04:30",
  date_modified: "2026-11-23t08:00:00.25z",
  authors: [{ name: " Laila ", url: "https://courier.example", avatar: null }],
  tags: ["Water", " Water ", ""],
  language: "PS-af",
  attachments: [
    { url: "https://courier.example/a.mp3", mime_type: "audio/mpeg", size_in_bytes: 5, duration_in_seconds: 1.5 },
  ],
  _check_also: {
    section: " World ",
    image: { width: 3, height: 2, alt: "A", credit: "C", type: "image/jpeg" },
    other: 1,
  },
  _other: { anything: [1] },
  external_url: "whatever",
}

describe("a JSON Feed item as an article's draft", () => {
  it("takes all it knows and lets the rest be", () => {
    expect(parse(WHOLE)).toEqual({
      draft: {
        title: "Title",
        url: "https://courier.example/a%20b",
        contentHtml: "<p>Body</p>",
        contentText: "Body",
        summary: "Short.",
        image: { url: "https://courier.example/i.jpg", width: 3, height: 2, alt: "A", credit: "C", type: "image/jpeg" },
        authors: [{ name: "Laila", url: "https://courier.example/" }],
        tags: ["Water"],
        section: "World",
        language: "ps-AF",
        attachments: [
          { url: "https://courier.example/a.mp3", mimeType: "audio/mpeg", sizeInBytes: 5, durationInSeconds: 1.5 },
        ],
        datePublished: "2026-11-23T07:30:00.000Z",
        dateModified: "2026-11-23T08:00:00.250Z",
      },
    })
  })

  it("needs a title and one text; null counts as absent", () => {
    const nothing = {
      url: null,
      summary: null,
      image: null,
      authors: null,
      tags: null,
      language: null,
      _check_also: null,
    }
    expect(parse({ title: "T", content_text: "B", content_html: null, ...nothing })).toEqual({
      draft: { title: "T", contentText: "B", authors: [], tags: [], attachments: [] },
    })
  })

  it("takes JSON Feed 1.0's one author", () => {
    expect(parse({ title: "T", content_text: "B", author: { name: "Laila" } })).toMatchObject({
      draft: { authors: [{ name: "Laila" }] },
    })
  })

  const GOOD = { title: "T", content_text: "B" }
  it.each([
    [null, "", "must be a JSON Feed item: an object"],
    [[], "", "must be a JSON Feed item: an object"],
    ["text", "", "must be a JSON Feed item: an object"],
    [{ content_text: "B" }, "/title", "must be present, as text"],
    [{ ...GOOD, title: 7 }, "/title", "must be present, as text"],
    [{ ...GOOD, title: "  " }, "/title", "must not be empty: it needs a character that people can see"],
    [
      { ...GOOD, title: "\u200b \u00ad\u3164" },
      "/title",
      "must not be empty: it needs a character that people can see",
    ],
    [{ ...GOOD, title: "x".repeat(1001) }, "/title", "must be at most 1000 characters long"],
    [{ title: "T" }, "/content_html", "must be present, unless content_text is"],
    [{ title: "T", content_html: " " }, "/content_html", "must be present, unless content_text is"],
    [{ ...GOOD, url: "/a" }, "/url", "must be an absolute http or https address"],
    [{ ...GOOD, url: "javascript:alert(1)" }, "/url", "must be an absolute http or https address"],
    [{ ...GOOD, url: "https://user:word@courier.example/" }, "/url", "must be an absolute http or https address"],
    [{ ...GOOD, image: "i.jpg" }, "/image", "must be an absolute http or https address"],
    [
      { ...GOOD, date_published: "2026-11-23" },
      "/date_published",
      "must be a date by RFC 3339 with an offset, such as 2026-11-23T09:30:00+04:30",
    ],
    [
      { ...GOOD, date_published: "2026-11-23T09:30:00" },
      "/date_published",
      "must be a date by RFC 3339 with an offset, such as 2026-11-23T09:30:00+04:30",
    ],
    [
      { ...GOOD, date_modified: "2026-02-30T09:30:00Z" },
      "/date_modified",
      "must be a date by RFC 3339 with an offset, such as 2026-11-23T09:30:00+04:30",
    ],
    [
      { ...GOOD, date_modified: "0001-01-01T00:00:00Z" },
      "/date_modified",
      "must be a date by RFC 3339 with an offset, such as 2026-11-23T09:30:00+04:30",
    ],
    [
      { ...GOOD, date_modified: "9999-12-31T23:59:59-01:00" },
      "/date_modified",
      "must be a date by RFC 3339 with an offset, such as 2026-11-23T09:30:00+04:30",
    ],
    [{ ...GOOD, authors: "Laila" }, "/authors", "must be a list of authors"],
    [
      { ...GOOD, authors: [{ name: "A" }, { url: "https://courier.example" }] },
      "/authors/1/name",
      "must be text that is not empty",
    ],
    [{ ...GOOD, authors: [{ name: "A".repeat(301) }] }, "/authors/0/name", "must be at most 300 characters long"],
    [{ ...GOOD, summary: "s".repeat(10_001) }, "/summary", "must be at most 10000 characters long"],
    [{ ...GOOD, tags: Array.from({ length: 201 }, String) }, "/tags", "must have at most 200 members"],
    [{ ...GOOD, tags: ["a", 1] }, "/tags/1", "must be text"],
    [{ ...GOOD, language: "english please" }, "/language", "must be a language tag by BCP 47, such as en or ps-AF"],
    [{ ...GOOD, language: "thai" }, "/language", "must be a language tag by BCP 47, such as en or ps-AF"],
    [
      { ...GOOD, attachments: [{ url: "https://courier.example/a", mime_type: "mp3" }] },
      "/attachments/0/mime_type",
      "must be a MIME type such as audio/mpeg",
    ],
    [
      { ...GOOD, attachments: [{ url: "https://courier.example/a", mime_type: "audio/mpeg", size_in_bytes: -1 }] },
      "/attachments/0/size_in_bytes",
      "must not be negative",
    ],
    [{ ...GOOD, _check_also: { image: { width: 0 } } }, "/_check_also/image/width", "must be above 0"],
  ])("%j: %s %s", (body, pointer, detail) => {
    expect(parse(body)).toEqual({ errors: [{ pointer, detail }] })
  })

  it("names every fault at once", () => {
    const parsed = parse({ url: "x", tags: 1 })
    expect(parsed.errors?.map(({ pointer }) => pointer).sort()).toEqual(["/content_html", "/tags", "/title", "/url"])
  })
})
