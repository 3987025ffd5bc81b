import { z } from "zod"
import type { Article } from "./article.ts"

// The stored text of a revision. Revisions are kept for ever, so every older form stays readable:
//   0  the article itself
//   1  {"v": 1, "article": …}
const VERSION = 1

// Optional members may also be null, because JSON writes NaN as null.
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined)
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined)
// Any date that Date.parse accepts, including years before 0 and after 9999.
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

/** A revision as text in the newest form. */
export const formatRevision = (article: Article): string => JSON.stringify({ v: VERSION, article })

/** The article in a stored text of any form; null when the text is damaged or belongs to another article. */
export function parseRevision(text: string | null | undefined, id: string): Article | null {
  if (typeof text !== "string") return null
  try {
    const { data } = stored.safeParse(JSON.parse(text))
    return data?.id === id ? data : null
  } catch {
    return null
  }
}
