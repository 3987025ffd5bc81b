import { beforeEach, describe, expect, it } from "vitest"
import { checkLinks } from "../../src/checkalso/link-rot.ts"
import { findCandidates } from "../../src/store/candidates.ts"
import { noteLinkedStatement } from "../../src/store/link-checks.ts"
import { heldItem, hold } from "../support/held.ts"
import { addPartner, DAY, NOW, servicesWith, type Web } from "../support/partners.ts"

const ADDRESS = "https://herald.example/story"

/** A web that notes its requests, and the item `story` linked from now on. */
async function setUp(web: Web) {
  const requests: string[] = []
  const services = servicesWith((request) => {
    requests.push(`${request.method} ${request.url}`)
    return web(request)
  })
  await hold(services.db, [heldItem("story", { title: "Saffron", url: ADDRESS })])
  await services.db.batch([noteLinkedStatement(services.db, ["story"], NOW)])
  return {
    services,
    requests,
    check: (now: number) => checkLinks(services, now),
    state: () => services.db.prepare("SELECT state FROM items WHERE id = 'story'").first<string>("state"),
    relink: (now: number) => services.db.batch([noteLinkedStatement(services.db, ["story"], now)]),
  }
}

const answer = (status: number) => () => new Response(null, { status })

beforeEach(() => addPartner())

describe("links", () => {
  it("are looked at by HEAD, and again after a week", async () => {
    const { check, requests, relink } = await setUp(answer(200))
    expect(await check(NOW)).toBe(1)
    expect(await check(NOW + 6 * DAY)).toBe(0)
    await relink(NOW + 6 * DAY)
    expect(await check(NOW + 7 * DAY)).toBe(1)
    expect(requests).toEqual([`HEAD ${ADDRESS}`, `HEAD ${ADDRESS}`])
  })

  it.each([404, 410])("are dead when they answer %d twice, a day apart, to GET too", async (status) => {
    const { services, check, state, requests } = await setUp(answer(status))
    await check(NOW)
    expect(await state()).toBe("live")
    expect(await check(NOW + DAY / 2)).toBe(0)
    await check(NOW + DAY)
    expect(await state()).toBe("dead")
    expect(await findCandidates(services.db, [{ word: "saffron", weight: 1 }], 5)).toEqual([])
    expect(requests).toEqual([`HEAD ${ADDRESS}`, `GET ${ADDRESS}`, `HEAD ${ADDRESS}`, `GET ${ADDRESS}`])
    expect(await check(NOW + 30 * DAY)).toBe(0)
  })

  it.each([
    ["a server's error", answer(503)],
    ["a refusal", answer(403)],
    ["too many requests", answer(429)],
    [
      "no connection",
      () => {
        throw new TypeError("connection reset")
      },
    ],
    ["a wrong HEAD", (request: Request) => new Response(null, { status: request.method === "HEAD" ? 404 : 200 })],
    ["a redirect into a private network", () => Response.redirect("http://127.0.0.1/", 302)],
  ] as [string, Web][])("do not die of %s", async (_, web) => {
    const { check, state } = await setUp(web)
    for (const day of [0, 1, 2, 3, 4]) await check(NOW + day * DAY)
    expect(await state()).toBe("live")
  })

  it("begin to count anew when they were there in between", async () => {
    const statuses = [404, 404, 200, 404, 404]
    const { check, state, relink } = await setUp(() => new Response(null, { status: statuses.shift()! }))
    await check(NOW)
    await check(NOW + DAY)
    await relink(NOW + 7 * DAY)
    await check(NOW + 8 * DAY)
    expect([await state(), statuses.length]).toEqual(["live", 0])
  })

  it("are looked at one a host in a tick", async () => {
    const { services, check, requests } = await setUp(answer(200))
    const more = [1, 2, 3].map((n) => heldItem(`more-${n}`, { url: `https://herald.example/${n}` }))
    await hold(services.db, [...more, heldItem("other", { url: "https://other.example/1" })])
    const linked = [...more.map(({ id }) => id), "other"]
    await services.db.batch([noteLinkedStatement(services.db, linked, NOW)])
    expect(await check(NOW)).toBe(2)
    for (const minute of [1, 2, 3]) expect(await check(NOW + minute * 60_000)).toBe(1)
    expect(new Set(requests).size).toBe(5)
  })

  it("are let be once no list has held them for long", async () => {
    const { services, check, requests } = await setUp(answer(200))
    expect(await check(NOW + 20 * DAY)).toBe(0)
    expect(requests).toEqual([])
    expect(await services.db.prepare("SELECT count(*) AS n FROM link_checks").first("n")).toBe(0)
  })
})
