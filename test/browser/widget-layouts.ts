import assert from "node:assert/strict"
import type { BrowserContextOptions, Page } from "playwright-core"
import { violations } from "./axe.ts"
import { shoot } from "./look.ts"
import { DESK, PHONE, type Session } from "./session.ts"
import { fakeService, publisher } from "./widget-service.ts"

const LAYOUTS = ["list", "cards", "compact", "slide-in"] as const

/** Counts every layout shift from the first frame on. */
const WATCH = `window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value
}).observe({ type: "layout-shift", buffered: true })`

const box = (page: Page, nth = 0) => page.locator("check-also").nth(nth).locator("section")

const atTheBox = async (page: Page) => {
  await page.locator("footer").scrollIntoViewIfNeeded()
  await box(page).waitFor()
  await page.waitForTimeout(400)
}

/** The widget in every layout and state, on a page of another origin with a strict policy. */
export async function checkWidgetLayouts({ checks, open }: Session, script: string): Promise<void> {
  const service = await fakeService(script)
  const site = await publisher(service.url)
  const at = (query: Record<string, string>) => `${site.url}/?${new URLSearchParams(query)}`
  const look = (query: Record<string, string>, options: BrowserContextOptions, see: (page: Page) => Promise<void>) =>
    open({ url: at(query), options, before: WATCH }, async (page) => {
      await see(page)
      assert.equal(await page.evaluate("window.shifts"), 0, "something in view moved")
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(over <= 0, `it scrolls sideways by ${over}px`)
    })
  const sizes = { phone: PHONE, desk: DESK }
  try {
    for (const layout of LAYOUTS) {
      for (const [size, viewport] of Object.entries(sizes)) {
        for (const colorScheme of ["light", "dark"] as const) {
          const html = `<check-also layout="${layout}"></check-also>`
          await checks.check(`${layout} on a ${size}, ${colorScheme}: moves nothing, axe finds nothing`, () =>
            look({ html, long: "" }, { viewport, colorScheme }, async (page) => {
              await atTheBox(page)
              assert.equal(await box(page).locator("a").count(), 3)
              assert.deepEqual(await violations(page), [])
              await shoot(page, `widget-${layout}-${size}-${colorScheme}`, false)
            }),
          )
        }
      }
      for (const kind of ["", "async", "defer", "module"]) {
        const [viewport, colorScheme] = kind === "module" ? ([PHONE, "dark"] as const) : ([DESK, "light"] as const)
        await checks.check(
          `${layout} by ${kind || "a plain script"}, right to left, ${colorScheme}, with the box in view at load`,
          () =>
            look(
              {
                html: `<check-also class="room" layout="${layout}" limit="2"></check-also>`,
                kind,
                lang: "ps",
                dir: "rtl",
              },
              { viewport, colorScheme },
              async (page) => {
                if (layout === "slide-in" && viewport === DESK) await page.locator("footer").scrollIntoViewIfNeeded()
                await box(page).waitFor()
                assert.equal(await box(page).evaluate((each) => getComputedStyle(each).direction), "rtl")
                assert.deepEqual(await violations(page), [])
                await shoot(page, `widget-${layout}-rtl-${kind}`, false)
              },
            ),
        )
      }
    }
    await checks.check("it is there twice, and added late, under names of their own", () =>
      look(
        {
          html: `<check-also limit="1"></check-also><check-also limit="2" heading="Read on" theme="dark"></check-also>`,
          long: "",
        },
        { viewport: DESK },
        async (page) => {
          await atTheBox(page)
          await page.evaluate(() => document.querySelector("footer")!.append(document.createElement("check-also")))
          await page.locator("check-also").nth(2).scrollIntoViewIfNeeded()
          await box(page, 2).waitFor()
          const names = await page.locator("check-also section").evaluateAll((all) => all.map((each) => each.ariaLabel))
          assert.equal(new Set(names).size, 3)
          assert.deepEqual(await violations(page), [])
          await shoot(page, "widget-thrice", false)
        },
      ),
    )
    for (const state of ["empty", "slow"]) {
      await checks.check(`the service is ${state}: nothing is shown, and the browser says nothing`, () =>
        look({ html: `<check-also url="${service.url}/${state}"></check-also>`, long: "" }, {}, async (page) => {
          await page.locator("footer").scrollIntoViewIfNeeded()
          await page.waitForTimeout(state === "slow" ? 3500 : 500)
          assert.equal(await box(page).count(), 0)
          await page.evaluate(() => window.scrollTo(0, 0))
          await page.waitForFunction(() => document.querySelector("check-also")!.getBoundingClientRect().height === 0)
        }),
      )
    }
    await checks.check("the service is down: nothing is shown", () =>
      open(
        { url: at({ html: `<check-also url="${service.url}/down"></check-also>` }), mayComplain: true },
        async (page) => {
          await page.waitForTimeout(500)
          assert.equal(await box(page).count(), 0)
        },
      ),
    )
    await checks.check("in an iframe, each box is for the page in it", () =>
      look({ html: `<iframe src="/?long" width="600" height="500" title="A story"></iframe>` }, {}, async (page) => {
        const framed = page.frameLocator("iframe")
        await framed.locator("footer").scrollIntoViewIfNeeded()
        await framed.locator("check-also section").waitFor()
        assert.ok((await framed.locator("check-also section a").count()) > 0)
      }),
    )
    await checks.check("the script is blocked: what stands in the element is shown", () =>
      look(
        { kind: "none", html: `<check-also><a href="${service.url}/">More stories</a></check-also>` },
        {},
        async (page) => {
          assert.ok(await page.getByText("More stories").isVisible())
        },
      ),
    )
    await checks.check("a label stands before a sponsored headline, in a list of its own", () =>
      look({ long: "" }, { viewport: DESK }, async (page) => {
        await atTheBox(page)
        const paid = page.locator("check-also ul").nth(1)
        assert.match((await paid.innerText()).trim(), /^Sponsored\s+Saffron/)
        assert.equal(await paid.locator("a").getAttribute("rel"), "sponsored noopener")
        assert.equal(await page.locator("check-also ul").first().locator("[rel~=sponsored]").count(), 0)
      }),
    )
    await checks.check("the box that comes in: closed by the keyboard, it stays closed for the visit", () =>
      look(
        { html: `<check-also layout="slide-in"></check-also>`, long: "" },
        { viewport: DESK, reducedMotion: "reduce" },
        async (page) => {
          assert.equal(await box(page).count(), 0)
          await atTheBox(page)
          assert.equal(await box(page).evaluate((each) => getComputedStyle(each).animationName), "none")
          await box(page).locator("button").focus()
          await page.keyboard.press("Tab")
          const focused = await page.evaluate(
            () => document.querySelector("check-also")!.shadowRoot!.activeElement!.tagName,
          )
          assert.equal(focused, "A")
          await page.keyboard.press("Escape")
          assert.equal(await box(page).count(), 0)
          await page.reload()
          await page.locator("footer").scrollIntoViewIfNeeded()
          await page.waitForTimeout(500)
          assert.equal(await box(page).count(), 0)
        },
      ),
    )
    await checks.check("it tells the page what was shown and clicked, and the service only where it may", () =>
      look(
        {
          html: `<check-also limit="1" utm="autumn" target="_blank"></check-also><check-also limit="2" count></check-also>`,
          long: "",
        },
        { viewport: DESK },
        async (page) => {
          await page.evaluate(`window.told = []; for (const name of ["shown", "click"])
          document.addEventListener("check-also:" + name, (event) => told.push([name, event.detail.links.length]))`)
          await atTheBox(page)
          await box(page, 1).scrollIntoViewIfNeeded()
          await page.waitForTimeout(300)
          const href = (await box(page).locator("a").getAttribute("href")) ?? ""
          assert.match(href, /\?utm_source=127\.0\.0\.1&utm_medium=check-also&utm_campaign=autumn$/)
          await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()))
          for (const n of [0, 1]) await box(page, n).locator("a").first().click()
          await page.waitForTimeout(300)
          const told = (await page.evaluate("told")) as [string, number][]
          assert.deepEqual(told.sort(), [
            ["click", 1],
            ["click", 1],
            ["shown", 1],
            ["shown", 2],
          ])
          assert.deepEqual(service.beacons.map((each) => JSON.parse(each).event).sort(), ["click", "shown"])
        },
      ),
    )
  } finally {
    site.close()
    service.close()
  }
}
