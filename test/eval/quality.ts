import { areCopies, shinglesOf } from "../../src/ranking/near-duplicates.ts"
import { type Bundle, EDITOR_TOKEN, startWorker } from "../support/worker.ts"
import { gain, mean, ndcg, rounded, type Story, type Task } from "./measures.ts"

const DEPTH = 5
const PARTNERS = 5
const PUSHED = 500
const SUMMARY = 280
const DAY = 24 * 3600_000

interface Found {
  asked: Story
  links: Story[]
}

/** Pushes what is held to a Worker as partners would, asks it for the links of each query, and judges the answers. */
export async function judge(task: Task, bundle: Bundle) {
  const worker = await startWorker({ bundle, offline: true })
  try {
    const call = caller(worker.url)
    await pushAll(call, task.held)
    const byUrl = new Map(task.held.map((story) => [urlOf(story), story]))
    const ask = async (asked: Story): Promise<Found> => {
      const { items } = await call("POST", `/check-also?limit=${DEPTH}`, toDraft(asked))
      return { asked, links: items.map(({ url }) => byUrl.get(url)!) }
    }
    const wanted: Found[] = []
    for (const asked of task.wanted) wanted.push(await ask(asked))
    const silent: Found[] = []
    for (const asked of task.silent) silent.push(await ask(asked))
    return summarise(task, wanted, silent)
  } finally {
    await worker.stop()
  }
}

type Call = (method: string, path: string, body: unknown) => Promise<{ items: { url: string }[] }>

const caller =
  (origin: string): Call =>
  async (method, path, body) => {
    const headers = { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" }
    const response = await fetch(origin + path, { method, headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json() as ReturnType<Call>
  }

const urlOf = ({ id }: Story) => `https://stories.example/${encodeURIComponent(id)}`
const bodyOf = ({ title, body = "" }: Story) => body.replace(title, "").trim()
const dateOf = ({ date }: Story) => (date === undefined ? {} : { date_published: new Date(date).toISOString() })

async function pushAll(call: Call, stories: Story[]): Promise<void> {
  for (let partner = 0; partner < PARTNERS; partner++) {
    const path = `/partners/eval-${partner}`
    await call("PUT", path, { name: `Partner ${partner}`, home_url: "https://stories.example/", max_links: DEPTH })
    const items = stories
      .filter((_, place) => place % PARTNERS === partner)
      .map((story) => ({
        id: urlOf(story),
        url: urlOf(story),
        title: story.title,
        summary: bodyOf(story).slice(0, SUMMARY),
        language: story.lang ?? "en",
        ...dateOf(story),
      }))
    for (let at = 0; at < items.length; at += PUSHED) {
      const feed = { version: "https://jsonfeed.org/version/1.1", title: "Eval", items: items.slice(at, at + PUSHED) }
      await call("POST", `${path}/items`, feed)
    }
  }
}

const toDraft = (story: Story) => ({
  url: urlOf(story),
  title: story.title,
  content_text: bodyOf(story) || story.title,
  language: story.lang ?? "en",
  ...dateOf(story),
})

function summarise(task: Task, wanted: Found[], silent: Found[]) {
  const at = (depth: number) => mean(wanted.map(({ asked, links }) => ndcg(asked, links, task.held, depth)))
  const precise = wanted.map(({ asked, links }) => links.slice(0, 3).filter((link) => gain(asked, link) > 0).length / 3)
  const ages = wanted.flatMap(({ asked, links }) =>
    links.flatMap(({ date }) =>
      date && asked.date ? [Math.abs(Date.parse(asked.date) - Date.parse(date)) / DAY] : [],
    ),
  )
  return {
    held: task.held.length,
    queries: wanted.length,
    "nDCG@3": rounded(at(3)),
    "nDCG@5": rounded(at(DEPTH)),
    "P@3": rounded(mean(precise)),
    "asked for silence": silent.length,
    silence: rounded(silent.filter(({ links }) => links.length === 0).length / Math.max(1, silent.length)),
    "copies in the top 5": wanted.reduce((sum, { links }) => sum + copies(links), 0),
    "mean age, days": ages.length ? rounded(mean(ages)) : "no dates",
  }
}

/** How many of the links are copies of one above them. */
function copies(links: Story[]): number {
  const texts = links.map((link) => shinglesOf(`${link.title}\n${bodyOf(link).slice(0, SUMMARY)}`, link.lang ?? "en"))
  return texts.filter((text, place) => texts.slice(0, place).some((above) => areCopies(above, text))).length
}
