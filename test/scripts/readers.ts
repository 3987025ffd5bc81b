/**
 * The reading-room: real feed readers subscribe to a newsroom and come five times, while it publishes, edits and
 * withdraws. Prints what they show as a table, and what is wrong with it; ends with 1 when something is.
 *
 *   node test/scripts/readers.ts [--only newsboat,sfeed] [--format atom]
 *
 * FRESHRSS names FreshRSS' source (a folder, or a git directory), MINIFLUX the program. Root installs the rest.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { startWorker } from "../../src/dev/worker.ts"
import { installPackages } from "./reading-room/install.ts"
import { startMediaServer } from "./reading-room/media-server.ts"
import { openNewsroom } from "./reading-room/newsroom.ts"
import { freePort } from "./reading-room/process.ts"
import { READERS } from "./reading-room/readers/index.ts"
import { report, type Skipped } from "./reading-room/report.ts"
import { type Closers, type Seat, takeSeats } from "./reading-room/seats.ts"
import { holdVisits } from "./reading-room/visits.ts"

const { values } = parseArgs({ options: { only: { type: "string" }, format: { type: "string" } } })
const only = values.only?.split(",")
const unknown = only?.filter((name) => !READERS.some((reader) => reader.name === name)) ?? []
if (unknown.length > 0)
  throw new Error(`no such reader: ${unknown}; there are ${READERS.map(({ name }) => name).join(", ")}`)
const TOKEN = "reading-room"
const chosen = READERS.filter(({ name }) => !only || only.includes(name))
const folder = await mkdtemp(join(tmpdir(), "reading-room-"))
const closers: Closers = [() => rm(folder, { recursive: true, force: true })]
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1))

try {
  installPackages(chosen)
  const skipped = chosen.flatMap((reader) => {
    const why = reader.missing()
    return why === null ? [] : [{ reader: reader.name, why }]
  })
  const media = await startMediaServer()
  closers.push(media.close)
  const service = await startWorker({
    port: await freePort(),
    stateDir: join(folder, "state"),
    editorToken: TOKEN,
    allowPrivateNetwork: true,
    variables: {},
    tickS: 0,
  })
  closers.push(service.stop)
  const newsroom = await openNewsroom({ url: service.url, token: TOKEN, media: media.url })
  const seats: Seat[] = []
  const failed: Skipped[] = []
  for (const reader of chosen.filter(({ name }) => !skipped.some((one) => one.reader === name))) {
    const formats = reader.formats.filter((format) => !values.format || format === values.format)
    const taken = await takeSeats(reader, formats, service.url, folder, closers).catch((error: Error) => error)
    if (taken instanceof Error) failed.push({ reader: reader.name, why: taken.message })
    else seats.push(...taken)
  }
  const verdicts = await holdVisits(seats, newsroom)
  console.log(report(verdicts, skipped, failed))
  process.exitCode = failed.length === 0 && verdicts.every(({ wrong }) => wrong.length === 0) ? 0 : 1
} finally {
  for (const close of closers.reverse()) await close()
}
