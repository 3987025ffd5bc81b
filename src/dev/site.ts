import { setTimeout as pause } from "node:timers/promises"
import { readSettings } from "./settings.ts"

/** A service that a script speaks to as an editor. */
export interface Site {
  /** Without a slash at the end. */
  url: string
  token: string
}

/** The service at SITE (default: the local one), with EDITOR_TOKEN. */
export function readSite(env: NodeJS.ProcessEnv): Site {
  const { port, editorToken } = readSettings(env)
  return { url: (env.SITE || `http://127.0.0.1:${port}`).replace(/\/+$/, ""), token: editorToken }
}

const MAX_TRIES = 6
const FIRST_WAIT_MS = 1000

/**
 * Sends a request as an editor. Waits and sends it again when the service is busy or away. Throws an Error when it stays
 * so.
 */
export async function tryAsk(site: Site, path: string, init: RequestInit = {}): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${site.token}` }
    const answer = await fetch(site.url + path, { ...init, headers }).catch((error: unknown) => causeOf(error))
    const isThere = answer instanceof Response
    if (isThere && answer.status !== 429 && answer.status < 500) return answer
    const said = isThere ? await sayingOf(answer) : answer
    if (tries === MAX_TRIES) throw new Error(`${site.url}${path} ${said}`)
    const asked = isThere ? Number(answer.headers.get("retry-after")) * 1000 : 0
    await pause(Math.min(60_000, asked || FIRST_WAIT_MS * 2 ** (tries - 1)))
  }
}

/** Like tryAsk(). Throws an Error with the service's words when it refuses. */
export async function askSite(site: Site, path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await tryAsk(site, path, init)
  if (answer.ok) return answer
  throw new Error(`${site.url}${path} ${await sayingOf(answer)}`)
}

const sayingOf = async (answer: Response) => `answers ${answer.status}: ${(await answer.text()).slice(0, 500)}`

const causeOf = (error: unknown) =>
  `cannot be reached: ${error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : error}`

// A busy service answers that it is not finished. The clock may do the rest meanwhile.
const PAUSE_MS = 1000
const MAX_REQUESTS = 10_000

/** Goes on with a rebuild until it is finished. Calls `say` with a line after each request. */
export async function rebuildSite(site: Site, say: (line: string) => void): Promise<void> {
  for (let n = 1; ; n++) {
    const answer = await askSite(site, "/rebuild", { method: "POST" })
    const { finished, done } = (await answer.json()) as { finished: boolean; done: Record<string, number> }
    const counts = Object.entries(done).map(([step, count]) => `${step} ${count}`)
    say(`${finished ? "Done" : "Running"}: ${counts.join(", ") || "another rebuild is running"}`)
    if (finished) return
    if (n === MAX_REQUESTS) throw new Error(`the rebuild is not finished after ${n} requests`)
    await pause(PAUSE_MS)
  }
}

/** Runs a script. An Error is one line, and the exit code 1. */
export async function runScript(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    console.error(`Check Also: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
}
