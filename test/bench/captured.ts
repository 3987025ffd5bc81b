import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { parseFeed } from "feedsmith"
import RssParser from "rss-parser"

const MAX_FEEDS = 50

/** The first feeds of a folder, by name, that are UTF-8 and that both other parsers can read. */
export async function capturedFeeds(folder: string): Promise<Uint8Array[]> {
  const feeds: Uint8Array[] = []
  for (const name of (await readdir(folder)).sort()) {
    const bytes = await readFile(join(folder, name))
    if (feeds.length < MAX_FEEDS && (await isReadByAll(bytes))) feeds.push(bytes)
  }
  return feeds
}

async function isReadByAll(bytes: Uint8Array): Promise<boolean> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes)
    if (text.startsWith("{")) return false
    parseFeed(text)
    return (await new RssParser().parseString(text)).items.length > 0
  } catch {
    return false
  }
}
