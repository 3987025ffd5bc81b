import assert from "node:assert/strict"
import { ARTICLE, type Session } from "./session.ts"

export async function checkFeeds({ checks, open, demo: { url } }: Session): Promise<void> {
  const permissions = ["clipboard-read", "clipboard-write"]
  await checks.check("the feeds page copies an address", () =>
    open({ url: `${url}/feeds`, options: { permissions } }, async (page) => {
      const button = page.locator("button[data-copy]").first()
      assert.ok(await button.isVisible())
      await button.click()
      await page.waitForFunction(() => document.querySelector("button[data-copy]")!.textContent === "Copied")
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${url}/rss.xml`)
    }),
  )
  await checks.check("without scripts the feeds page hides its buttons, and all else is there", () =>
    open({ url: `${url}/feeds`, options: { javaScriptEnabled: false } }, async (page) => {
      assert.equal(await page.locator("button:visible").count(), 0)
      assert.ok(await page.locator(".subscribe a").first().isVisible())
    }),
  )
  await checks.check("every feed that the pages offer is there", async () => {
    const offered = new Set<string>()
    for (const path of ["/", "/feeds", `/articles/${ARTICLE}`]) {
      await open({ url: url + path }, async (page) => {
        const selector = "link[rel=alternate], .formats a, .addresses a, a.chip-feed"
        for (const address of await page
          .locator(selector)
          .evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href))) {
          offered.add(address)
        }
      })
    }
    offered.delete(`${url}/feeds`)
    assert.ok(offered.size > 30, `${offered.size} feeds`)
    for (const address of offered) {
      const response = await fetch(address)
      await response.arrayBuffer()
      assert.equal(response.status, 200, address)
      assert.match(response.headers.get("content-type") ?? "", /^application\/(rss|atom|feed)\+(xml|json)/, address)
    }
  })
}
