import { culture } from "./culture.ts"
import { economy } from "./economy.ts"
import { environment } from "./environment.ts"
import type { Sample } from "./sample.ts"
import { society } from "./society.ts"

/** All articles of the demo newsroom. */
export const samples: Sample[] = [...environment, ...economy, ...society, ...culture]

/**
 * Makes the body of `PUT /articles/:id` from a sample. `base` is the demo's first start in milliseconds, so that a
 * later start sends the same bytes. `imageHost` is the address of its images, without a slash at the end.
 */
export function toArticleBody(sample: Sample, base: number, imageHost: string): Record<string, unknown> {
  const { title, summary, language, tags, section, image, html, authors, hoursAgo } = sample
  const published = new Date(base - hoursAgo * 3_600_000).toISOString()
  return {
    title,
    summary,
    language,
    tags,
    content_html: html,
    date_published: published,
    date_modified: published,
    authors: authors.map((name) => ({ name })),
    ...(image ? { image: `${imageHost}/images/${image.file}` } : {}),
    _check_also: {
      section,
      ...(image
        ? { image: { width: 1280, height: 720, type: "image/jpeg", alt: image.alt, credit: "The Kabul Courier" } }
        : {}),
    },
  }
}
