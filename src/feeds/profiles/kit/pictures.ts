// Which pictures of an article an aggregator looks at: its image, and the first of its text.
import { picturesIn } from "../../../lib/html/index.ts"
import type { Article, Image } from "../../../model/article.ts"
import type { Measured, Profile } from "./profile.ts"

/** So many images of one text are looked at, and measured at most. */
export const MAX_PICTURES = 10

/** The pictures of the text, each once. The HTML says how large they are shown, so only what was measured counts. */
export function picturesOf({ contentHtml }: Article, known: ReadonlyMap<string, Measured>): Image[] {
  const found = new Map<string, Image>()
  for (const { url, alt } of picturesIn(contentHtml, MAX_PICTURES)) {
    if (!found.has(url)) found.set(url, { url, ...(alt ? { alt } : {}), ...known.get(url) })
  }
  return [...found.values()]
}

/** The image. An article without one has the first picture of its text, but for a podcast, whose show has artwork. */
export const imageOf = (
  { isPodcast }: Pick<Profile, "isPodcast">,
  article: Article,
  pictures: Image[],
): Image | undefined => article.image ?? (isPodcast ? undefined : pictures[0])

/** What decides which pictures are looked at. */
export type Looks = Pick<Profile, "isPodcast" | "checksPictures" | "document">

/** The addresses that a feed must know the sizes of: `images` first, then those of `texts`. A sitemap has no pictures. */
export function picturesToMeasure(all: Looks[], article: Article): { images: string[]; texts: string[] } {
  const profiles = all.filter(({ document }) => !document)
  if (profiles.length === 0) return { images: [], texts: [] }
  const pictures = picturesOf(article, new Map())
  const images = new Set(profiles.flatMap((profile) => imageOf(profile, article, pictures)?.url ?? []))
  const texts = profiles.some(({ checksPictures }) => checksPictures) ? pictures.map(({ url }) => url) : []
  return { images: [...images], texts: texts.filter((url) => !images.has(url)) }
}
