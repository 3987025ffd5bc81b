import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { parseArgs } from "node:util"
import { readSite, runScript, type Site, tryAsk } from "../site.ts"
import { type Document, readFeedWithArchives } from "./feed.ts"
import { ghostTables, readGhost } from "./ghost.ts"
import type { Found, Post } from "./post.ts"
import { type Ask, publishPost } from "./publish.ts"
import { isWordPress, readWordPress } from "./wordpress.ts"

// `npm run import -- FILE_OR_URL [--site URL] [--update] [--dry-run]`: publishes the posts of a WordPress export, a Ghost
// export, or a feed with its archives. See src/backup/README.md. SITE is the address of the service (default: the local
// one). EDITOR_TOKEN is its editors' token.

const USAGE = "npm run import -- FILE_OR_URL [--site URL] [--update] [--dry-run]"
const MAX_WAIT_MS = 60_000
const MAX_SHOWN = 50

async function read(source: string, site: string | undefined): Promise<Found> {
  const now = Date.now()
  const document = /^https?:/i.test(source) ? await getDocument(source) : { bytes: await readFile(source), url: site }
  if (!document) throw new Error(`there is nothing at ${source}`)
  const text = new TextDecoder().decode(document.bytes)
  if (isWordPress(text)) return readWordPress(text, now)
  const tables = ghostTables(text)
  if (tables) return readGhost(tables, site)
  const found = await readFeedWithArchives(document, getDocument, now)
  if (!found) throw new Error(`${source} is no WordPress export, no Ghost export and no feed`)
  return found
}

async function getDocument(url: string): Promise<Document | null> {
  const headers = { "user-agent": "CheckAlso-Import/1.0", accept: "*/*" }
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(MAX_WAIT_MS) })
  if (answer.status === 404 || answer.status === 410) return null
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
  return {
    bytes: new Uint8Array(await answer.arrayBuffer()),
    url: answer.url,
    contentType: answer.headers.get("content-type") ?? undefined,
  }
}

/** Oldest first, so that archives fill in their order. */
async function publishAll(site: Site, posts: Post[], update: boolean): Promise<void> {
  const ask: Ask = async (method, path, body) => {
    const answer = await tryAsk(site, path, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
    })
    return { status: answer.status, body: await answer.text() }
  }
  const counts = { new: 0, changed: 0, there: 0, refused: 0 }
  const dated = posts.map((post) => ({ post, at: Date.parse(post.item.date_published ?? "") || 0 }))
  for (const { post } of dated.sort((one, other) => one.at - other.at)) {
    const done = await publishPost(ask, post, markOf(post), update)
    counts[done.outcome]++
    if (done.outcome === "refused" && counts.refused <= MAX_SHOWN) console.log(`  not ${done.id}: ${done.reason}`)
    const sum = Object.values(counts).reduce((one, other) => one + other)
    if (sum % 100 === 0) console.log(`  ${sum} of ${posts.length}`)
  }
  console.log(
    `${counts.new} new, ${counts.changed} changed, ${counts.there} here already, ${counts.refused} refused by the service.`,
  )
}

const markOf = ({ slug, item }: Post) =>
  createHash("sha256")
    .update(item.url ?? JSON.stringify([slug, item.title]))
    .digest("hex")
    .slice(0, 8)

await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { site: { type: "string" }, update: { type: "boolean" }, "dry-run": { type: "boolean" } },
    allowPositionals: true,
  })
  const [source, ...more] = positionals
  if (!source || more.length) throw new Error(`say what: ${USAGE}`)
  if (values.site !== undefined && !URL.canParse(values.site)) throw new Error("--site must be an address")
  const found = await read(source, values.site?.replace(/\/+$/, ""))
  console.log(`${source} is ${found.what} with ${found.posts.length} posts.`)
  if (values["dry-run"]) for (const { slug, item } of found.posts) console.log(`  ${slug}: ${item.title}`)
  else await publishAll(readSite(process.env), found.posts, values.update ?? false)
  const left = [...found.leftOut].map(([kind, count]) => `${count} ${kind}`)
  if (left.length) console.log(`Left out: ${left.join(", ")}.`)
  for (const note of found.notes) console.log(note)
})
