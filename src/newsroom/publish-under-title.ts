import { sha256Hex } from "../lib/crypto/hash.ts"
import { latinSlug } from "../lib/text/slug.ts"
import { toDraft } from "../model/article-draft.ts"
import type { JsonFeedItemInput } from "../model/article-input.ts"
import type { NewsroomDeps } from "./deps.ts"
import { type PublishOutcome, publishArticle } from "./publish.ts"

/**
 * Publishes an article under an id made from its title. When another article has that id, it gets the marked id.
 * Sending the same item twice gives one article.
 */
export async function publishUnderTitle(
  deps: NewsroomDeps,
  input: JsonFeedItemInput,
  now: number,
): Promise<PublishOutcome> {
  const self = input.url ?? JSON.stringify([input.title, input.content_html ?? input.content_text])
  const [plain, marked] = await idsFromTitle(input.title, self)
  const draft = toDraft(input)
  const done = await publishArticle(deps, plain, draft, now, (row, hash) => row === null || row.hash === hash)
  return done.outcome === "precondition-failed" ? publishArticle(deps, marked, draft, now) : done
}

/**
 * Makes two ids from a title: a plain one, and a marked one for when another article has the plain one. The mark is a
 * digest of `self`, which identifies the item. Both are equal for a title without Latin letters.
 */
export async function idsFromTitle(title: string, self: string): Promise<[plain: string, marked: string]> {
  const mark = (await sha256Hex(self)).slice(0, 8)
  const latin = latinSlug(title)
  return latin ? [latin, `${latin}-${mark}`] : [`article-${mark}`, `article-${mark}`]
}
