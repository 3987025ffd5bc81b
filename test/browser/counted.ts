import assert from "node:assert/strict"
import { ARTICLE, DESK, type Session } from "./session.ts"

const MAX_TRIES = 40
/** The browser's own name says that it has no head, and no robot is counted. */
const READER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

/** With COUNT_LINKS, what is shown and clicked on our own pages is counted, and editors see it. */
export async function checkCounted({ checks, open, demo: { url, token } }: Session): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const story = `${url}/articles/${ARTICLE}`
  await checks.check("a page of ours counts what was shown and clicked", async () => {
    // The page was written without the script. A visit has it written anew.
    for (let tries = 0; !(await (await fetch(story)).text()).includes("/count.js"); tries++) {
      assert.ok(tries < MAX_TRIES, "the page was not written anew")
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    await open({ url: story, options: { viewport: DESK, userAgent: READER } }, async (page) => {
      await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()))
      const told = (name: string) =>
        page.waitForResponse((each) => each.url().endsWith("/events") && !!each.request().postData()?.includes(name))
      const [shown] = await Promise.all([told("shown"), page.locator(".check-also").scrollIntoViewIfNeeded()])
      const [clicked] = await Promise.all([told("click"), page.locator(".check-also h3 a").first().click()])
      assert.deepEqual([shown.status(), clicked.status()], [204, 204])
    })
  })
  await checks.check("editors see how often a partner's links were shown and clicked", async () => {
    const page = await (await fetch(`${url}/status`, { headers })).text()
    assert.match(page, /<td class="number">1 of [1-9]<\/td>/)
  })
}
