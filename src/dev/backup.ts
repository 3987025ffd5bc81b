import { rename } from "node:fs/promises"
import { parseArgs } from "node:util"
import { linesOfResponse, markOf, writeLines } from "./backup-file.ts"
import { askSite, readSite, runScript } from "./site.ts"

// `npm run backup -- FILE [--items]`: backs a service up into a gzipped file. See src/backup/README.md. SITE is the
// address of the service (default: the local one). EDITOR_TOKEN is its editors' token.

const USAGE = "npm run backup -- FILE [--items]"

await runScript(async () => {
  const { values, positionals } = parseArgs({ options: { items: { type: "boolean" } }, allowPositionals: true })
  const [file, ...more] = positionals
  if (!file || more.length) throw new Error(`say where: ${USAGE}`)
  const counts: Record<string, number> = {}
  // The file appears when it is whole.
  await writeLines(`${file}.part`, allLines(values.items ?? false, counts))
  await rename(`${file}.part`, file)
  const lines = Object.entries(counts).map(([table, count]) => `${table} ${count}`)
  console.log(`${file}: ${lines.join(", ") || "there is nothing to back up"}`)
})

/** The lines of all parts, with one header and one end. */
async function* allLines(items: boolean, counts: Record<string, number>): AsyncGenerator<string> {
  const site = readSite(process.env)
  let next: string | undefined = ""
  for (let part = 1; next !== undefined; part++) {
    const query = new URLSearchParams({ items: String(items), ...(next ? { from: next } : {}) })
    const answer = await askSite(site, `/backup?${query}`)
    let ended = false
    let number = 0
    for await (const line of linesOfResponse(answer.body!)) {
      const mark: ReturnType<typeof markOf> = number++ === 0 || line.startsWith('{"end"') ? markOf(line) : null
      if (mark?.check_also_backup !== undefined) {
        if (part === 1) yield line
      } else if (mark?.end) {
        ended = true
        next = mark.next
        for (const [table, count] of Object.entries(mark.end)) counts[table] = (counts[table] ?? 0) + count
      } else yield line
    }
    if (!ended) throw new Error("the service stopped in the middle of the back-up. Run it again.")
  }
  yield JSON.stringify({ end: counts })
}
