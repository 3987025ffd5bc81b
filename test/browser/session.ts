import assert from "node:assert/strict"
import type { Browser, BrowserContextOptions, Page, Response } from "playwright-core"
import type { Checks } from "./checks.ts"
import type { Demo } from "./demo.ts"

export const PHONE = { width: 390, height: 844 }
export const DESK = { width: 1280, height: 900 }
/** A story of the demo that partners have written about. */
export const ARTICLE = "river-gauges-return"
/** One from right to left. */
export const PASHTO = "kunar-school-rebuilt"

const MAX_WAIT_MS = 4_000

interface View {
  url: string
  options?: BrowserContextOptions
  /** The browser's own note of a 404 or 410 is let pass. */
  mayComplain?: boolean
  /** A script that runs before the page's own. */
  before?: string
}

/** What the checks work with. */
export interface Session {
  checks: Checks
  demo: Demo
  /** Opens a page, hands it to `look`, and throws when the browser complained: of the policy, say. */
  open(view: View, look: (page: Page, answer: Response | null) => Promise<void>): Promise<void>
}

export function sessionOf(browser: Browser, demo: Demo, checks: Checks): Session {
  return {
    checks,
    demo,
    open: async ({ url, options = {}, mayComplain, before }, look) => {
      const context = await browser.newContext(options)
      try {
        const page = await context.newPage()
        page.setDefaultTimeout(MAX_WAIT_MS)
        if (before) await page.addInitScript(before)
        const said: string[] = []
        page.on("console", (message) => {
          if (["error", "warning"].includes(message.type())) said.push(message.text())
        })
        page.on("pageerror", (error) => said.push(String(error)))
        const answer = await page.goto(url, { waitUntil: "networkidle" })
        await look(page, answer)
        if (!mayComplain) assert.deepEqual(said, [], "the browser complained")
      } finally {
        await context.close()
      }
    },
  }
}
