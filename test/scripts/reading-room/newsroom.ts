// The newsroom that the readers subscribe to, and what happens there between their visits.
// In: a running service. Out: the stories that a feed must show after each visit.
// Each story stands for something that readers are known to get wrong.

import { tick } from "../../../src/dev/worker.ts"
import type { JsonDocument } from "../../support/read-feed.ts"
import { waitFor } from "./process.ts"

const MAX_PUBLISH_MS = 60_000

/** A story as a person must see it. */
export interface Story {
  id: string
  url: string
  title: string
  time: number
  authors: string[]
  /** A sentence of its text. */
  text: string
  picture?: string
  enclosures: string[]
}

export interface Stage {
  what: string
  live: Story[]
  /** Ids of stories that were changed in substance, and of those that were taken back, since the first visit. */
  edited: string[]
  withdrawn: Story[]
}

interface Service {
  url: string
  token: string
  /** Where pictures and sound are. */
  media: string
}

interface Draft {
  title: string
  content_html: string
  text: string
  [member: string]: unknown
}

const STEPS = [
  "first visit",
  "after a publication",
  "after an edit of substance",
  "after a withdrawal",
  "nothing between",
] as const
export const VISITS = STEPS.length

/** Opens the newsroom; each call of `next` makes what precedes the next visit happen and waits until feeds have it. */
export async function openNewsroom(service: Service): Promise<{ next(): Promise<Stage> }> {
  const drafts = draftsOf(service.media)
  const stories = new Map<string, Story>()
  const edited: string[] = []
  const withdrawn: Story[] = []
  let visit = 0

  const publish = async (id: string, draft: Draft) => {
    const { text, ...item } = draft
    const answer = await ask(service, "PUT", `/articles/${id}`, item)
    const stored = (await answer.json()) as JsonDocument["items"][number]
    stories.set(id, {
      id,
      url: stored.url,
      title: draft.title,
      time: Math.floor(Date.parse(stored.date_published) / 1000),
      authors: (stored.authors ?? []).map(({ name }) => name),
      text,
      picture: stored.image,
      enclosures: (stored.attachments ?? []).map(({ url }) => url),
    })
  }
  const steps: (() => Promise<void>)[] = [
    async () => {
      for (const [id, draft] of Object.entries(drafts.first)) await publish(id, draft)
    },
    () => publish("ferry-timetable", drafts.later),
    async () => {
      await publish("bridge-opens", drafts.edited)
      edited.push("bridge-opens")
    },
    async () => {
      await ask(service, "DELETE", "/articles/market-rumour")
      withdrawn.push(stories.get("market-rumour")!)
      stories.delete("market-rumour")
    },
    async () => undefined,
  ]
  return {
    next: async () => {
      await steps[visit]!()
      const live = [...stories.values()]
      await waitFor("the feeds", MAX_PUBLISH_MS, async () => {
        // The clock asks for the sizes of attached files.
        await tick(service.url)
        return haveCaughtUp(service, live, withdrawn)
      })
      return { what: STEPS[visit++]!, live, edited: [...edited], withdrawn: [...withdrawn] }
    },
  }
}

/** Whether every format has what is live and nothing that was withdrawn: each is held in memory by itself. */
async function haveCaughtUp(service: Service, live: Story[], withdrawn: Story[]): Promise<true | null> {
  for (const path of ["/rss.xml", "/atom.xml", "/feed.json"]) {
    const document = await (await ask(service, "GET", path)).text()
    const has = ({ text }: Story) => document.includes(text)
    // A text with markup's characters is written differently in each format.
    if (!live.filter(({ text }) => !/[<&>]/.test(text)).every(has) || withdrawn.some(has)) return null
    // RSS has a file as its enclosure once its server has said its size.
    if (path === "/rss.xml" && !/flood\.mp3" length="[1-9]/.test(document)) return null
  }
  return true
}

async function ask(service: Service, method: string, path: string, body?: object): Promise<Response> {
  const answer = await fetch(service.url + path, {
    method,
    headers: { authorization: `Bearer ${service.token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

function draftsOf(media: string): { first: Record<string, Draft>; later: Draft; edited: Draft } {
  const bridge = {
    date_published: "2026-11-03T08:00:00Z",
    authors: [{ name: "Yusuf Karimi" }],
    summary: "When it opens.",
  }
  return {
    first: {
      "river-gauges": {
        title: "River gauges return to the valley",
        text: "Twelve gauges report again.",
        content_html: "<p>Twelve gauges report again.</p><p>The oldest stands by the mill.</p>",
        summary: "Gauges that fell silent report again.",
        image: `${media}/gauges.png`,
        date_published: "2026-11-01T08:00:00Z",
        authors: [{ name: "Laila Sahar" }, { name: "Omid Rahimi" }],
        tags: ["water"],
        attachments: [
          { url: `${media}/gauges.mp3`, mime_type: "audio/mpeg", size_in_bytes: 4096, title: "Listen" },
          { url: `${media}/gauges.pdf`, mime_type: "application/pdf", size_in_bytes: 2048, title: "The figures" },
        ],
      },
      "flood-hour": {
        title: "An hour of flood, heard again",
        text: "The siren is heard at minute nine.",
        content_html: "<p>The siren is heard at minute nine.</p>",
        date_published: "2026-11-02T08:00:00Z",
        authors: [{ name: "Laila Sahar" }],
        // Its size is not said: somebody has to ask the server.
        attachments: [{ url: `${media}/flood.mp3`, mime_type: "audio/mpeg" }],
      },
      "bridge-opens": {
        ...bridge,
        title: "The bridge opens on Monday",
        text: "It opens on Monday at noon.",
        content_html: "<p>It opens on Monday at noon.</p>",
      },
      "market-rumour": {
        title: "The market closes, some say",
        text: "Some say that the market closes.",
        content_html: "<p>Some say that the market closes.</p>",
        date_published: "2026-11-04T08:00:00Z",
        authors: [{ name: "Omid Rahimi" }],
      },
      "operator-share": {
        title: `AT&T's "profit" <up>`,
        text: "It asks whether a < b & c > d.",
        content_html: `<p>It asks whether a &lt; b &amp; c &gt; d.</p>`,
        summary: "On a < b & c.",
        date_published: "2026-11-05T08:00:00Z",
        authors: [{ name: "Nora O'Dell & Sons" }],
      },
      "vector-explained": {
        title: "Why std::vector<int> grows",
        text: "The code is std::vector<int> v; and that is all.",
        content_html: "<p>The code is <code>std::vector&lt;int&gt; v;</code> and that is all.</p>",
        date_published: "2026-11-06T08:00:00Z",
        authors: [{ name: "Yusuf Karimi" }],
      },
      "page-broken": {
        title: "The &nbsp; that broke a page, and &copy; too",
        text: "Nobody had looked.",
        content_html: "<p>Nobody had looked.</p>",
        date_published: "2026-11-07T08:00:00Z",
        authors: [{ name: "Yusuf Karimi" }],
      },
      "water-pashto": {
        title: "د کابل سیند اوبه بېرته راغلې",
        text: "اوبه بېرته راغلې.",
        content_html: "<p>اوبه بېرته راغلې.</p>",
        language: "ps",
        date_published: "2026-11-08T08:00:00+04:30",
        authors: [{ name: "لیلا سحر" }],
      },
    },
    later: {
      title: "The ferry has a new timetable",
      text: "The first ferry leaves at six.",
      content_html: "<p>The first ferry leaves at six.</p>",
      image: `${media}/ferry.png`,
      date_published: "2026-11-09T08:00:00Z",
      authors: [{ name: "Laila Sahar" }],
    },
    edited: {
      ...bridge,
      title: "The bridge opens on Friday, not on Monday",
      text: "It opens on Friday: a pier had to be mended.",
      content_html: "<p>It opens on Friday: a pier had to be mended.</p>",
    },
  }
}
