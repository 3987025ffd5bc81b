import assert from "node:assert/strict"
import { ARTICLE, type Session } from "./session.ts"

export async function checkFeeds({ checks, open, demo: { url } }: Session): Promise<void> {
  await checks.check("every feed that the pages offer is there", async () => {
    const offered = new Set<string>()
    for (const path of ["/", "/feeds", "/feeds?q=a", "/tags/water", `/articles/${ARTICLE}`]) {
      await open({ url: url + path }, async (page) => {
        const selector = "link[rel=alternate], .formats a, .addresses a"
        for (const address of await page
          .locator(selector)
          .evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href))) {
          offered.add(address)
        }
      })
    }
    assert.ok(offered.size > 30, `${offered.size} feeds`)
    for (const address of offered) {
      const response = await fetch(address)
      await response.arrayBuffer()
      assert.equal(response.status, 200, address)
      assert.match(response.headers.get("content-type") ?? "", /^application\/(rss|atom|feed)\+(xml|json)/, address)
    }
  })
}
