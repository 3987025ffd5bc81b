import { z } from "zod"
import type { Article } from "./article.ts"

// What a revision is as stored text. Revisions are kept for ever, so every form that was ever written stays readable:
//   0  the article itself
//   1  {"v": 1, "article": …}
const VERSION = 1

const author = z.object({ name: z.string(), url: z.string().optional(), avatar: z.string().optional() })

const article = z.object({
  id: z.string(),
  guid: z.string(),
  url: z.string(),
  title: z.string(),
  summary: z.string(),
  contentHtml: z.string(),
  image: z
    .object({
      url: z.string(),
      width: z.number().optional(),
      height: z.number().optional(),
      type: z.string().optional(),
      alt: z.string().optional(),
      credit: z.string().optional(),
    })
    .optional(),
  authors: z.array(author),
  tags: z.array(z.string()),
  section: z.string().optional(),
  language: z.string(),
  attachments: z.array(
    z.object({
      url: z.string(),
      mimeType: z.string(),
      title: z.string().optional(),
      sizeInBytes: z.number().optional(),
      durationInSeconds: z.number().optional(),
    }),
  ),
  datePublished: z.iso.datetime({ offset: true }),
  dateModified: z.iso.datetime({ offset: true }),
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
