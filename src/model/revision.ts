import { z } from "zod"
import type { Article } from "./article.ts"

// What a revision is as stored text. Revisions are kept for ever, so every form that was ever written stays readable:
//   0  the article itself
//   1  {"v": 1, "article": …}
const VERSION = 1

// What may be absent may also be null: JSON has no other word for a number that is none.
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined)
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined)
// Whatever a Date can be made of, years before 0 and after 9999 too.
const date = z.string().refine((value) => !Number.isNaN(Date.parse(value)))

const author = z.object({ name: z.string(), url: text, avatar: text })

const article = z.object({
  id: z.string(),
  guid: z.string(),
  url: z.string(),
  title: z.string(),
  summary: z.string(),
  contentHtml: z.string(),
  image: z
    .object({ url: z.string(), width: number, height: number, type: text, alt: text, credit: text })
    .nullish()
    .transform((value) => value ?? undefined),
  authors: z.array(author),
  tags: z.array(z.string()),
  section: text,
  language: z.string(),
  attachments: z.array(
    z.object({ url: z.string(), mimeType: z.string(), title: text, sizeInBytes: number, durationInSeconds: number }),
  ),
  datePublished: date,
  dateModified: date,
})

const stored = z.union([z.object({ v: z.literal(1), article }).transform((form) => form.article), article])

/** A revision as text, in the newest form. */
export const formatRevision = (article: Article): string => JSON.stringify({ v: VERSION, article })

/** The article of a stored text in any form; null when it is damaged or another article's. */
export function parseRevision(text: string | null | undefined, id: string): Article | null {
  if (typeof text !== "string") return null
  try {
    const { data } = stored.safeParse(JSON.parse(text))
    return data?.id === id ? data : null
  } catch {
    return null
  }
}
