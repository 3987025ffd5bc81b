import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { EDITOR, newsroom, START } from "../../support/newsroom.ts"
import { addPartner, HOUR, jsonFeed } from "../../support/partners.ts"

const LIST = "/articles/gauges/check-also"
const EDITS = `${LIST}/edits`
const STORY = {
  id: "s1",
  url: "https://herald.example/s1",
  title: "Saffron growers of Herat guard their fields",
  content_html: "<p>The price of saffron threads has doubled in a year.</p>",
  date_published: "2026-11-22T08:00:00Z",
}
const PAGE = { url: "https://www.elsewhere.example/explainer", title: "How gauges work" }
const { DB } = env as unknown as { DB: D1Database }

type Courier = ReturnType<typeof newsroom>
const read = async (courier: Courier) => {
  const response = await courier.request(EDITS, { headers: EDITOR })
  return { status: response.status, etag: response.headers.get("etag")!, body: await response.json() }
}
const pin = (courier: Courier, pins: unknown[], headers: Record<string, string> = {}) =>
  courier.send("PUT", LIST, { pin: pins }, headers)
const links = async (courier: Courier, headers = {}) =>
  ((await (await courier.request(LIST, { headers })).json()) as { items: Record<string, unknown>[] }).items

let courier: Courier
beforeEach(async () => {
  courier = newsroom({ fetch: async () => new Response(null) })
  await courier.put("gauges")
})

describe("the edits of a list", () => {
  it("are read back as they stand, with a strong ETag, by editors alone", async () => {
    const before = await read(courier)
    expect(before).toMatchObject({ status: 200, body: { pin: [], exclude: [] }, etag: expect.stringMatching(/^"/) })
    const sent = {
      pin: [PAGE, { ...PAGE, url: "https://shop.example/", partner_name: "The Shop", sponsored: true }],
      exclude: ["https://herald.example/old"],
    }
    const put = await courier.send("PUT", LIST, sent)
    const after = await read(courier)
    expect(after.body).toEqual(sent)
    expect(after.etag).toBe(put.headers.get("etag"))
    expect(after.etag).not.toBe(before.etag)
    expect((await courier.request(EDITS)).status).toBe(401)
  })

  it("are replaced only as they were read", async () => {
    const { etag: empty } = await read(courier)
    expect((await pin(courier, [PAGE], { "if-match": empty })).status).toBe(200)
    const refused = await pin(courier, [], { "if-match": empty })
    expect([refused.status, await refused.json()]).toEqual([
      412,
      expect.objectContaining({ type: "urn:check-also:problem:precondition-failed" }),
    ])
    const { body, etag } = await read(courier)
    expect(body).toMatchObject({ pin: [PAGE] })
    expect((await pin(courier, [], { "if-match": etag })).status).toBe(200)
    expect((await pin(courier, [PAGE], { "if-match": "*" })).status).toBe(200)
  })

  it("may be asked to be the first", async () => {
    expect((await pin(courier, [PAGE], { "if-none-match": "*" })).status).toBe(200)
    expect((await pin(courier, [], { "if-none-match": "*" })).status).toBe(412)
    expect((await read(courier)).body).toMatchObject({ pin: [PAGE] })
  })

  it("are taken from one of many who read the same", async () => {
    for (const condition of [{ "if-none-match": "*" }, { "if-match": (await read(courier)).etag }]) {
      const { etag } = await read(courier)
      const headers: Record<string, string> = "if-match" in condition ? { "if-match": etag } : { "if-none-match": "*" }
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => pin(courier, [{ ...PAGE, title: `Number ${n}` }], headers)),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412, 412, 412])
      const won = answers.findIndex(({ status }) => status === 200)
      expect((await read(courier)).body).toMatchObject({ pin: [{ title: `Number ${won}` }] })
    }
  })

  it("are none where the stored ones cannot be read, and can be set again", async () => {
    await pin(courier, [PAGE])
    for (const broken of ["{", '"x"', '[{"url":1}]']) {
      await DB.prepare("UPDATE check_also_edits SET pins = ?1, excludes = ?1").bind(broken).run()
      const { body, etag } = await read(courier)
      expect(body).toEqual({ pin: [], exclude: [] })
      expect((await courier.request("/articles/gauges")).status).toBe(200)
      expect((await pin(courier, [PAGE], { "if-match": etag })).status).toBe(200)
      expect((await read(courier)).body).toMatchObject({ pin: [PAGE] })
    }
  })

  it("reach the feeds", async () => {
    await courier.render()
    await tick(courier.services, START)
    await courier.render()
    await pin(courier, [PAGE])
    await courier.render()
    courier.wait()
    expect((await courier.feed()).items).toMatchObject([{ _check_also: { links: [{ url: PAGE.url }] } }])
  })
})

describe("a pin of an outside page", () => {
  it("carries its own name and mark, or its host's name, never ours", async () => {
    const named = { url: "https://shop.example/", title: "The shop", partner_name: "The Shop", sponsored: true }
    await pin(courier, [PAGE, named])
    expect(await links(courier)).toMatchObject([
      {
        url: PAGE.url,
        _check_also: { partner: "", partner_name: "elsewhere.example", sponsored: false, pinned: true },
      },
      { url: named.url, _check_also: { partner: "", partner_name: "The Shop", sponsored: true, pinned: true } },
    ])
    const page = await (await courier.request("/articles/gauges")).text()
    const box = page.slice(page.indexOf(PAGE.title))
    expect(box).toContain("elsewhere.example")
    expect(box.slice(0, box.indexOf("The Shop"))).not.toContain("<bdi>The Kabul Courier</bdi>")
    await courier.render()
    const { items } = await courier.feed()
    expect(items).toMatchObject([
      { _check_also: { links: [{ partner_name: "elsewhere.example" }, { partner_name: "The Shop" }] } },
    ])
  })

  it("is read in the form that was stored before there were names", async () => {
    await pin(courier, [])
    await DB.prepare("UPDATE check_also_edits SET pins = ?1")
      .bind(JSON.stringify([PAGE]))
      .run()
    expect((await read(courier)).body).toEqual({ pin: [PAGE], exclude: [] })
  })

  it.each([
    [{ ...PAGE, partner_name: "" }, "/pin/0"],
    [{ ...PAGE, sponsored: "yes" }, "/pin/0"],
    [{ url: "ftp://elsewhere.example/", title: "x" }, "/pin/0"],
  ])("is refused as %j", async (wrong, pointer) => {
    const answer = await pin(courier, [wrong])
    expect(answer.status).toBe(422)
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] }
    expect(errors[0]!.pointer.startsWith(pointer)).toBe(true)
  })
})

describe("a scheduled article", () => {
  const PATHS = ["/articles/later", "/articles/later.json", "/articles/later/check-also"]
  const at = START + HOUR

  beforeEach(async () => {
    await addPartner({ feedUrl: undefined })
    await courier.send("POST", "/partners/herald/items", jsonFeed([STORY]))
    await courier.put("later", { title: "Saffron, later", date_published: new Date(at).toISOString() })
  })

  it.each([...PATHS, "/articles/later/check-also/edits"])("shows %s to editors, uncached", async (path) => {
    const shown = await courier.request(path, { headers: EDITOR })
    expect([shown.status, shown.headers.get("cache-control")]).toEqual([200, "no-store"])
  })

  it.each(PATHS)("shows nobody else %s", async (path) => {
    for (const headers of [undefined, { authorization: "Bearer another" }]) {
      expect((await courier.request(path, { headers })).status).toBe(404)
    }
  })

  it("can be pinned, and keeps it when it is out", async () => {
    const { items } = (await (await courier.request("/partners/herald/items", { headers: EDITOR })).json()) as {
      items: { id: string }[]
    }
    const put = await courier.send("PUT", "/articles/later/check-also", { pin: [items[0]!.id, PAGE] })
    expect(put.status).toBe(200)
    const page = await courier.request("/articles/later", { headers: EDITOR })
    expect(await page.text()).toContain(STORY.title)
    expect((await courier.feed()).items).toHaveLength(1)
    courier.clock.now = at
    await tick(courier.services, at)
    const out = await courier.request("/articles/later/check-also")
    expect(await out.json()).toMatchObject({ items: [{ url: STORY.url }, { url: PAGE.url }] })
    expect(out.headers.get("cache-control")).toContain("public")
  })

  it("stays withdrawn for editors too", async () => {
    await courier.withdraw("later")
    for (const path of PATHS) expect((await courier.request(path, { headers: EDITOR })).status).toBe(410)
  })
})
