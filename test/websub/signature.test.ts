import { describe, expect, it } from "vitest"
import { toBytes } from "../../src/lib/crypto/hash.ts"
import { checkHubSignature } from "../../src/websub/signature.ts"

// RFC 2202 and RFC 4231, test case 2 of each.
const SECRET = "Jefe"
const BODY = toBytes("what do ya want for nothing?")
const DIGESTS = {
  sha1: "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
  sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  sha384: "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
  sha512:
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
}
const { sha256 } = DIGESTS

describe("X-Hub-Signature (WebSub §7.1)", () => {
  it.each(Object.entries(DIGESTS))("%s, in either letter case", async (method, digest) => {
    expect(await checkHubSignature(`${method}=${digest}`, SECRET, BODY)).toBe(true)
    expect(await checkHubSignature(`${method.toUpperCase()}=${digest.toUpperCase()}`, SECRET, BODY)).toBe(true)
    expect(await checkHubSignature(`${method}=${digest}`, "Jefa", BODY)).toBe(false)
    expect(await checkHubSignature(`${method}=${digest}`, SECRET, toBytes("what do ya want for nothing!"))).toBe(false)
  })

  it.each([
    ["four digits more", `sha256=${sha256}abcd`],
    ["a digit less", `sha256=${sha256.slice(1)}`],
    ["two digits less", `sha256=${sha256.slice(2)}`],
    ["the method of another digest", `sha512=${sha256}`],
    ["a method that nobody knows", `md5=${sha256.slice(32)}`],
    ["a name that every object has", `constructor=${sha256}`],
    ["no method", sha256],
    ["no digest", "sha256="],
    ["nothing", ""],
    ["base64", "sha256=W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="],
  ])("%s is wrong", async (_, header) => {
    expect(await checkHubSignature(header, SECRET, BODY)).toBe(false)
  })
})
