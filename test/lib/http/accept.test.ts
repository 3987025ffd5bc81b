import { describe, expect, it } from "vitest"
import { acceptsGzip, takes } from "../../../src/lib/http/accept.ts"

describe("acceptsGzip (RFC 9110 §12.5.3)", () => {
  it.each([
    ["gzip", true],
    ["GZIP", true],
    ["x-gzip", true],
    ["br, gzip;q=0.1", true],
    ["deflate,gzip", true],
    ["*", true],
    ["identity, *;q=0.5", true],
    ["gzip;q=0", false],
    ["gzip ; Q = 0.000", false],
    ["*, gzip;q=0", false],
    ["*;q=0", false],
    ["br, deflate", false],
    ["gzipped", false],
    ["", false],
    [",;=", false],
    [null, false],
  ])("%j: %j", (header, expected) => {
    expect(acceptsGzip(header)).toBe(expected)
  })
})

it("takes says whether a member is named, and whether it is refused", () => {
  expect(takes("vcdiff, feed", "feed")).toBe(true)
  expect(takes("Feed;q=0.0, vcdiff", "feed")).toBe(false)
  expect(takes("feeds, vcdiff", "feed")).toBeUndefined()
})
