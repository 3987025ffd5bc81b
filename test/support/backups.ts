import { saveSubscriber } from "../../src/store/subscribers.ts"
import { heldItem, hold } from "./held.ts"
import { EDITOR, newsroom, START } from "./newsroom.ts"
import { addPartner, jsonFeed, sentItem } from "./partners.ts"

type Courier = ReturnType<typeof newsroom>

const HOUR = 3_600_000
const FILES = ["rss.xml", "atom.xml", "feed.json"]
const FOLDERS = ["", "/summary", "/with-links", "/sections/news", "/tags/kabul", "/tags/gone", "/archive/2026-11"]

/** Addresses whose bytes a restore must give back. */
export const RESTORED_PATHS = [
  ...FOLDERS.flatMap((folder) => FILES.map((file) => `${folder}/${file}`)),
  ...[
    "/",
    "/feeds",
    "/feeds.opml",
    "/archive",
    "/archive/2026-11",
    "/tags/kabul",
    "/sitemap.xml",
    "/podcast.xml",
    "/search?q=about",
  ],
  ...["/articles/live", "/articles/live.json", "/articles/live/check-also", "/articles/corrected", "/articles/gone"],
  ...["/articles/later", "/articles/with-edits", "/articles/with-edits/check-also"],
]

/** Nothing is asked outside. */
export const noWeb = (async () => new Response(null, { status: 503 })) as unknown as typeof fetch

/** A newsroom with something of all that a back-up holds, rendered. */
export async function fullNewsroom(): Promise<Courier> {
  const courier = newsroom({ fetch: noWeb })
  const { db } = courier.services
  await addPartner({ id: "herald" }, Number.MAX_SAFE_INTEGER)
  await addPartner({ id: "house", role: "house", feedUrl: undefined }, Number.MAX_SAFE_INTEGER)
  await courier.send("POST", "/partners/herald/key", "")
  await hold(db, [
    heldItem("h1", { title: "All about live gauges", summary: "About live gauges of the river" }),
    heldItem("h2", { title: "About corrected gauges and with-edits", language: "en" }),
    heldItem("h3", { title: "Taken down by an editor" }),
  ])
  const facets = { tags: ["Kabul"], _check_also: { section: "News" } }
  await courier.put("live", { ...facets, attachments: [{ url: "https://x.example/a.mp3", mime_type: "audio/mpeg" }] })
  courier.wait(60_000)
  await courier.put("corrected", facets)
  await courier.put("with-edits", facets)
  await courier.put("gone", { ...facets, tags: ["Kabul", "Gone"] })
  await courier.put("later", { date_published: new Date(START + 48 * HOUR).toISOString() })
  await courier.render()
  courier.wait(HOUR)
  await courier.put("corrected", { ...facets, content_html: "<p>It was the other river, as we know now.</p>" })
  await courier.send("PUT", "/articles/with-edits/check-also", {
    pin: ["h1", { url: "https://else.example/p", title: "Elsewhere" }],
    exclude: ["h2"],
  })
  await courier.send("POST", "/partners/house/items", jsonFeed([sentItem(0), sentItem(1)]))
  await courier.render()
  await courier.withdraw("gone")
  await courier.request("/partners/herald/items/h3", { method: "DELETE", headers: EDITOR })
  const topic = { feed: "main", file: "rss.xml", callback: "https://reader.example/", protocol: "websub" as const }
  await saveSubscriber(db, { ...topic, askedAt: courier.clock.now, leaseExpiresAt: courier.clock.now + 24 * HOUR })
  await courier.render()
  // What is asked for once is kept.
  await answersOf(courier)
  await courier.render()
  courier.wait()
  return courier
}

/** What readers get: status, validators, bytes. */
export async function answersOf(courier: Courier): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  for (const path of RESTORED_PATHS) {
    const response = await courier.request(path)
    const { headers } = response
    answers[path] = [response.status, headers.get("etag"), headers.get("last-modified"), await response.text()]
  }
  return answers
}

export async function backUp(courier: Courier, query = "?items=true"): Promise<Uint8Array<ArrayBuffer>> {
  const response = await courier.request(`/backup${query}`, { headers: EDITOR })
  return new Uint8Array(await response.arrayBuffer())
}

export const restoring = (courier: Courier, body: BodyInit, query = "") =>
  courier.request(`/restore${query}`, { method: "POST", headers: EDITOR, body })

/** The lines of a gzipped back-up. */
export async function linesOfBackup(bytes: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
  return (await new Response(plain).text()).trimEnd().split("\n")
}
