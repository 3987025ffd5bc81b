import { readSettings } from "./settings.ts"

// `npm run rebuild`: asks a service to make everything anew, and goes on until it is done. SITE names the service (the
// local one unless it says otherwise), EDITOR_TOKEN opens it.

interface Report {
  finished: boolean
  done: Record<string, number>
}

// A busy service says that it is not finished; between two questions the clock may do the rest.
const PAUSE_MS = 1000
const MAX_REQUESTS = 10_000

async function ask(site: string, token: string): Promise<Report> {
  const response = await fetch(`${site}/rebuild`, { method: "POST", headers: { authorization: `Bearer ${token}` } })
  if (response.ok) return (await response.json()) as Report
  throw new Error(`${site} answers ${response.status}: ${(await response.text()).slice(0, 500)}`)
}

try {
  const { port, editorToken } = readSettings(process.env)
  const site = (process.env.SITE || `http://127.0.0.1:${port}`).replace(/\/+$/, "")
  for (let n = 1; ; n++) {
    const { finished, done } = await ask(site, editorToken)
    const counts = Object.entries(done).map(([step, count]) => `${step} ${count}`)
    console.log(`${finished ? "Done" : "Going on"}: ${counts.join(", ") || "another rebuild is under way"}`)
    if (finished) break
    if (n === MAX_REQUESTS) throw new Error(`it is not done after ${n} requests`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
} catch (error) {
  console.error(`Check Also: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
