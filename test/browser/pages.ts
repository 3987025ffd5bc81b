import assert from "node:assert/strict"
import { violations } from "./axe.ts"
import { expectTidy, shoot } from "./look.ts"
import { ARTICLE, DESK, PASHTO, PHONE, type Session } from "./session.ts"

const SIZES = { phone: PHONE, desk: DESK }
const SCHEMES = ["light", "dark"] as const

/** Every kind of page, by name. A status beside the path is that of a page that says what went wrong. */
const PAGES: Record<string, [path: string, status?: number]> = {
  home: ["/"],
  article: [`/articles/${ARTICLE}`],
  pashto: [`/articles/${PASHTO}`],
  section: ["/sections/environment"],
  tag: ["/tags/water"],
  author: ["/authors/laila-sahar"],
  archive: ["/archive"],
  month: [`/archive/${new Date().toISOString().slice(0, 7)}`],
  search: ["/search?q=kabul"],
  "search-nothing": ["/search?q=zebra+crossing"],
  feeds: ["/feeds"],
  "feeds-search": ["/feeds?q=wa"],
  missing: ["/no/such/page", 404],
  refused: ["/archive/2026-11?cursor=x", 400],
  status: ["/status"],
}

/** Every page, at both sizes and in both schemes. `suffix` names what is special about this paper. */
export async function checkPages({ checks, open, demo: { url, token } }: Session, suffix = ""): Promise<void> {
  for (const [name, [path, status = 200]] of Object.entries(PAGES)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of SCHEMES) {
        const options = { viewport, colorScheme, httpCredentials: { username: "editor", password: token } }
        await checks.check(`${name}${suffix} fits a ${size}, ${colorScheme}, and axe finds nothing`, () =>
          open({ url: url + path, options, mayComplain: status !== 200 }, async (page, answer) => {
            assert.equal(answer?.status(), status)
            await expectTidy(page, colorScheme)
            await shoot(page, `${name}${suffix}-${size}-${colorScheme}`)
            assert.deepEqual(await violations(page), [])
          }),
        )
      }
    }
  }
}

/** A paper in Pashto: every page runs from right to left, kept pages too, which were written in English before. */
export async function checkRightToLeft(session: Session): Promise<void> {
  const { checks, open, demo } = session
  await checks.check("kept pages turn to the paper's new language", async () => {
    for (const path of ["/", "/sections/environment", "/archive"]) {
      const turned = async () => (await (await fetch(demo.url + path)).text()).includes('<html lang="ps" dir="rtl">')
      for (let n = 0; !(await turned()); n++) {
        assert.ok(n < 40, `${path} stays as it was`)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  })
  await checkPages(session, "-rtl")
  await checks.check("a name in Latin letters stands where the page begins", () =>
    open({ url: `${demo.url}/authors/laila-sahar`, options: { viewport: DESK } }, async (page) => {
      const [name, kicker] = [
        await page.locator("h1 bdi").boundingBox(),
        await page.locator("header .kicker").boundingBox(),
      ]
      assert.ok(Math.abs(name!.x + name!.width - (kicker!.x + kicker!.width)) < 2)
    }),
  )
  await checks.check("a section has its name in the paper's language", () =>
    open({ url: `${demo.url}/sections/environment` }, async (page) => {
      assert.equal(await page.locator("h1").textContent(), "چاپېریال")
      assert.equal(await page.locator(".masthead nav a[href='/archive']").textContent(), "ارشیف")
    }),
  )
}
