import assert from "node:assert/strict"
import type { Page } from "playwright-core"
import { serveElsewhere } from "./elsewhere.ts"
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
    await checks.check("the widget runs from right to left on a page in Pashto", () =>
      open({ url: pageFor({ url: article, lang: "ps" }) }, async (page) => {
        await inWidget(page, "li").first().waitFor()
        assert.equal(await inWidget(page, "section").getAttribute("dir"), "rtl")
      }),
    )
    await checks.check("the widget is silent about an article that nobody knows", () =>
      open({ url: pageFor({ url: `${url}/articles/no-such-story` }), mayComplain: true }, async (page) => {
        await page.waitForFunction(() => document.querySelector<HTMLElement>("check-also")!.hidden)
      }),
    )
  } finally {
    elsewhere.close()
  }
}
