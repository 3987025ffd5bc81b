import assert from "node:assert/strict"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import type { Page } from "playwright-core"

/** Pictures of what was looked at. Git ignores the folder. */
const SHOTS = join(import.meta.dirname, "shots")
mkdirSync(SHOTS, { recursive: true })

/** Takes a picture of the whole page, or of what is in view. */
export const shoot = (page: Page, name: string, fullPage = true) =>
  page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage, animations: "disabled" })

/** Holds a page to what every page must be: it fits, in its scheme, with one heading and whole pictures. */
export async function expectTidy(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  const look = await page.evaluate(async () => {
    // A lazy picture loads when it is near.
    for (const image of document.images) image.loading = "eager"
    await Promise.allSettled([...document.images].map((image) => image.decode()))
    await document.fonts.ready
    return {
      over: document.documentElement.scrollWidth - window.innerWidth,
      paper: getComputedStyle(document.body).backgroundColor,
      headings: document.querySelectorAll("h1").length,
      broken: [...document.images].filter((image) => image.naturalWidth === 0).length,
      nameless: document.querySelectorAll("img:not([alt])").length,
      scripts: document.querySelectorAll("script:not([type='application/ld+json'], [src='/count.js'])").length,
    }
  })
  assert.ok(look.over <= 0, `it scrolls sideways by ${look.over}px`)
  const channels = look.paper.match(/\d+/g)!.slice(0, 3)
  const bright = channels.every((value) => Number(value) > 200)
  assert.equal(bright, colorScheme === "light", `the paper is ${look.paper}`)
  assert.equal(look.headings, 1, "one h1")
  assert.equal(look.broken, 0, "an image is broken")
  assert.equal(look.nameless, 0, "an image has no alt")
  assert.equal(look.scripts, 0, "a page runs no script but the one that counts")
}
