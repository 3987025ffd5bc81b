import { z } from "zod"
import type { Article } from "./article.ts"

// The stored text of a revision. A current revision is kept for ever, so every older form stays readable:
//   0  the article itself
//   1  {"v": 1, "article": …}
const VERSION = 1

const text = z.string().optional()
const number = z.number().optional()
// Any date that Date.parse accepts, including years before 0 and after 9999.
const date = z.string().refine((value) => !Number.isNaN(Date.parse(value)))

const author = z.object({ name: z.string(), url: text, avatar: text })

const article = z.object({
  id: z.string(),
  guid: z.string(),
  url: z.string(),
  title: z.string(),
  shortTitle: text,
  summary: z.string(),
  contentHtml: z.string(),
  image: z.object({ url: z.string(), width: number, height: number, type: text, alt: text, credit: text }).optional(),
  authors: z.array(author),
  tags: z.array(z.string()),
  section: text,
  language: z.string(),
  attachments: z.array(
    z.object({
      url: z.string(),
      mimeType: z.string(),
      title: text,
      sizeInBytes: number,
      durationInSeconds: number,
      language: text,
    }),
  ),
  datePublished: date,
  dateModified: date,
})

/** A revision as text in the newest form. */
export const formatRevision = (article: Article): string => JSON.stringify({ v: VERSION, article })

// Optional members may also be null, because JSON writes NaN as null.
const withoutNull = (_: string, value: unknown) => (value === null ? undefined : value)

/**
 * The article in a stored text of any form; null when the text is damaged or belongs to another article. The members keep
 * their order, so that feeds keep their bytes.
 */
export function parseRevision(stored: string | null | undefined, id: string): Article | null {
  if (typeof stored !== "string") return null
  try {
    const form = JSON.parse(stored, withoutNull)
    const found: Article = form?.v === VERSION ? form.article : form
    return article.safeParse(found).success && found.id === id ? found : null
  } catch {
    return null
  }
}
