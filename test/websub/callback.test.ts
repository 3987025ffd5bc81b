import { describe, expect, it } from "vitest"
import type { Config } from "../../src/model/config.ts"
import { callbackOf, newSubscriptionId, readToken, secretMark, secretOf, secretsOf } from "../../src/websub/callback.ts"

const withSecrets = (...keySecrets: string[]) =>
  ({ keySecret: keySecrets[0], keySecrets, publication: { siteUrl: "https://courier.example" } }) as Config
const config = withSecrets("our secret")
const ID = "AAAAAAAAAAAAAAAAAAAAAA"
const tokenOf = async (id: string, keySecret = "our secret") =>
  (await callbackOf(withSecrets(keySecret), id)).split("/").at(-1)!

describe("a callback", () => {
  it("leads back to its subscription", async () => {
    expect(await callbackOf(config, ID)).toMatch(/^https:\/\/courier\.example\/websub\/callback\/[A-Za-z0-9_-]{44}$/)
    expect(await readToken(config, await tokenOf(ID))).toBe(ID)
  })

  it("cannot be guessed or changed", async () => {
    const token = await tokenOf(ID)
    const others = [
      "",
      ID,
      `${token}A`,
      token.slice(1),
      `B${token.slice(1)}`,
      `${token.slice(0, 22)}${"A".repeat(22)}`,
      await tokenOf(ID, "another secret"),
      `${token.slice(0, 43)}!`,
    ]
    expect(await Promise.all(others.map((each) => readToken(config, each)))).toEqual(others.map(() => null))
  })

  it("has a new id and a secret of its own, of less than 200 bytes (WebSub §5.1)", async () => {
    const ids = [newSubscriptionId(), newSubscriptionId()]
    expect(new Set(ids).size).toBe(2)
    const secrets = await Promise.all(ids.map((id) => secretOf(config, id)))
    expect(new Set(secrets).size).toBe(2)
    for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await secretOf(withSecrets("another"), ids[0]!)).not.toBe(secrets[0])
  })

  it("is made from the first secret and known by both while KEY_SECRET is rotated", async () => {
    const [old, both, next] = [withSecrets("old"), withSecrets("new", "old"), withSecrets("new")]
    const [oldToken, newToken] = [await tokenOf(ID, "old"), await tokenOf(ID, "new")]
    expect(await callbackOf(both, ID)).toBe(await callbackOf(next, ID))
    expect(await Promise.all([oldToken, newToken].map((token) => readToken(both, token)))).toEqual([ID, ID])
    expect(await readToken(next, oldToken)).toBeNull()
    expect(await secretsOf(both, ID)).toEqual([await secretOf(next, ID), await secretOf(old, ID)])
    const marks = await Promise.all([old, both, next].map(secretMark))
    expect([marks[1] === marks[0], marks[2] === marks[0]]).toEqual([true, false])
  })
})
