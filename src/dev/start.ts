import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { samples } from "./content/index.ts"
import { editorOf, examplesOfFit, publishSamples, registerPartners, waitForFeeds } from "./newsroom.ts"
import { servePartners } from "./partners/server.ts"
import { runUntilStopped } from "./run.ts"
import { DEMO_STATE, readSettings } from "./settings.ts"
import { startWorker } from "./worker.ts"

await runUntilStopped(async (stops) => {
  const settings = { ...readSettings(process.env, DEMO_STATE), allowPrivateNetwork: true }
  const base = firstStart(settings.stateDir)
  const partners = await servePartners(Number(process.env.PARTNER_PORT) || settings.port + 1, base)
  stops.push(partners.close)
  console.log("Starting the demo newsroom: migrations, Worker, partners, articles …")
  const worker = await startWorker(settings)
  stops.push(worker.stop)
  const editor = editorOf(worker.url, settings.editorToken)
  const polled = await registerPartners(editor, partners)
  await publishSamples(editor, base, partners.origin)
  await waitForFeeds(worker.url)
  const examples = await examplesOfFit(worker.url)
  const exampleOf = (fit: string) => `${worker.url}/articles/${examples.get(fit) ?? samples[0]!.id}`
  const pashto = samples.find(({ language }) => language === "ps")!
  console.log(`
The Kabul Courier is open: ${samples.length} articles, and three partners.
${polled.map((line) => `  ${line}`).join("\n")}

  Front page            ${worker.url}/
  A story and its box   ${exampleOf("related")}
  The box as JSON       ${exampleOf("related")}/check-also
    with near links     ${exampleOf("near")}/check-also
    with newest links   ${exampleOf("newest")}/check-also
  A story in Pashto     ${worker.url}/articles/${pashto.id}
  Feeds                 ${worker.url}/rss.xml
                        ${worker.url}/atom.xml
                        ${worker.url}/feed.json
  Feeds, explained      ${worker.url}/feeds
  API description       ${worker.url}/openapi.json
  Partners' server      ${partners.origin}/hindu-kush-weather/
  Editors' token        ${settings.editorToken}

Ctrl-C stops it.
`)
  return worker
})

/** The time of the demo's first start with this state, in milliseconds. The dates of its stories count from it. */
function firstStart(stateDir: string): number {
  const file = join(stateDir, "demo.json")
  try {
    return Number(JSON.parse(readFileSync(file, "utf8")).first_start)
  } catch {
    // Whole minutes, because dates in RSS have no milliseconds.
    const now = Math.floor(Date.now() / 60_000) * 60_000
    mkdirSync(stateDir, { recursive: true })
    writeFileSync(file, JSON.stringify({ first_start: now }))
    return now
  }
}
