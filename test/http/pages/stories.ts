import { newsroom } from "../../support/newsroom.ts"
import { select } from "./support.ts"

export const DAY = 86_400_000

/** A newsroom with this many stories, a day between each, all with one section, tag and author. */
export async function withStories(count: number, config = {}) {
  const courier = newsroom({}, config)
  for (let n = 0; n < count; n++) {
    const published = new Date(courier.clock.now - n * DAY).toISOString()
    await courier.put(`s${n}`, {
      title: `Story ${n}`,
      date_published: published,
      tags: ["Clean Water"],
      authors: [{ name: "Laila Sahar" }],
      _check_also: { section: "Environment" },
    })
  }
  await courier.render()
  return courier
}

/** The ids of the stories that a page lists. */
export const stories = async (html: string) =>
  (await select(html, ".story a")).map(({ attributes }) => attributes.href!.replace("/articles/", ""))
