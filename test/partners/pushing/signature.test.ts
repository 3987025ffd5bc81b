import { Webhook } from "standardwebhooks"
import { describe, expect, it } from "vitest"
import { fromBase64, toBase64 } from "../../../src/lib/crypto/base64.ts"
import { hmac } from "../../../src/lib/crypto/hmac.ts"
import { checkSignature, signatureHeaders } from "../../../src/partners/pushing/signature.ts"

const KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
const OTHER = "whsec_c2VjcmV0LW9mLXNvbWVib2R5LWVsc2U="
const NOW = Date.UTC(2026, 10, 23, 9, 30)
const BODY = '{"title":"Gauges return to the river","url":"https://herald.example/gauges"}'
const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>

function signed(key = KEY, at = NOW, body = BODY, id = "msg_1") {
  return { id, timestamp: String(Math.floor(at / 1000)), signature: new Webhook(key).sign(id, new Date(at), body) }
}

describe("checkSignature", () => {
  it("takes what the standardwebhooks client signs, and signs the same", async () => {
    expect(await checkSignature(signed(), bytes(BODY), [KEY], NOW)).toEqual({ outcome: "valid", id: "msg_1" })
    const { timestamp, signature } = signed()
    const ours = toBase64(await hmac(fromBase64(KEY.slice("whsec_".length))!, `msg_1.${timestamp}.${BODY}`))
    expect(signature).toBe(`v1,${ours}`)
  })

  it("takes bytes that are no UTF-8", async () => {
    const body = new Uint8Array([0xff, 0xfe, 0x00, 0x3c])
    const timestamp = String(NOW / 1000)
    const content = new Uint8Array([...bytes(`msg_2.${timestamp}.`), ...body])
    const signature = `v1,${toBase64(await hmac(fromBase64(KEY.slice("whsec_".length))!, content))}`
    expect(await checkSignature({ id: "msg_2", timestamp, signature }, body, [KEY], NOW)).toMatchObject({
      outcome: "valid",
    })
  })

  it("takes any of several keys, and any of several signatures", async () => {
    expect(await checkSignature(signed(OTHER), bytes(BODY), [KEY, OTHER], NOW)).toMatchObject({ outcome: "valid" })
    const both = { ...signed(), signature: `v1a,AAAA v1,AAAA ${signed().signature}` }
    expect(await checkSignature(both, bytes(BODY), [KEY], NOW)).toMatchObject({ outcome: "valid" })
  })

  const minute = 60_000
  it.each([
    ["a body altered by a byte", signed(), BODY.replace("river", "rivet"), NOW, "wrong"],
    ["a body with a byte more", signed(), `${BODY} `, NOW, "wrong"],
    ["another's key", signed(OTHER), BODY, NOW, "wrong"],
    ["another id", { ...signed(), id: "msg_9" }, BODY, NOW, "wrong"],
    ["another time", { ...signed(), timestamp: String(NOW / 1000 + 1) }, BODY, NOW, "wrong"],
    ["a clock behind by more than five minutes", signed(KEY, NOW - 5 * minute - 1000), BODY, NOW, "expired"],
    ["a clock ahead by more than five minutes", signed(KEY, NOW + 5 * minute + 1000), BODY, NOW, "expired"],
    ["a clock behind by five minutes", signed(KEY, NOW - 5 * minute), BODY, NOW, "valid"],
    ["a clock ahead by five minutes", signed(KEY, NOW + 5 * minute), BODY, NOW, "valid"],
    ["no id", { ...signed(), id: "" }, BODY, NOW, "malformed"],
    ["an endless id", { ...signed(), id: "x".repeat(201) }, BODY, NOW, "malformed"],
    ["no time", { ...signed(), timestamp: "" }, BODY, NOW, "malformed"],
    ["a time in words", { ...signed(), timestamp: "now" }, BODY, NOW, "malformed"],
    ["a time below zero", { ...signed(), timestamp: "-1" }, BODY, NOW, "malformed"],
    ["no signature", { ...signed(), signature: "" }, BODY, NOW, "malformed"],
    ["a signature of another scheme", { ...signed(), signature: "v2,AAAA" }, BODY, NOW, "malformed"],
    ["a signature that is no base64", { ...signed(), signature: "v1,%%%" }, BODY, NOW, "malformed"],
    ["an empty signature", { ...signed(), signature: "v1," }, BODY, NOW, "wrong"],
  ])("%s: %#", async (_, headers, body, now, outcome) => {
    expect((await checkSignature(headers, bytes(body), [KEY], now)).outcome).toBe(outcome)
  })

  it("fits nothing without keys", async () => {
    expect(await checkSignature(signed(), bytes(BODY), [], NOW)).toMatchObject({ outcome: "wrong" })
  })
})

it("finds the headers where there is any of them", () => {
  expect(signatureHeaders(new Headers())).toBeNull()
  expect(signatureHeaders(new Headers({ "webhook-id": "msg_1" }))).toEqual({
    id: "msg_1",
    timestamp: "",
    signature: "",
  })
})
