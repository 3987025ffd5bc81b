import { Webhook } from "standardwebhooks"
import { beforeEach, describe, expect, it } from "vitest"
import { EDITOR, newsroom } from "../../support/newsroom.ts"
import { addPartner, jsonFeed, MINUTE, NOW, rowsOf, sentItem } from "../../support/partners.ts"

type Courier = ReturnType<typeof newsroom>

const keyOf = async (courier: Courier, id: string) =>
  ((await (await courier.send("POST", `/partners/${id}/key`, "")).json()) as { key: string }).key

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

/** A body that is never there, and whether somebody asked for it. */
function unread() {
  let asked = false
  const pull = (controller: ReadableStreamDefaultController) => {
    asked = true
    controller.error(new Error("the body was read"))
  }
  return { body: new ReadableStream({ pull }, { highWaterMark: 0 }), wasAsked: () => asked }
}

/** The answer to a request whose body must not be read for it. */
async function statusBeforeBody(courier: Courier, method: string, path: string, headers: Record<string, string> = {}) {
  const { body, wasAsked } = unread()
  const response = await courier.request(path, { method, headers, body, duplex: "half" } as RequestInit)
  expect(wasAsked(), `${method} ${path} read the body`).toBe(false)
  return response
}

/** Signed over this content, by the standardwebhooks client. */
const signedOver = (key: string, content: string, id = "msg_1", at = NOW) => ({
  "webhook-id": id,
  "webhook-timestamp": String(Math.floor(at / 1000)),
  "webhook-signature": new Webhook(key).sign(id, new Date(at), content),
})

describe("before a body is read", () => {
  it("a stranger is refused, on every route that takes credentials", async () => {
    const courier = newsroom()
    const { paths } = (await (await courier.request("/openapi.json")).json()) as {
      paths: Record<string, Record<string, { security: unknown[] }>>
    }
    const guarded = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([method, { security }]) => security.length > 0 && method !== "get")
        .map(([method]) => [method.toUpperCase(), path.replace(/\{\w+\}/g, "x1")] as const),
    )
    expect(guarded.length).toBeGreaterThan(12)
    for (const [method, path] of guarded) {
      for (const headers of [{}, bearer("nonsense"), bearer("whsec_AAAA")]) {
        expect((await statusBeforeBody(courier, method, path, headers)).status, `${method} ${path}`).toBe(401)
      }
    }
  })

  describe.each([
    ["POST", "/items"],
    ["DELETE", "/items/story-0"],
    ["POST", "/ping"],
  ])("of %s …%s", (method, rest) => {
    const path = `/partners/herald${rest}`
    let courier: Courier
    let key: string
    beforeEach(async () => {
      await addPartner()
      await addPartner({ id: "tribune" })
      courier = newsroom()
      key = await keyOf(courier, "herald")
    })

    it("another partner's key is refused, and an editor is told that there is no such partner", async () => {
      const foreign = bearer(await keyOf(courier, "tribune"))
      expect((await statusBeforeBody(courier, method, path, foreign)).status).toBe(403)
      expect((await statusBeforeBody(courier, method, `/partners/nobody${rest}`, EDITOR)).status).toBe(404)
    })

    it("the rate is held, and a partner that is switched off is refused", async () => {
      courier.services.limiter = { limit: async () => ({ success: false }) }
      expect((await statusBeforeBody(courier, method, path, bearer(key))).status).toBe(429)
      await addPartner({ enabled: false })
      expect((await statusBeforeBody(courier, method, path, bearer(key))).status).toBe(403)
    })

    it("a signature is refused that no body could make good, in words that do not say who is a partner", async () => {
      const good = signedOver(key, "")
      const details: string[] = []
      for (const [to, headers] of [
        ["herald", { ...good, "webhook-id": "" }],
        ["herald", { ...good, "webhook-signature": "v1,%%%" }],
        ["herald", signedOver(key, "", "msg_1", NOW - 6 * MINUTE)],
        ["tribune", good],
        ["nobody", good],
        ["NO", good],
      ] as const) {
        const response = await statusBeforeBody(courier, method, `/partners/${to}${rest}`, headers)
        expect(response.status).toBe(401)
        details.push(((await response.json()) as { detail: string }).detail.replaceAll(`/${to}`, ""))
      }
      await keyOf(courier, "tribune")
      const wrong = await courier.request(`/partners/tribune${rest}`, {
        method,
        headers: { ...good, "content-type": "application/json" },
        ...(rest === "/items" ? { body: "{}" } : {}),
      })
      expect(wrong.status).toBe(401)
      const said = ((await wrong.json()) as { detail: string }).detail.replaceAll("/tribune", "")
      expect(details.slice(3)).toEqual([said, said, said])
    })
  })
})

describe("a signed request without a body", () => {
  const PING = "/partners/herald/ping"
  const polls = { send: async () => {} } as unknown as Queue
  const detailOf = async (response: Response) => ((await response.json()) as { detail: string }).detail

  it("is signed over method and path, and serves for nothing else", async () => {
    await addPartner()
    const courier = newsroom({ polls })
    await courier.send("POST", "/partners/herald/items", jsonFeed([sentItem(0), sentItem(1)]))
    const key = await keyOf(courier, "herald")
    const ping = signedOver(key, `POST ${PING}`)
    const ask = async (method: string, path: string, headers: Record<string, string>) =>
      (await courier.request(path, { method, headers })).status
    for (const [method, path] of [
      ["DELETE", "/partners/herald/items/story-0"],
      ["POST", "/partners/herald/items"],
    ] as const) {
      const type = { "content-type": "application/json" }
      expect(await ask(method, path, { ...ping, ...type }), `${method} ${path}`).toBe(401)
    }
    expect(await ask("POST", PING, ping)).toBe(202)
    const removal = signedOver(key, "DELETE /partners/herald/items/story-0", "msg_2")
    expect(await ask("DELETE", "/partners/herald/items/story-1", removal)).toBe(401)
    expect((await rowsOf("items")).map(({ state }) => state)).toEqual(["live", "live"])
    expect(await ask("DELETE", "/partners/herald/items/story-0", removal)).toBe(204)
  })

  it("is not served by the signature of a push whose body reads like it", async () => {
    await addPartner()
    const courier = newsroom()
    await courier.send("POST", "/partners/herald/items", jsonFeed([sentItem(0)]))
    const line = "DELETE /partners/herald/items/story-0"
    const signed = signedOver(await keyOf(courier, "herald"), line)
    const push = await courier.request("/partners/herald/items", {
      method: "POST",
      headers: { ...signed, "content-type": "application/json" },
      body: line,
    })
    expect(push.status).toBe(401)
  })

  it("is signed over the path as it is sent, percent-encoded and without the query", async () => {
    await addPartner()
    const courier = newsroom()
    const guid = "https://herald.example/?p=1&q=آب"
    await courier.send("POST", "/partners/herald/items", jsonFeed([sentItem(0, { id: guid })]))
    const path = `/partners/herald/items/${encodeURIComponent(guid)}`
    const headers = signedOver(await keyOf(courier, "herald"), `DELETE ${path}`)
    expect((await courier.request(`${path}?why=wrong`, { method: "DELETE", headers })).status).toBe(204)
  })

  it("is told what to sign when it was signed otherwise, or has a body", async () => {
    await addPartner()
    const courier = newsroom({ polls })
    const key = await keyOf(courier, "herald")
    const empty = await courier.request(PING, { method: "POST", headers: signedOver(key, "") })
    expect([empty.status, await detailOf(empty)]).toEqual([401, expect.stringContaining(`POST ${PING} `)])
    const full = await courier.request(PING, { method: "POST", headers: signedOver(key, "{}"), body: "{}" })
    expect([full.status, await detailOf(full)]).toEqual([401, expect.stringMatching(/no body.*POST \/partners/)])
  })
})

describe("keys", () => {
  const status = async (courier: Courier, key: string) => {
    const headers = { ...bearer(key), "content-type": "application/json" }
    const sent = await courier.request("/partners/herald/items", { method: "POST", headers, body: jsonFeed([]) })
    return sent.status
  }

  it("are two at most, however often they are replaced", async () => {
    await addPartner()
    const courier = newsroom()
    const keys: string[] = []
    for (let n = 0; n < 4; n++) {
      keys.push(await keyOf(courier, "herald"))
      courier.clock.now += MINUTE
    }
    expect(await Promise.all(keys.map((key) => status(courier, key)))).toEqual([401, 401, 200, 200])
  })

  it("end at once with a new one made with revoke_old=true", async () => {
    await addPartner()
    const courier = newsroom()
    const old = [await keyOf(courier, "herald"), await keyOf(courier, "herald")]
    const made = await courier.send("POST", "/partners/herald/key?revoke_old=true", "")
    const { key } = (await made.json()) as { key: string }
    expect(await Promise.all([...old, key].map((each) => status(courier, each)))).toEqual([401, 401, 200])
    expect((await courier.send("POST", "/partners/herald/key?revoke_old=yes", "")).status).toBe(400)
  })

  it("end at once with DELETE, also for signatures, and a new one can be made", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    const courier = newsroom()
    const foreign = await keyOf(courier, "tribune")
    const old = [await keyOf(courier, "herald"), await keyOf(courier, "herald")]
    const revoke = (id = "herald") => courier.request(`/partners/${id}/key`, { method: "DELETE", headers: EDITOR })
    expect((await revoke()).status).toBe(204)
    expect(await Promise.all(old.map((each) => status(courier, each)))).toEqual([401, 401])
    const body = jsonFeed([])
    const headers = { ...signedOver(old[1]!, body), "content-type": "application/json" }
    expect((await courier.request("/partners/herald/items", { method: "POST", headers, body })).status).toBe(401)
    expect(await rowsOf("partner_keys")).toMatchObject([{ partner_id: "tribune" }])
    expect(await status(courier, foreign)).toBe(403)
    expect((await revoke()).status).toBe(204)
    expect((await revoke("nobody")).status).toBe(404)
    expect(await status(courier, await keyOf(courier, "herald"))).toBe(200)
  })
})
