import assert from "node:assert/strict"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Browser, chromium } from "playwright-core"
import { Checks } from "./checks.ts"
import { checkCounted } from "./counted.ts"
import { type Demo, freePort, startDemo } from "./demo.ts"
import { checkFeeds } from "./feeds.ts"
import { checkPages, checkRightToLeft } from "./pages.ts"
import { checkReadmes } from "./readme.ts"
import { checkSecondStart, checkWithdrawn } from "./restart.ts"
import { sessionOf } from "./session.ts"
import { checkStories } from "./stories.ts"
import { checkWays } from "./ways.ts"
import { checkWidget } from "./widget.ts"
import { checkWidgetLayouts } from "./widget-layouts.ts"

// Nothing that looks to the network on the browser's own account.
const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
]

const checks = new Checks()
const stateDir = mkdtempSync(join(tmpdir(), "check-also-"))
const [port, partnerPort] = [await freePort(), await freePort()]
const start = (variables?: Record<string, string>) => startDemo(stateDir, port, partnerPort, variables)
let demo: Demo | undefined
let browser: Browser | undefined

try {
  demo = await start()
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS })
  const session = sessionOf(browser, demo, checks)
  await checkPages(session)
  await checkStories(session)
  await checkFeeds(session)
  await checkWidget(session)
  await checkWidgetLayouts(session, await (await fetch(`${demo.url}/check-also.js`)).text())
  await checkWays(session)
  demo = await checkSecondStart(session, () => start({ COUNT_LINKS: "true" }))
  const second = sessionOf(browser, demo, checks)
  await checkCounted(second)
  await checkWithdrawn(second)
  await checkReadmes(second)
  await demo.interrupt()
  demo = await start({ LANGUAGE: "ps", COUNT_LINKS: "true" })
  await checkRightToLeft(sessionOf(browser, demo, checks))
} catch (error) {
  await checks.check("the run itself", () => Promise.reject(error))
} finally {
  await browser?.close()
  const last = demo
  if (last) await checks.check("Ctrl-C ends all that the demo started", async () => assert.ok(await last.interrupt()))
  rmSync(stateDir, { recursive: true, force: true })
}
console.log(`${checks.passed} passed, ${checks.failed} failed`)
process.exit(checks.failed === 0 ? 0 : 1)
