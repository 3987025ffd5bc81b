import { expect, it } from "vitest"
import { toBytes } from "../../../src/lib/crypto/hash.ts"
import { gunzip, gunzippedLength, gzip } from "../../../src/lib/http/gzip.ts"

it.each(["", "one", "کابل ".repeat(20_000)])("gives the same bytes back (text %#)", async (text) => {
  const plain = toBytes(text)
  const packed = await gzip(plain)
  expect([packed[0], packed[1]]).toEqual([0x1f, 0x8b])
  expect(gunzippedLength(packed)).toBe(plain.length)
  expect(await gunzip(packed)).toEqual(plain)
  expect(await gzip(plain)).toEqual(packed)
})

it("rejects bytes that are cut", async () => {
  const packed = await gzip(toBytes("All about water. ".repeat(100)))
  await expect(gunzip(packed.slice(0, -9))).rejects.toThrow()
})
