import { expect, it } from "vitest"
import { toPartners } from "../../src/partners/import-opml.ts"

it("gives every partner an id of its own, in Latin letters", () => {
  const outlines = ["Élan & Co", "Elan co!", "د کابل ورځپاڼه", undefined].map((title, n) => ({
    feedUrl: `https://www.paper-${n}.example/feed`,
    title,
  }))
  expect(toPartners(outlines, ["elan-co"]).map(({ id }) => id)).toEqual([
    "elan-co-2",
    "elan-co-3",
    "paper-2-example",
    "www-paper-3-example",
  ])
})
