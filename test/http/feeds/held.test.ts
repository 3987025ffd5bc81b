import { expect, it } from "vitest"
import { bytesOfBoth, type HeldFeed, headersOf, heldBody } from "../../../src/http/feeds/held.ts"
import { toBytes } from "../../../src/lib/crypto/hash.ts"
import { gzip } from "../../../src/lib/http/gzip.ts"
import type { Snapshot } from "../../../src/store/snapshots.ts"

const PLAIN = toBytes("All about water. ".repeat(100))
const versions = [{ etag: '"abc"', since: 1_000 }]

const hold = (snapshot: Snapshot): HeldFeed => ({
  key: { kind: "main" },
  format: "rss",
  counted: { feed: "main", file: "rss.xml", id: "main/rss.xml", kind: "main", format: "rss", hasReaders: true },
  snapshot,
  headers: headersOf('<https://courier.example/rss.xml>; rel="self"', "rss", snapshot),
  checkedAt: 0,
  bytes: bytesOfBoth(snapshot),
  notedAt: 0,
})

it("lets no request wait for another's work, which ends when its client goes away", async () => {
  const held = hold({ gzip: await gzip(PLAIN), versions })
  const [one, other] = [heldBody(held, "plain"), heldBody(held, "plain")]
  expect(one).not.toBe(other)
  expect(await one).toEqual(PLAIN)
  expect(await other).toEqual(PLAIN)
  // Then it is there, and nobody waits.
  expect(heldBody(held, "plain")).toEqual(PLAIN)
})

it("counts both forms, also before the other is made", async () => {
  const packed = await gzip(PLAIN)
  expect(bytesOfBoth({ gzip: packed, versions })).toBe(PLAIN.length + packed.length)
  expect(bytesOfBoth({ plain: PLAIN, gzip: packed, versions })).toBe(PLAIN.length + packed.length)
  expect(bytesOfBoth({ plain: PLAIN, versions })).toBeGreaterThanOrEqual(PLAIN.length + packed.length)
})
