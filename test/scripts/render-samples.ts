// node test/scripts/render-samples.ts FOLDER
// Writes every sample document into FOLDER, and manifest.json: [{file, name, format, url}].
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sanitiseHtml } from "../../src/lib/html/index.ts"
import { sampleDocuments } from "../support/documents.ts"

const EXTENSIONS = { rss: "rss", atom: "atom", json: "json" }

export function renderSamples(folder: string): { file: string; name: string; format: string; url: string }[] {
  mkdirSync(folder, { recursive: true })
  const manifest = []
  for (const { text, ...document } of sampleDocuments((html, baseUrl) =>
    sanitiseHtml(html, { baseUrl, iframeHosts: ["www.youtube.com"] }),
  )) {
    const number = String(manifest.length).padStart(4, "0")
    const file = join(folder, `${number}.${EXTENSIONS[document.format]}`)
    // Buffer would write a lone surrogate as U+FFFD; there must be none.
    if (!text.isWellFormed()) throw new Error(`${document.name} (${document.format}) holds a lone surrogate`)
    writeFileSync(file, text)
    manifest.push({ file, ...document })
  }
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest, null, 1))
  return manifest
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2]
  if (!folder) throw new Error("usage: node test/scripts/render-samples.ts FOLDER")
  console.log(`${renderSamples(folder).length} documents in ${folder}`)
}
