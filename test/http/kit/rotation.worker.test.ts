import { Webhook } from "standardwebhooks"
import { beforeEach, describe, expect, it } from "vitest"
import type { Config } from "../../../src/model/config.ts"
import { newsroom } from "../../support/newsroom.ts"
import { addPartner, jsonFeed, NOW, sentItem } from "../../support/partners.ts"

// The steps that src/dev/README.md gives an operator, and what editors and partners see at each.

let courier: ReturnType<typeof newsroom>
beforeEach(() => {
  courier = newsroom()
})

const configure = (config: Partial<Config>) =>
  Object.assign(courier.services, { config: { ...courier.services.config, ...config } })
const secrets = (...keySecrets: string[]) => configure({ keySecret: keySecrets[0], keySecrets })

describe("the editors' token", () => {
  const statusWith = async (token: string) => {
    const editor = await courier.request("/partners", { headers: { authorization: `Bearer ${token}` } })
    const page = await courier.request("/status", { headers: { authorization: `Basic ${btoa(`any:${token}`)}` } })
    return [editor.status, page.status]
  }

  it.each<[string, string[], string[], string[]]>([
    ["is one", ["old"], ["old"], ["new", "old new", ""]],
    ["is either while it is rotated", ["new", "old"], ["new", "old"], ["new old", "ne", ""]],
    ["is the new one afterwards", ["new"], ["new"], ["old"]],
    ["is none where none is set", [], [], ["", "undefined"]],
  ])("%s", async (_, editorTokens, known, unknown) => {
    configure({ editorTokens })
    for (const token of known) expect([token, ...(await statusWith(token))]).toEqual([token, 200, 200])
    for (const token of unknown) expect([token, ...(await statusWith(token))]).toEqual([token, 401, 401])
  })
})

describe("KEY_SECRET", () => {
  const issueKey = async () =>
    ((await (await courier.send("POST", "/partners/herald/key", "")).json()) as { key: string }).key

  let sent = 0
  async function statusOfSigned(key: string) {
    const [id, body] = [`msg_${sent++}`, jsonFeed([sentItem(0)])]
    const headers = {
      "content-type": "application/feed+json",
      "webhook-id": id,
      "webhook-timestamp": String(NOW / 1000),
      "webhook-signature": new Webhook(key).sign(id, new Date(NOW), body),
    }
    return (await courier.request("/partners/herald/items", { method: "POST", headers, body })).status
  }

  it("of before still checks signatures while it is rotated, and new keys need it no more", async () => {
    await addPartner()
    secrets("old")
    const before = await issueKey()
    secrets("new", "old")
    expect(await statusOfSigned(before)).toBe(200)
    const after = await issueKey()
    expect(after).not.toBe(before)
    expect([await statusOfSigned(after), await statusOfSigned(before)]).toEqual([200, 200])
    secrets("new")
    expect([await statusOfSigned(after), await statusOfSigned(before)]).toEqual([200, 401])
  })
})
