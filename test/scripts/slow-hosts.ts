// How long five good partners wait for their poll when 48 others accept a connection and never answer.
//   npx node test/scripts/slow-hosts.ts
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { startWorker, tick } from "../../src/dev/worker.ts"

const HANGING = 48
const GOOD = 5
const LONGEST_S = 300
const EDITOR_TOKEN = "slow-hosts"

const feed = (n: number) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: `Good ${n}`,
    items: [{ id: "1", url: `https://good-${n}.example/1`, title: `The story of partner ${n}` }],
  })

/** When each server was asked first, in milliseconds since 1970. */
const asked = new Map<string, number>()

/** Another port is another host. */
async function serve(id: string, body: string | null): Promise<string> {
  const server = createServer((_, response) => {
    if (!asked.has(id)) asked.set(id, Date.now())
    if (body !== null) response.setHeader("content-type", "application/feed+json").end(body)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.json`
}

const stateDir = await mkdtemp(join(tmpdir(), "check-also-slow-"))
const settings = { port: Number(process.env.PORT) || 8797, stateDir, editorToken: EDITOR_TOKEN }
const worker = await startWorker({ ...settings, allowPrivateNetwork: true, tickS: 0, variables: {} })
try {
  const names = (count: number, name: string) => Array.from({ length: count }, (_, n) => `${name}-${n}`)
  const good = names(GOOD, "z-good")
  for (const id of [...names(HANGING, "hanging"), ...good]) {
    const address = await serve(id, good.includes(id) ? feed(good.indexOf(id)) : null)
    const answer = await fetch(`${worker.url}/partners/${id}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ name: id, home_url: address, feed_url: address }),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  const start = Date.now()
  await tick(worker.url)
  while (good.some((id) => !asked.has(id)) && Date.now() - start < LONGEST_S * 1000) await pause(100)
  const waits = good.map((id) => (asked.has(id) ? ((asked.get(id)! - start) / 1000).toFixed(1) : `> ${LONGEST_S}`))
  console.log(`good partners were asked after ${waits.join(", ")} s, behind ${HANGING} that hang`)
} finally {
  await worker.stop()
  await rm(stateDir, { recursive: true, force: true })
  process.exit()
}
