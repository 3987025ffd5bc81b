import { latinSlug } from "../../lib/text/slug.ts"
import type { Post } from "./post.ts"

/** A request to the service as an editor. */
export type Ask = (method: string, path: string, body?: object) => Promise<{ status: number; body: string }>

export type Published =
  | { outcome: "new" | "changed" | "there"; id: string }
  | { outcome: "refused"; id: string; reason: string }

/**
 * Publishes a post under its slug; under its slug with a mark when another article has that. `mark` is of the post's
 * address, so the same post has the same id each time. A post that is here stays as it is, unless `update` is set.
 */
export async function publishPost(ask: Ask, post: Post, mark: string, update: boolean): Promise<Published> {
  const plain = latinSlug(post.slug || post.item.title)
  const ids = plain ? [plain, `${plain}-${mark}`] : [`article-${mark}`]
  for (const id of ids) {
    const there = await ask("GET", `/articles/${id}.json`)
    if (there.status === 410) return { outcome: "refused", id, reason: "it was withdrawn here" }
    if (there.status === 200) {
      if (!isSame(post, there.body)) continue
      if (!update) return { outcome: "there", id }
    } else if (there.status !== 404) {
      return { outcome: "refused", id, reason: reasonOf(there) }
    }
    const done = await ask("PUT", `/articles/${id}`, post.item)
    const owner = done.status === 409 ? ownerIn(reasonOf(done)) : null
    if (owner) return update ? publishUnder(ask, owner, post) : { outcome: "there", id: owner }
    return toPublished(id, done)
  }
  return { outcome: "refused", id: ids.at(-1)!, reason: "other articles have its ids" }
}

async function publishUnder(ask: Ask, id: string, post: Post): Promise<Published> {
  return toPublished(id, await ask("PUT", `/articles/${id}`, post.item))
}

function toPublished(id: string, done: { status: number; body: string }): Published {
  if (done.status >= 300) return { outcome: "refused", id, reason: reasonOf(done) }
  return { outcome: done.status === 201 ? "new" : "changed", id }
}

/** The article that was first published at the post's address, under another id. */
const ownerIn = (detail: string) => /^Article ([a-z0-9-]+) was first published/.exec(detail)?.[1] ?? null

/** An article's id in feeds is its first address. Without one, its address here has its slug. */
function isSame({ item }: Post, body: string): boolean {
  const there = JSON.parse(body) as { id?: string; url?: string; title?: string }
  return item.url ? [there.id, there.url].some((each) => each === item.url) : there.title === item.title
}

function reasonOf({ status, body }: { status: number; body: string }): string {
  try {
    const { detail } = JSON.parse(body) as { detail?: string }
    if (detail) return detail
  } catch {}
  return `the service answers ${status}`
}
