import { describe, expect, it } from "vitest"
import { readFeed } from "../../../src/feeds/read/read.ts"
import { renderPreview } from "../../../src/feeds/write/parsed-feed.ts"

// Pairs: what a publisher sent, and the JSON Feed and schedule that we make of it.
const inputs = import.meta.glob<string>(["../../fixtures/partners/*.in.*"], {
  query: "?raw",
  import: "default",
  eager: true,
})
const outputs = import.meta.glob<string>(["../../fixtures/partners/*.out.json"], {
  query: "?raw",
  import: "default",
  eager: true,
})

const NOW = Date.UTC(2026, 10, 23, 12)

describe("a document that was sent", () => {
  it.each(Object.keys(inputs))("%s becomes the feed that it means", (path) => {
    const read = readFeed(new TextEncoder().encode(inputs[path]), {
      baseUrl: "https://base.example/feeds/news",
      now: NOW,
    })
    const expected = outputs[path.replace(/\.in\.\w+$/, ".out.json")]
    if (read.outcome !== "feed" || expected === undefined) throw new Error(`${path}: ${read.outcome}, or no output`)
    const plain = JSON.parse(JSON.stringify({ preview: renderPreview(read.feed), schedule: read.feed.schedule }))
    expect(plain).toEqual(JSON.parse(expected))
  })

  it("has its expected output beside it, every one", () => {
    const names = (paths: object) => Object.keys(paths).map((path) => path.replace(/\.(in\.\w+|out\.json)$/, ""))
    expect(names(inputs).length).toBeGreaterThan(10)
    expect(names(inputs)).toEqual(names(outputs))
  })
})
