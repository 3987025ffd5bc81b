// The parsers that JavaScript programs use, in the versions that npm has, each in a folder of its own.
// Each is handed the document that a conditional GET brought.

import { mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { onPath, run } from "../process.ts"
import type { OpenReader, Reader, Shown } from "../reader.ts"
import { extractusFeedExtractor } from "./npm/extractus-feed-extractor.ts"
import { nodeFeedparser } from "./npm/feedparser.ts"
import { feedsmith } from "./npm/feedsmith.ts"
import type { Data, Parser } from "./npm/parser.ts"
import { rowanmanningFeedParser } from "./npm/rowanmanning-feed-parser.ts"
import { rssParser } from "./npm/rss-parser.ts"

const PARSERS = [rssParser, nodeFeedparser, feedsmith, rowanmanningFeedParser, extractusFeedExtractor]

export const npmParsers: Reader[] = PARSERS.map((parser) => ({
  name: `npm ${parser.name}`,
  formats: parser.formats,
  missing: () => (onPath("npm") ? null : "not here: npm"),
  open: async (folder) => readWith(parser, await install(parser.name, folder)),
}))

const readWith = (parser: Parser, library: Data): OpenReader => ({
  subscribe: async ({ url }) => {
    let [etag, entries]: [string | null, Shown[]] = [null, []]
    return {
      visit: async () => {
        const headers = etag === null ? undefined : { "if-none-match": etag }
        const answer = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) })
        const document = await answer.text()
        if (answer.status !== 200) return entries
        etag = answer.headers.get("etag")
        entries = await parser.parse(library, document, url)
        return entries
      },
    }
  },
})

async function install(name: string, folder: string): Promise<Data> {
  mkdirSync(folder, { recursive: true })
  const manifest = join(folder, "package.json")
  writeFileSync(manifest, '{"private": true}')
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, name], {
    cwd: folder,
  })
  return import(pathToFileURL(createRequire(manifest).resolve(name)).href)
}
