import { picturesIn } from "../../lib/html/index.ts"
import type { Image } from "../../model/article.ts"

const MAX_TRIED = 20

/** The first picture in sanitised HTML. */
export function firstImage(html: string): Image | undefined {
  for (const picture of picturesIn(html, MAX_TRIED)) return picture
  return undefined
}
