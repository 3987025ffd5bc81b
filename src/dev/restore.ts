import { parseArgs } from "node:util"
import { gzipSync } from "node:zlib"
import { inspect, linesOfFiles } from "./backup-file.ts"
import { askSite, readSite, rebuildSite, runScript, type Site } from "./site.ts"

// `npm run restore -- FILE… [--replace] [--from LINE] [--force]`: restores a back-up, in parts that a Worker takes, and
// waits for the rebuild. See src/backup/README.md. SITE is the address of the service (default: the local one).
// EDITOR_TOKEN is its editors' token.

const USAGE = "npm run restore -- FILE… [--replace] [--from LINE] [--force]"
const MAX_PART_CHARACTERS = 4 * 1024 * 1024
const MAX_SHOWN = 20

interface Report {
  finished: boolean
  next_line?: number
  tables: Record<string, { lines: number; written: number; kept: number }>
  wrong: { line: number; reason: string }[]
  wrong_total: number
  left_out?: Record<string, string>
}

/** What was restored so far. */
interface Sum {
  tables: Report["tables"]
  wrong: string[]
  wrongTotal: number
  leftOut: Record<string, string>
}

interface SendOptions {
  from: number
  lines: number
  path: string
  /** The file may be damaged. */
  force: boolean
}

/** Sends the lines from `from` on. Says where to go on when it fails. */
async function sendAll(site: Site, files: string[], options: SendOptions, sum: Sum): Promise<void> {
  let header = ""
  let part: string[] = []
  let characters = 0
  let first = 0
  let number = 0
  const flush = async () => {
    const sent = part
    part = []
    characters = 0
    if (sent.length) await sendPart(site, { ...options, header, first }, sent, sum)
  }
  try {
    for await (const line of linesOfFiles(files)) {
      number++
      if (number === 1) header = line
      if (number === 1 || number < options.from) continue
      if (!part.length) first = number
      part.push(line)
      characters += line.length
      // An end line ends the request that has it. Those of parts before the last begin no rebuild.
      if (characters >= MAX_PART_CHARACTERS || line.startsWith('{"end"')) await flush()
    }
  } catch (error) {
    if (error instanceof StoppedAt || !options.force) throw error
    // What was read before the damage is sent all the same.
    console.error(`Check Also: ${error instanceof Error ? error.message : error}`)
  }
  await flush()
}

async function sendPart(
  site: Site,
  { path, header, first, lines }: SendOptions & { header: string; first: number },
  part: string[],
  sum: Sum,
): Promise<void> {
  let at = 0
  while (at < part.length) {
    const body = gzipSync([header, ...part.slice(at)].join("\n"))
    const headers = { "content-type": "application/gzip" }
    let report: Report
    try {
      report = (await (await askSite(site, path, { method: "POST", body, headers })).json()) as Report
    } catch (error) {
      throw new StoppedAt(first + at, error)
    }
    const offset = first + at - 2
    add(sum, report, offset)
    at = report.next_line === undefined ? part.length : at + report.next_line - 2
    console.log(`${first + at - 1} of ${lines} lines`)
  }
}

class StoppedAt extends Error {
  constructor(line: number, cause: unknown) {
    super(`${cause instanceof Error ? cause.message : cause}\nGo on with --from ${line}.`)
  }
}

function add(sum: Sum, report: Report, offset: number): void {
  for (const [table, { lines, written, kept }] of Object.entries(report.tables)) {
    const before = sum.tables[table] ?? { lines: 0, written: 0, kept: 0 }
    sum.tables[table] = {
      lines: before.lines + lines,
      written: before.written + written,
      kept: before.kept + kept,
    }
  }
  sum.wrong.push(...report.wrong.map(({ line, reason }) => `line ${line + offset}: ${reason}`))
  sum.wrongTotal += report.wrong_total
  Object.assign(sum.leftOut, report.left_out)
}

function describe({ tables, wrong, wrongTotal, leftOut }: Sum): string {
  const counts = Object.entries(tables).map(
    ([table, { written, kept }]) => `  ${table}: ${written} written${kept ? `, ${kept} left as they are here` : ""}`,
  )
  const left = Object.entries(leftOut).map(([table, reason]) => `  ${table} are left out: ${reason}`)
  const shown = wrong.slice(0, MAX_SHOWN).map((line) => `  ${line}`)
  const bad = wrongTotal ? [`${wrongTotal} lines could not be used:`, ...shown] : []
  return ["Restored:", ...counts, ...left, ...bad].join("\n")
}

await runScript(async () => {
  const { values, positionals: files } = parseArgs({
    options: { replace: { type: "boolean" }, force: { type: "boolean" }, from: { type: "string" } },
    allowPositionals: true,
  })
  const from = Number(values.from ?? 2)
  if (!files.length || !Number.isInteger(from) || from < 1) throw new Error(`say what: ${USAGE}`)
  const { lines, problems } = await inspect(linesOfFiles(files))
  if (problems.length && !values.force) {
    throw new Error(`${files.join(", ")}: ${problems.join(" ")} Nothing was sent; --force sends what there is.`)
  }
  const site = readSite(process.env)
  const sum: Sum = { tables: {}, wrong: [], wrongTotal: 0, leftOut: {} }
  const path = `/restore${values.replace ? "?replace=true" : ""}`
  await sendAll(site, files, { from, lines, path, force: values.force ?? false }, sum)
  console.log(describe(sum))
  // The last line began it; without one, this does.
  await rebuildSite(site, console.log)
})
