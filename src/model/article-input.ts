import { z } from "zod"
import { parseLanguage } from "../lib/text/language.ts"
import { parseRfc3339 } from "../lib/text/time.ts"
import { isVisible } from "../lib/text/visible.ts"
import * as limits from "./limits.ts"

const text = (max: number) => z.string("must be text").max(max, `must be at most ${max} characters long`)
const list = <T extends z.ZodType>(member: T, what: string, max: number) =>
  z.array(member, `must be a list of ${what}`).max(max, `must have at most ${max} members`)

const url = text(limits.MAX_URL_CHARACTERS).refine(isWebAddress, "must be an absolute http or https address")
const date = text(50).refine(
  (value) => parseRfc3339(value) !== null,
  "must be a date by RFC 3339 with an offset, such as 2026-11-23T09:30:00+04:30",
)
const wholeNumber = z.number("must be a number").int("must be a whole number").nonnegative("must not be negative")
const mimeType = text(limits.MAX_MIME_TYPE_CHARACTERS).regex(
  /^[a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]*(\s*;.*)?$/i,
  "must be a MIME type such as audio/mpeg",
)

const author = z
  .object(
    { name: text(limits.MAX_AUTHOR_CHARACTERS).nullish(), url: url.nullish(), avatar: url.nullish() },
    "must be an author object",
  )
  .refine(({ name }) => Boolean(name?.trim()), { message: "must be text that is not empty", path: ["name"] })

const language = z
  .string("must be text")
  .refine((tag) => parseLanguage(tag) !== null, "must be a language tag by BCP 47, such as en or ps-AF")

const attachment = z.object(
  {
    url,
    mime_type: mimeType,
    title: text(limits.MAX_ATTACHMENT_TITLE_CHARACTERS).nullish(),
    size_in_bytes: wholeNumber.nullish(),
    duration_in_seconds: z.number("must be a number").nonnegative("must not be negative").nullish(),
    _check_also: z.object({ language: language.nullish() }, "must be an object").nullish(),
  },
  "must be an attachment object",
)

const imageDetails = z.object(
  {
    width: wholeNumber.positive("must be above 0").nullish(),
    height: wholeNumber.positive("must be above 0").nullish(),
    alt: text(limits.MAX_IMAGE_ALT_CHARACTERS).nullish(),
    credit: text(limits.MAX_IMAGE_CREDIT_CHARACTERS).nullish(),
    type: mimeType.nullish(),
  },
  "must be an object",
)

/** The body of PUT and POST /articles: a JSON Feed 1.1 item. Other keys are ignored. */
export const jsonFeedItemInput = z
  .object(
    {
      title: z
        .string("must be present, as text")
        .max(limits.MAX_TITLE_CHARACTERS, `must be at most ${limits.MAX_TITLE_CHARACTERS} characters long`)
        .refine(isVisible, "must not be empty: it needs a character that people can see"),
      url: url.nullish(),
      content_html: z.string("must be text").nullish(),
      content_text: z.string("must be text").nullish(),
      summary: text(limits.MAX_SUMMARY_CHARACTERS).nullish(),
      image: url.nullish(),
      date_published: date.nullish(),
      date_modified: date.nullish(),
      authors: list(author, "authors", limits.MAX_AUTHORS).nullish(),
      author: author.nullish(),
      tags: list(text(limits.MAX_TAG_CHARACTERS), "texts", limits.MAX_ARTICLE_TAGS).nullish(),
      language: language.nullish(),
      attachments: list(attachment, "attachments", limits.MAX_ARTICLE_ATTACHMENTS).nullish(),
      _check_also: z
        .object(
          {
            section: text(limits.MAX_SECTION_CHARACTERS).nullish(),
            short_title: text(limits.MAX_SHORT_TITLE_CHARACTERS).nullish(),
            image: imageDetails.nullish(),
            correction: z.boolean("must be true or false").nullish(),
          },
          "must be an object",
        )
        .nullish(),
    },
    "must be a JSON Feed item: an object",
  )
  .refine((item) => [item.content_html, item.content_text].some(saysSomething), {
    message: "must be present, unless content_text is",
    path: ["content_html"],
    // By default zod skips this check when another field is wrong. With `when`, both errors are reported.
    when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value),
  })

/** Content of another type counts as present here, because the schema already reports its type. */
const saysSomething = (content: unknown) => (typeof content === "string" ? content.trim() !== "" : content != null)

export type JsonFeedItemInput = z.infer<typeof jsonFeedItemInput>

function isWebAddress(value: string): boolean {
  if (!/^https?:\/\//i.test(value)) return false
  const parsed = URL.parse(value)
  return parsed !== null && parsed.username === "" && parsed.password === ""
}
