import { readSettings } from "./settings.ts"

// `npm run rebuild`: rebuilds a service's derived data, one request after the other, until it is finished. SITE is the
// address of the service (default: the local one). EDITOR_TOKEN is its editors' token.

interface Report {
  finished: boolean
  done: Record<string, number>
}

// A busy service answers that it is not finished. The clock may do the rest meanwhile.
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
    console.log(`${finished ? "Done" : "Running"}: ${counts.join(", ") || "another rebuild is running"}`)
    if (finished) break
    if (n === MAX_REQUESTS) throw new Error(`the rebuild is not finished after ${n} requests`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
} catch (error) {
  console.error(`Check Also: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
