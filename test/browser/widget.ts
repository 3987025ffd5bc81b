import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { violations } from "./axe.ts"
import { serveElsewhere } from "./elsewhere.ts"
import { shoot } from "./look.ts"
import { ARTICLE, PHONE, type Session } from "./session.ts"

export async function checkWidget({ checks, open, demo: { url } }: Session): Promise<void> {
  const elsewhere = await serveElsewhere(url)
  const article = `${url}/articles/${ARTICLE}`
  const pageFor = (query: Record<string, string>) => `${elsewhere.url}/?${new URLSearchParams(query)}`
  const inWidget = (page: Page, selector: string) => page.locator("check-also").locator(selector)
  const ways: Record<string, Record<string, string>> = {
    "its attribute": { url: article },
    "the canonical link": { canonical: article },
  }
  try {
    for (const [how, query] of Object.entries(ways)) {
      await checks.check(`the widget shows partners' stories on another site, by ${how}`, () =>
        open({ url: pageFor(query), options: { viewport: PHONE } }, async (page) => {
          await inWidget(page, "li").first().waitFor()
          const count = await inWidget(page, "li").count()
          assert.ok(count >= 1 && count <= 2, `${count} links`)
          assert.equal(await inWidget(page, "h2").textContent(), "Check Also")
          assert.match((await inWidget(page, "li a").first().getAttribute("href")) ?? "", /^http:\/\/127\.0\.0\.1:/)
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0)
        }),
      )
    }
    await checks.check("the README's snippet works as it stands there, on another site", async () => {
      const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8")
      const snippet = readme.match(/^```html\n([\s\S]*?)^```$/m)![1]!
      const here = snippet.replaceAll("https://YOUR-WORKER", url).replace("https://your.site/the-article", article)
      assert.notEqual(here, snippet)
      await open({ url: pageFor({ html: here }) }, async (page) => {
        await inWidget(page, "li").first().waitFor()
      })
    })
    await checks.check("the page that shows the widget has it live, and a hash that browsers accept", () =>
      open({ url: `${url}/widget?layout=cards&url=${encodeURIComponent(article)}` }, async (page) => {
        await page.locator("check-also").scrollIntoViewIfNeeded()
        await inWidget(page, "li").first().waitFor()
        assert.deepEqual(await violations(page), [])
        await shoot(page, "widget-page")
        const fixed = await page.getByLabel("A version for ever").inputValue()
        assert.match(fixed, /integrity="sha384-/)
        await open(
          { url: pageFor({ html: fixed.replace("<check-also", `<check-also url="${article}"`) }) },
          async (other) => {
            await inWidget(other, "li").first().waitFor()
          },
        )
      }),
    )
    await checks.check("the widget runs from right to left on a page in Pashto", () =>
      open({ url: pageFor({ url: article, lang: "ps" }) }, async (page) => {
        await inWidget(page, "li").first().waitFor()
        assert.equal(await inWidget(page, "section").getAttribute("dir"), "rtl")
      }),
    )
    await checks.check("the widget is silent about an article that nobody knows", () =>
      open({ url: pageFor({ url: `${url}/articles/no-such-story` }) }, async (page) => {
        await page.waitForFunction(() => document.querySelector("check-also")!.getBoundingClientRect().height === 0)
      }),
    )
  } finally {
    elsewhere.close()
  }
}
