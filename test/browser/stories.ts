import assert from "node:assert/strict"
import { samples } from "../../src/dev/content/index.ts"
import { ARTICLE, DESK, PASHTO, type Session } from "./session.ts"

export async function checkStories({ checks, open, demo: { url } }: Session): Promise<void> {
  await checks.check("the home page shows every story once", () =>
    open({ url }, async (page) => {
      const links = await page.locator(".story h3 a").evaluateAll((all) => all.map((each) => each.getAttribute("href")))
      assert.deepEqual([...links].sort(), samples.map(({ id }) => `/articles/${id}`).sort())
    }),
  )
  await checks.check("a story has partners' stories under it that open", () =>
    open({ url: `${url}/articles/${ARTICLE}` }, async (page) => {
      const box = page.locator(".check-also")
      assert.equal(await box.locator("h2").textContent(), "Check Also")
      const count = await box.locator("li").count()
      assert.ok(count >= 1 && count <= 3, `${count} links`)
      const first = box.locator("h3 a").first()
      const title = await first.textContent()
      await first.click()
      await page.waitForLoadState()
      assert.equal(await page.locator("h1").textContent(), title)
    }),
  )
  await checks.check("a story says to machines what it is", () =>
    open({ url: `${url}/articles/${ARTICLE}` }, async (page) => {
      const data = JSON.parse((await page.locator(`script[type="application/ld+json"]`).first().textContent()) ?? "")
      assert.equal(data["@type"], "NewsArticle")
      assert.equal(data.headline, await page.locator("h1").textContent())
      assert.equal(await page.locator("link[rel=canonical]").getAttribute("href"), `${url}/articles/${ARTICLE}`)
    }),
  )
  await checks.check("a story in Pashto runs from right to left", () =>
    open({ url: `${url}/articles/${PASHTO}`, options: { viewport: DESK } }, async (page) => {
      const seen = await page.evaluate(() => ({
        direction: getComputedStyle(document.querySelector("h1")!).direction,
        lang: document.documentElement.lang,
        title: document.querySelector(".title a")!.getBoundingClientRect().right,
        nav: document.querySelector(".masthead nav")!.getBoundingClientRect().left,
        width: window.innerWidth,
      }))
      assert.equal(seen.direction, "rtl")
      assert.equal(seen.lang, "ps")
      assert.ok(seen.title > seen.width * 0.8, "the title stands right")
      assert.ok(seen.nav < seen.width * 0.2, "the links stand left")
    }),
  )
  await checks.check("the first Tab leads past the masthead", () =>
    open({ url: `${url}/articles/${ARTICLE}` }, async (page) => {
      await page.keyboard.press("Tab")
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#main")
      const box = await page.locator(".skip").boundingBox()
      assert.ok(box && box.x >= 0, "it is seen when it has the focus")
    }),
  )
  await checks.check("an unknown story is a page that says so", () =>
    open({ url: `${url}/articles/no-such-story`, mayComplain: true }, async (page) => {
      assert.equal(await page.locator("h1").textContent(), "There is no story here")
    }),
  )
}
