import { describe, expect, it } from "vitest"
import { toBytes } from "../../src/lib/crypto/hash.ts"
import { readImageHeader } from "../../src/web/image-header.ts"

const hex = (text: string) => Uint8Array.from(text.match(/[0-9a-f]{2}/g)!, (pair) => Number.parseInt(pair, 16))
const PNG = hex("89504e470d0a1a0a0000000d49484452 00000640 00000384 0802000000 00000000".replaceAll(" ", ""))
const JPEG = hex(
  "ffd8ffe000104a46494600010100000100010000 ffc00011 08 0384 0640 03012200021101031101".replaceAll(" ", ""),
)
const WEBP = hex("52494646 24000000 57454250 56503820 18000000 300100 9d012a 4006 8403 0000".replaceAll(" ", ""))

describe("the first bytes of an image", () => {
  it.each([
    ["PNG", PNG, "image/png"],
    ["JPEG", JPEG, "image/jpeg"],
    ["WebP", WEBP, "image/webp"],
  ])("%s", (_, bytes, type) => {
    const padded = new Uint8Array(200)
    padded.set(bytes)
    expect(readImageHeader(padded)).toEqual({ type, width: 1600, height: 900 })
  })

  it.each([
    ["nothing", new Uint8Array(0)],
    ["a page", toBytes("<!doctype html><title>Not here</title>")],
    ["a cut PNG", PNG.slice(0, 12)],
    ["a cut JPEG", JPEG.slice(0, 22)],
    ["an SVG", toBytes('<svg width="9" height="9"/>')],
  ])("are none in %s", (_, bytes) => {
    expect(readImageHeader(bytes)).toBeNull()
  })
})
