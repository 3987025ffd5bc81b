import { type FeedFormat, FORMATS, feedFile, feedName, parseFeedName } from "../feeds/catalogue/feed-key.ts"
import { entryDigests, isTombstone } from "../feeds/write/delta.ts"
import { keepEntries } from "../feeds/write/keep.ts"
import { renderFeed } from "../feeds/write/render.ts"
import { toBytes } from "../lib/crypto/hash.ts"
import { noteUnsized } from "../store/attachment-sizes.ts"
import { noteImages } from "../store/image-facts.ts"
import { etagOf, getSnapshot, nextVersions, putSnapshot, textOf, type Version } from "../store/snapshots.ts"
import type { RenderDeps } from "./deps.ts"
import { makeProfileFeed, type ProfileKey } from "./profiles.ts"
import type { FeedSource } from "./read-feeds.ts"
import type { RevisionCache } from "./revision-cache.ts"

/** The shared state of one batch of renders. */
export interface Run {
  deps: RenderDeps
  cache: RevisionCache
  /** The current versions, by `<feed>/<file>`. */
  versions: Map<string, Version[]>
  /** Feeds to write even when they have not changed, because KV may have lost them. */
  rewrite: ReadonlySet<string>
  now: number
}

export interface WrittenFile {
  feed: string
  file: string
  versions: Version[]
}

/** Renders a feed in every format, and writes the files that have changed. */
export async function writeSnapshots(run: Run, { input, guids }: FeedSource): Promise<WrittenFile[]> {
  const feed = feedName(input.key)
  const rendered = renderFeed(input)
  const isWhole = guids.length === input.articles.length
  // Only Atom can say that an entry was withdrawn. A delta in another format must know that it was.
  const withdrawn = entryDigests(rendered.atom, "atom").filter(isTombstone)
  const written: WrittenFile[] = []
  for (const format of FORMATS) {
    const text = isWhole ? rendered[format] : await withKept(run.deps, feed, format, rendered[format], guids)
    const entries = entryDigests(text, format)
    const digests = format === "atom" ? entries : [...withdrawn, ...entries]
    const done = await writeFile(run, feed, feedFile(format), text, digests)
    if (done) written.push(done)
  }
  return written
}

/** An aggregator has one document, and no reader of it takes deltas. */
export async function writeProfile(run: Run, key: ProfileKey): Promise<WrittenFile[]> {
  const { deps, now } = run
  const made = await makeProfileFeed(deps, run.cache, key, now)
  if (!made) return []
  // The clock asks for them. This render is not kept waiting.
  if (made.unsized.length > 0) await noteUnsized(deps.db, made.unsized, now)
  if (made.unseen.length > 0) await noteImages(deps.db, made.unseen, now)
  const feed = feedName(key)
  const isRss = !made.profile.document
  const text = made.isWhole || !isRss ? made.text : await withKept(deps, feed, "rss", made.text, made.guids)
  const done = await writeFile(run, feed, feedFile("rss"), text, [])
  return done ? [done] : []
}

/** Writes a document with its versions to KV. Gives null when the document has not changed. */
export async function writeFile(
  { deps, versions, rewrite, now }: Run,
  feed: string,
  file: string,
  text: string,
  digests: number[],
): Promise<WrittenFile | null> {
  const body = toBytes(text)
  const before = versions.get(`${feed}/${file}`) ?? []
  const after = nextVersions(before, await etagOf(body), digests, now)
  const isChanged = after !== before || rewrite.has(feed)
  deps.tally.add("renders", [parseFeedName(feed)?.kind ?? "directory", isChanged ? "written" : "unchanged"])
  if (!isChanged) return null
  await putSnapshot(deps.articles, feed, file, body, after)
  return { feed, file, versions: after }
}

/** Adds the entries of unreadable articles from the feed's last snapshot. */
async function withKept(
  deps: RenderDeps,
  feed: string,
  format: FeedFormat,
  text: string,
  guids: string[],
): Promise<string> {
  const last = await getSnapshot(deps.articles, feed, feedFile(format))
  return last ? keepEntries(text, await textOf(last), format, guids) : text
}
