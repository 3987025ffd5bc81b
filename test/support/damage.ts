import { dropPages } from "../../src/store/boxes.ts"
import { watch } from "../../src/watch/watch.ts"
import { newsroom } from "./newsroom.ts"

// A newsroom with stories whose stored values a test damages.

export type Courier = ReturnType<typeof newsroom>

export const FORMATS = ["/rss.xml", "/atom.xml", "/feed.json"]

/** The key of the article's current revision in KV. */
export async function keyOf(courier: Courier, id: string): Promise<string> {
  const { keys } = await courier.services.articles.list({ prefix: `article/${id}/` })
  return keys[0]!.name
}

/** Damages the article in KV, and its copy too where nothing is to be left of it. */
export async function damage(
  courier: Courier,
  id: string,
  how: "missing" | "not JSON" | "another form",
  copyToo = false,
) {
  const { articles, db } = courier.services
  const key = await keyOf(courier, id)
  if (how === "missing") await articles.delete(key)
  else await articles.put(key, how === "not JSON" ? "{broken" : '{"v":1,"article":{"id":7}}')
  // Readers get whole pages from KV. Without them the damage shows.
  await dropPages(articles, [id])
  if (copyToo) await db.prepare("UPDATE revisions SET body = '?' WHERE article_id = ?1").bind(id).run()
}

export const titles = async (courier: Courier, path = "/feed.json") =>
  (await courier.feed(path)).items.map(({ title }) => title)
/** What /health says right after the clock has looked. */
export async function health(courier: Courier) {
  await watch(courier.services, courier.clock.now)
  return (await courier.request("/health")).json()
}

export async function withStories(): Promise<Courier> {
  const courier = newsroom()
  for (const id of ["bread", "gauges", "saffron"]) {
    await courier.put(id, { tags: ["kabul"] })
    courier.wait(60_000)
  }
  await courier.render()
  return courier
}
