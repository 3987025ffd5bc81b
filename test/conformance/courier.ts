/** Our newsroom as editors, readers, subscribers and its clock see it: by HTTP alone. */
import { setTimeout as pause } from "node:timers/promises"
import { elapse } from "../support/elapse.ts"
import { EDITOR_TOKEN, type RunningWorker } from "../support/worker.ts"
import type { Callback } from "./callbacks.ts"

/** How long an event may take that a test waits for. */
const MAX_WAIT_MS = 20_000
export const FORM = "application/x-www-form-urlencoded"
export const FILES = ["rss.xml", "atom.xml", "feed.json"]

/** The time of the Worker: that of this machine. */
export const clock = () => Date.now()

interface Page {
  subscriptions: Listed[]
  next_url?: string
}

/** A subscription as the operator sees it. */
export interface Listed {
  id: string
  topic: string
  callback: string
  protocol: string
  signed: boolean
  subscribed_at: string
  lease_expires_at: string
  failures: number
  trouble?: string
  next_try_at?: string
}

export type Newsroom = ReturnType<typeof newsroomOf>

export function newsroomOf(worker: RunningWorker) {
  const hub = `${worker.url}/websub`
  async function editor<Out>(method: string, path: string, body?: object): Promise<Out> {
    const headers = { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" }
    const answer = await fetch(`${worker.url}${path}`, { method, headers, body: body && JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? null : await answer.json()) as Out
  }
  const room = {
    worker,
    hub,
    editor,
    topic: (section: string, file = "rss.xml") => `${worker.url}/sections/${section}/${file}`,
    /** Puts an article into a section. */
    publish: (section: string, title: string, id = `${section}-${title}`.toLowerCase().replaceAll(" ", "-")) =>
      editor<unknown>("PUT", `/articles/${id}`, {
        title,
        content_html: `<p>All about ${title}.</p>`,
        _check_also: { section },
      }),
    /** A section that has its feeds. */
    async section(name: string): Promise<string> {
      await room.publish(name, "Begins")
      const db = await worker.miniflare.getD1Database("DB", "check-also")
      const kept = db.prepare("SELECT count(*) AS n FROM snapshots WHERE feed = ?1").bind(`sections/${name}`)
      await until(`the feeds of ${name} are kept`, async () => (await kept.first<number>("n")) === FILES.length)
      return room.topic(name)
    },
    post: (form: Record<string, string> | [string, string][], headers: Record<string, string> = {}, path = "/websub") =>
      fetch(`${worker.url}${path}`, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": FORM, ...headers },
        body: new URLSearchParams(form).toString(),
      }),
    ask: (mode: string, topic: string, { url }: Pick<Callback, "url">, more: Record<string, string> = {}) =>
      room.post({ "hub.mode": mode, "hub.topic": topic, "hub.callback": url, ...more }),
    /** What the operator sees of a callback. */
    async listed({ url }: Pick<Callback, "url">): Promise<Listed[]> {
      const found: Listed[] = []
      for (let path: string | undefined = "/subscriptions"; path; ) {
        const page: Page = await editor("GET", path)
        found.push(...page.subscriptions.filter((each) => each.callback === url))
        path = page.next_url?.slice(worker.url.length)
      }
      return found
    },
    /** Subscribes, and waits until the hub has verified it. */
    async subscribe(topic: string, callback: Callback, more: Record<string, string> = {}): Promise<Listed> {
      const before = callback.asked.length
      const { status } = await room.ask("subscribe", topic, callback, more)
      if (status !== 202) throw new Error(`the hub answers ${status}`)
      await until("the hub verifies", () => callback.asked.length > before)
      const found = async () =>
        (await room.listed(callback)).find((each) => new URL(topic).href === new URL(each.topic).href)
      await until("the hub has subscribed it", async () => (await found()) !== undefined)
      return (await found())!
    },
    /** One tick of the clock, so much later. */
    async later(milliseconds: number): Promise<void> {
      await elapse((await worker.miniflare.getD1Database("DB", "check-also")) as unknown as D1Database, milliseconds)
      await worker.tick(clock())
    },
    /** The feed as it is with this text in it. */
    async feedWith(url: string, text: string): Promise<{ type: string | null; link: string | null; body: string }> {
      let last = { type: null as string | null, link: null as string | null, body: "" }
      await until(`${url} has "${text}"`, async () => {
        const answer = await fetch(url, { headers: { "accept-encoding": "identity" } })
        const { headers } = answer
        last = { type: headers.get("content-type"), link: headers.get("link"), body: await answer.text() }
        return last.body.includes(text)
      })
      return last
    },
  }
  return room
}

/** Waits for an event, not for a time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + MAX_WAIT_MS; performance.now() < end; await pause(10)) if (await holds()) return
  throw new Error(`not within ${MAX_WAIT_MS / 1000} s: ${what}`)
}

/** The addresses of a Link header, by rel. */
export function relsOf(link: string | null | undefined): Record<string, string[]> {
  const rels: Record<string, string[]> = {}
  for (const [, href, rel] of (link ?? "").matchAll(/<([^>]*)>;\s*rel="([^"]*)"/g))
    rels[rel!] = [...(rels[rel!] ?? []), href!]
  return rels
}
