import { describe, expect, it } from "vitest"
import type { Config } from "../../src/model/config.ts"
import { callbackOf, newSubscriptionId, readToken, secretOf } from "../../src/websub/callback.ts"

const config = { keySecret: "our secret", publication: { siteUrl: "https://courier.example" } } as Config
const ID = "AAAAAAAAAAAAAAAAAAAAAA"
const tokenOf = async (id: string, keySecret = "our secret") =>
  (await callbackOf({ ...config, keySecret }, id)).split("/").at(-1)!

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
    expect(await secretOf({ ...config, keySecret: "another" }, ids[0]!)).not.toBe(secrets[0])
  })
})
