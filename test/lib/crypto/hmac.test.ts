import { describe, expect, it } from "vitest"
import { fromBase64, toBase64 } from "../../../src/lib/crypto/base64.ts"
import { equalBytes, equalSecrets } from "../../../src/lib/crypto/equal.ts"
import { sha256Base64Url, sha256Hex, toHex } from "../../../src/lib/crypto/hash.ts"
import { deriveKey, hmac } from "../../../src/lib/crypto/hmac.ts"

describe("hashes", () => {
  it("is SHA-256 as FIPS 180-4 gives it for abc", async () => {
    expect(await sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    expect(await sha256Base64Url("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
  })

  it("carries every byte through base64 and refuses what is none", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    expect(fromBase64(toBase64(bytes))).toEqual(bytes)
    expect(fromBase64("not base64!")).toBeNull()
  })
})

describe("HMAC", () => {
  it("gives RFC 4231's second case", async () => {
    expect(toHex(await hmac("Jefe", "what do ya want for nothing?"))).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    )
  })

  it("derives one key for one purpose", async () => {
    const a = await deriveKey("secret", "partner keys")
    expect(a).toEqual(await deriveKey("secret", "partner keys"))
    expect(a).not.toEqual(await deriveKey("secret", "tokens"))
    expect(a).not.toEqual(await deriveKey("other", "partner keys"))
    expect(a).toHaveLength(32)
  })

  it.each([
    ["", "", true],
    ["a", "a", true],
    ["a", "b", false],
    ["a", "", false],
    ["", "a", false],
    ["abc", "abcd", false],
    ["abcd", "abc", false],
  ])("compares %j with %j: %s", async (a, b, expected) => {
    expect(await equalSecrets(a, b)).toBe(expected)
    expect(equalBytes(new TextEncoder().encode(a), new TextEncoder().encode(b))).toBe(expected)
  })
})
