import assert from "node:assert/strict"
import { samples } from "../../src/dev/content/index.ts"
import type { Demo } from "./demo.ts"
import { ARTICLE, type Session } from "./session.ts"

/** Stops the demo and starts it again on the same state. */
export async function checkSecondStart({ checks, demo: first }: Session, again: () => Promise<Demo>): Promise<Demo> {
  const before = await feedOf(first)
  await checks.check("Ctrl-C ends the demo, under npm too", async () => assert.ok(await first.interrupt()))
  const second = await again()
  await checks.check("a second start doubles nothing and changes nothing", async () => {
    assert.deepEqual(await feedOf(second), before)
    assert.equal(before.ids.length, samples.length)
    const partners = await fetch(`${second.url}/partners`, { headers: { authorization: `Bearer ${second.token}` } })
    assert.equal(partners.status, 200)
    assert.match(second.said, /: (unchanged|not-modified), 0 new, 0 changed/)
    assert.doesNotMatch(second.said, /: \S+, [1-9]\d* (new|changed)/)
  })
  return second
}

async function feedOf({ url }: Demo): Promise<{ etag: string | null; ids: string[] }> {
  const response = await fetch(`${url}/feed.json`)
  const { items } = (await response.json()) as { items: { id: string }[] }
  return { etag: response.headers.get("etag"), ids: items.map(({ id }) => id) }
}

export async function checkWithdrawn({ checks, open, demo: { url, token } }: Session): Promise<void> {
  await checks.check("a withdrawn story is a page that says so", async () => {
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`${url}/articles/${ARTICLE}`, { method: "DELETE", headers })
    assert.equal(response.status, 204)
    await open({ url: `${url}/articles/${ARTICLE}`, mayComplain: true }, async (page) => {
      assert.equal(await page.locator("h1").textContent(), "This story was withdrawn")
    })
  })
}
