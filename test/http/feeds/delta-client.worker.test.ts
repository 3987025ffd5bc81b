import { expect, inject, it } from "vitest"
import { slugOf } from "../../../src/lib/text/slug.ts"
import { randomFrom } from "../../support/http-cases.ts"
import { DELTA, newsroom, START } from "../../support/newsroom.ts"
import { all, parseXml, type ReadEntry, readAtom, readJson, readRss } from "../../support/read-feed.ts"

// A reader that lives on deltas, through a long history: it never misses an entry, a change or a withdrawal.

const READ = { "rss.xml": readRss, "atom.xml": readAtom, "feed.json": readJson } as const
type File = keyof typeof READ
const FOLDERS = ["", "/sections/water", "/tags/kabul"]
const MAX_FEED_ARTICLES = 50
const MINUTE = 60_000

// `npm run fuzz` repeats this ten times: 20 seeds of 300 steps.
const isFuzz = inject("seed") === null
const [SEEDS, STEPS] = isFuzz ? [2, 300] : [1, 40]

interface Story {
  published: number
  section: string
  tags: string[]
  edits: number
  isLive: boolean
}

interface Client {
  folder: string
  file: File
  etag: string
  /** guid → the entry as the reader has it. */
  has: Map<string, string>
}

const guidOf = (id: string) => `https://courier.example/articles/${id}`
const isIn = (folder: string, { section, tags }: Story) =>
  folder === "" || folder === `/sections/${slugOf(section)}` || tags.some((tag) => folder === `/tags/${tag}`)

async function live(seed: number) {
  const random = randomFrom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const courier = newsroom()
  const stories = new Map<string, Story>()
  const put = (id: string) => {
    const { published, section, tags, edits } = stories.get(id)!
    return courier.put(id, {
      title: `About ${id}, ${edits}`,
      date_published: new Date(published).toISOString(),
      tags,
      _check_also: { section },
    })
  }
  const publish = (published: number) => {
    const id = `s${stories.size}`
    const section = random() < 0.5 ? "Water" : "Bread"
    stories.set(id, { published, section, tags: random() < 0.5 ? ["kabul"] : [], edits: 0, isLive: true })
    return put(id)
  }
  const change = async (id: string, changes: Partial<Story>) => {
    stories.set(id, { ...stories.get(id)!, ...changes, edits: stories.get(id)!.edits + 1 })
    await put(id)
  }
  const act = async () => {
    const ids = [...stories.keys()]
    const id = ids[below(ids.length)]!
    const story = stories.get(id)!
    const kind = random()
    if (kind < 0.4) await publish(courier.clock.now - (random() < 0.8 ? 0 : below(90) * 60 * MINUTE))
    else if (!story.isLive) await change(id, { isLive: true })
    else if (kind < 0.55) await change(id, {})
    else if (kind < 0.75) {
      stories.set(id, { ...story, isLive: false })
      await courier.withdraw(id)
    } else if (kind < 0.9) await change(id, { section: story.section === "Water" ? "Bread" : "Water" })
    else await change(id, { tags: story.tags.length ? [] : ["kabul"] })
  }

  for (let n = 0; n < 48; n++) await publish(START - n * 60 * MINUTE)
  await courier.render()
  const clients = FOLDERS.flatMap((folder) =>
    (Object.keys(READ) as File[]).map((file): Client => ({ folder, file, etag: "", has: new Map() })),
  )
  const wholes = new Map<string, { etag: string; entries: ReadEntry[] }>()
  const deltas: Record<string, number> = {}
  for (let step = 0; step < STEPS; step++) {
    for (let acts = below(3); acts >= 0; acts--) await act()
    await courier.render()
    courier.wait((1 + below(40)) * MINUTE)
    for (const client of clients) if (random() < 0.6) await visit(client, step)
  }
  return deltas

  /** The entries of the whole feed, read once for each version. */
  async function wholeFeed(path: string, file: File) {
    const answer = await courier.request(path)
    const etag = answer.headers.get("etag")!
    const known = wholes.get(path)
    if (known?.etag === etag) return known.entries
    const entries = READ[file](await answer.text())
    wholes.set(path, { etag, entries })
    return entries
  }

  async function visit(client: Client, step: number) {
    const { folder, file, has } = client
    const path = `${folder}/${file}`
    const answer = await courier.request(path, { headers: { ...DELTA, "if-none-match": client.etag } })
    const name = `seed ${seed}, step ${step}, ${path}: ${answer.status}`
    if (answer.status === 200) has.clear()
    if (answer.status !== 304) {
      const text = await answer.text()
      for (const entry of READ[file](text)) has.set(entry.id, JSON.stringify(entry))
      for (const guid of tombstones(file, text)) has.delete(guid)
    }
    if (answer.status === 226) deltas[file] = (deltas[file] ?? 0) + 1
    client.etag = answer.headers.get("etag")!
    const whole = await wholeFeed(path, file)
    for (const entry of whole) expect(has.get(entry.id), `${name} misses ${entry.id}`).toBe(JSON.stringify(entry))
    // What newer entries have pushed out of a full feed, the reader may keep or not.
    const shown = new Set(whole.map(({ id }) => id))
    const published = new Map([...stories].map(([id, story]) => [guidOf(id), story.published]))
    const oldest = whole.length < MAX_FEED_ARTICLES ? 0 : Math.min(...whole.map(({ id }) => published.get(id)!))
    for (const [id, story] of stories) {
      const guid = guidOf(id)
      if (shown.has(guid) || !has.has(guid)) continue
      expect(story.isLive, `${name} still has ${id}, which was withdrawn`).toBe(true)
      expect(isIn(folder, story) || story.published <= oldest, `${name} still has ${id}, which has left`).toBe(true)
      has.delete(guid)
    }
  }
}

const tombstones = (file: File, text: string) =>
  file === "atom.xml" ? all(parseXml(text), "at:deleted-entry").map(({ attributes }) => String(attributes.ref)) : []

it("a reader of deltas misses nothing", { tags: "property", timeout: 3_600_000 }, async () => {
  const given = inject("seed")
  for (let n = 0; n < SEEDS; n++) {
    const deltas = await live(given === null ? crypto.getRandomValues(new Uint32Array(1))[0]! : given + n)
    for (const file of Object.keys(READ)) expect([file, (deltas[file] ?? 0) > 3]).toEqual([file, true])
  }
})
