import assert from "node:assert/strict"
import type { Page } from "playwright-core"
import { shoot } from "./look.ts"
import { ARTICLE, DESK, PASHTO, PHONE, type Session } from "./session.ts"

const STARTS = [
  "/",
  "/feeds",
  "/feeds?q=a",
  "/archive",
  "/search?q=kabul",
  `/articles/${ARTICLE}`,
  `/articles/${PASHTO}`,
]

/** How a person goes from page to page. */
export async function checkWays({ checks, open, demo: { url } }: Session): Promise<void> {
  await checks.check("every link leads somewhere, and none to XML or JSON without saying so", async () => {
    const seen = new Set<string>()
    const next = [...STARTS]
    for (let path = next.shift(); path !== undefined; path = next.shift()) {
      if (seen.has(path)) continue
      seen.add(path)
      await open({ url: url + path }, async (page) => {
        const links = await page.locator("a[href]").evaluateAll((all) =>
          all.map((each) => {
            const { href, textContent, ariaLabel } = each as HTMLAnchorElement
            return { href, said: ariaLabel ?? textContent ?? "" }
          }),
        )
        for (const { href, said } of links) {
          if (!href.startsWith(`${url}/`) || href.includes("#")) continue
          const answer = await fetch(href, { headers: { accept: "text/html,*/*;q=0.8" } })
          await answer.arrayBuffer()
          assert.equal(answer.status, 200, `${path} → ${href}`)
          const isPage = answer.headers.get("content-type")?.startsWith("text/html")
          if (!isPage) assert.match(said, /RSS|Atom|JSON Feed|OPML/, `${path} → ${href}: “${said}”`)
          // Articles and labels are many of a kind.
          else if (!/\/(articles|tags|authors)\//.test(href)) next.push(href.slice(url.length))
        }
      })
    }
    assert.ok(seen.size > 10, `${seen.size} pages`)
  })
  await checks.check("by the keyboard alone: each link and field has its turn, is seen, and shows it", () =>
    open({ url: `${url}/search?q=kabul`, options: { viewport: DESK } }, async (page) => {
      const expected = await page.locator("a[href], input, button").count()
      const reached: number[] = []
      for (let n = 0; n < expected; n++) {
        await page.keyboard.press("Tab")
        const place = await focused(page)
        assert.ok(place.isSeen, `${place.name} has the focus and is not seen`)
        assert.ok(place.outline > 0, `${place.name} does not show that it has the focus`)
        reached.push(place.at)
      }
      assert.deepEqual(
        reached,
        [...new Set(reached)].sort((a, b) => a - b),
        "in the order of the page",
      )
    }),
  )
  await checks.check("by the keyboard alone: a search finds a story, and it opens", () =>
    open({ url: `${url}/search`, options: { viewport: PHONE } }, async (page) => {
      for (let n = 0; n < 20 && (await focused(page)).name !== "INPUT q"; n++) await page.keyboard.press("Tab")
      await page.keyboard.type("gauges river")
      await page.keyboard.press("Enter")
      await page.waitForURL("**/search?q=gauges+river")
      assert.equal(await page.locator("#q").inputValue(), "gauges river")
      assert.ok((await page.locator(".story").count()) >= 1)
      await page.locator(".story a").first().focus()
      await page.keyboard.press("Enter")
      await page.waitForURL("**/articles/*")
    }),
  )
  await checks.check("a topic, a name and a section of a story lead to their pages, and back to the story", () =>
    open({ url: `${url}/articles/${ARTICLE}` }, async (page) => {
      for (const selector of [".topics a", ".authors a.chip", ".breadcrumb li:nth-child(2) a"]) {
        await page.goto(`${url}/articles/${ARTICLE}`)
        await page.locator(selector).first().click()
        await page.waitForLoadState()
        assert.match(page.url(), /\/(tags|authors|sections)\//)
        assert.equal(await page.locator(`.story a[href="/articles/${ARTICLE}"]`).count(), 1, selector)
      }
    }),
  )
  await checks.check("the feeds page finds a topic's feeds without a script", () =>
    open({ url: `${url}/feeds`, options: { javaScriptEnabled: false } }, async (page) => {
      const { height } = (await page.locator("body").boundingBox())!
      assert.ok(height < 3500, `it is ${height} px high`)
      await page.locator("#q").fill("water")
      await page.locator("button").click()
      await page.waitForURL("**/feeds?q=water")
      assert.equal(await page.locator(".rows .row-name").first().textContent(), "water")
      assert.equal(await page.locator(".rows .formats").first().locator("a").count(), 3)
    }),
  )
  await checks.check("every letter of Pashto is shown, whatever fonts there are", () =>
    open({ url: `${url}/articles/${PASHTO}` }, async (page) => {
      const missing = await page.evaluate(async () => {
        await document.fonts.ready
        const font = `100px ${getComputedStyle(document.querySelector("h1")!).fontFamily}`
        const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!
        const draw = async (letter: string) => {
          await document.fonts.load(font, letter)
          context.clearRect(0, 0, 300, 150)
          context.font = font
          context.fillText(letter, 100, 100)
          return String(context.getImageData(0, 0, 300, 150).data)
        }
        // No font has a letter for a code that is none.
        const none = await draw("\u0378")
        const found: string[] = []
        for (const letter of "ابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهۀیېيۍئ") {
          if ((await draw(letter)) === none) found.push(letter)
        }
        return found
      })
      assert.deepEqual(missing, [])
    }),
  )
  await checks.check("a story prints without what only a screen needs", () =>
    open({ url: `${url}/articles/${ARTICLE}`, options: { colorScheme: "dark" } }, async (page) => {
      await page.emulateMedia({ media: "print" })
      await shoot(page, "print")
      for (const selector of [".masthead nav", ".follow", ".breadcrumb"])
        assert.equal(await page.locator(selector).isVisible(), false, selector)
      const colours = await page.evaluate(() => [
        getComputedStyle(document.body).color,
        getComputedStyle(document.body).backgroundColor,
      ])
      assert.deepEqual(colours, ["rgb(0, 0, 0)", "rgb(255, 255, 255)"])
    }),
  )
}

/** What has the focus. */
function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const box = element.getBoundingClientRect()
    const { outlineWidth, outlineStyle } = getComputedStyle(element)
    return {
      name: `${element.tagName} ${element.id || element.textContent?.trim().slice(0, 60)}`,
      at: [...document.querySelectorAll("*")].indexOf(element),
      isSeen:
        box.width > 0 &&
        box.bottom > 0 &&
        box.top < window.innerHeight &&
        box.right > 0 &&
        box.left < window.innerWidth,
      outline: outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth),
    }
  })
}
