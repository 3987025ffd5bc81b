import assert from "node:assert/strict"
import { ARTICLE, DESK, PASHTO, PHONE, type Session } from "./session.ts"

const SIZES = { phone: PHONE, desk: DESK }
const SCHEMES = ["light", "dark"] as const

export async function checkPages({ checks, open, demo: { url } }: Session): Promise<void> {
  const paths = { home: "/", article: `/articles/${ARTICLE}`, pashto: `/articles/${PASHTO}`, feeds: "/feeds" }
  for (const [name, path] of Object.entries(paths)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of SCHEMES) {
        await checks.check(`${name} fits a ${size}, ${colorScheme}, and breaks no policy`, () =>
          open({ url: url + path, options: { viewport, colorScheme } }, async (page) => {
            const look = await page.evaluate(() => ({
              over: document.documentElement.scrollWidth - window.innerWidth,
              paper: getComputedStyle(document.body).backgroundColor,
              headings: document.querySelectorAll("h1").length,
              broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).length,
              nameless: document.querySelectorAll("img:not([alt])").length,
            }))
            assert.ok(look.over <= 0, `it scrolls sideways by ${look.over}px`)
            const bright = look.paper
              .match(/\d+/g)!
              .slice(0, 3)
              .every((value) => Number(value) > 200)
            assert.equal(bright, colorScheme === "light", `the paper is ${look.paper}`)
            assert.equal(look.headings, 1, "one h1")
            assert.equal(look.broken, 0, "an image is broken")
            assert.equal(look.nameless, 0, "an image has no alt")
          }),
        )
      }
    }
  }
}
