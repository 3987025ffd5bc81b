import { gzipSync } from "node:zlib"
import { expect, it } from "vitest"
import { buildWidget } from "../../src/dev/build-widget.ts"
import built from "../../src/http/site/assets/widget.min.client.js"
import { WIDGET } from "../../src/http/site/assets/widget.ts"

it("the widget that is served is what `npm run widget` makes of its sources", () => {
  expect(built).toBe(buildWidget())
})

it("the widget is 4,096 bytes at most, gzipped", () => {
  expect(gzipSync(WIDGET, { level: 9 }).length).toBeLessThanOrEqual(4096)
})
