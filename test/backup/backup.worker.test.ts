import { beforeEach, describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { answersOf, backUp, fullNewsroom, linesOfBackup, noWeb, restoring } from "../support/backups.ts"
import { EDITOR, newsroom } from "../support/newsroom.ts"
import { freshStores } from "../support/stores.ts"

type Courier = ReturnType<typeof newsroom>

interface Report {
  finished: boolean
  next_line?: number
  tables: Record<string, { lines: number; written: number; kept: number }>
  wrong: { line: number; reason: string }[]
  wrong_total: number
  left_out?: Record<string, string>
}

const report = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Report

/** Another isolate over the same stores, at the same time. */
function another(before: Courier, config: Parameters<typeof newsroom>[1] = {}): Courier {
  const courier = newsroom({ fetch: noWeb }, config)
  courier.clock.now = before.clock.now
  return courier
}

/** All rows of all tables that a back-up has, without what only a running service needs. */
async function rows({ services: { db } }: Courier): Promise<Record<string, unknown[]>> {
  const columns: Record<string, string> = {
    articles: "*, NULL AS behind_since",
    subscribers: "*, 0 AS id, 0 AS claimed_until",
    check_also: "article_id, links, revised, computed_at",
    partner_hubs: "partner_id, topic, hubs",
  }
  const plain = [
    "facets",
    "former_facets",
    "revisions",
    "archive_pages",
    "house_items",
    "takedowns",
    "check_also_edits",
  ]
  const more = ["partners", "partner_keys", "partner_languages", "check_also_words", "list_items", "link_checks"]
  const rest = ["attachment_sizes", "images", "events", "delivery_counts", "feed_requests", "snapshots"]
  const all: Record<string, unknown[]> = {}
  for (const table of [...Object.keys(columns), ...plain, ...more, ...rest]) {
    const { results } = await db.prepare(`SELECT ${columns[table] ?? "*"} FROM ${table}`).all()
    all[table] = results.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
  }
  return all
}

async function settle(courier: Courier): Promise<void> {
  for (let n = 0; n < 3; n++) {
    courier.wait(60_000)
    await tick(courier.services, courier.clock.now)
    await courier.render()
  }
  courier.wait()
}

describe("a back-up that is restored into an empty service", () => {
  it("gives every row, and every feed, box and page byte for byte", async () => {
    const before = await fullNewsroom()
    const answers = await answersOf(before)
    const held = await rows(before)
    const bytes = await backUp(before)
    await freshStores()
    const courier = another(before)
    const done = await report(restoring(courier, bytes))
    expect([done.finished, done.wrong]).toEqual([true, []])
    expect(done.tables.articles).toEqual({ lines: 7, written: 7, kept: 0 })
    expect(Object.values(done.tables).every(({ lines, written }) => lines === written)).toBe(true)
    expect(await rows(courier)).toEqual(held)
    await settle(courier)
    expect(await answersOf(courier)).toEqual(answers)
    expect(await (await courier.request("/health")).json()).toMatchObject({ status: "ok", damaged: [] })
  })

  it("can be sent twice, and line by line", async () => {
    const before = await fullNewsroom()
    const held = await rows(before)
    const lines = await linesOfBackup(await backUp(before))
    await freshStores()
    const courier = another(before)
    const header = lines[0]!
    for (const line of lines.slice(1, -1)) expect((await restoring(courier, `${header}\n${line}`)).status).toBe(202)
    const again = await restoring(courier, lines.join("\n"))
    expect(again.status).toBe(200)
    const { tables } = await report(again)
    expect(Object.values(tables).map(({ written }) => written)).toEqual(Object.keys(tables).map(() => 0))
    expect(await rows(courier)).toEqual(held)
  })

  it("has no partners' stories unless they are asked for, and reads the partners whole again", async () => {
    const before = await fullNewsroom()
    await before.services.db.prepare("UPDATE partners SET etag = '\"x\"', body_hash = 'y', offered = '[\"h1\"]'").run()
    const lines = await linesOfBackup(await backUp(before, ""))
    const tables = new Set(lines.map((line) => JSON.parse(line).table))
    for (const table of ["items", "check_also", "link_checks"]) expect(tables).not.toContain(table)
    await freshStores()
    const courier = another(before)
    expect((await restoring(courier, lines.join("\n"))).status).toBe(200)
    await settle(courier)
    const { db } = courier.services
    const partner = await db.prepare("SELECT etag, body_hash, offered FROM partners WHERE id = 'herald'").first()
    expect(partner).toEqual({ etag: null, body_hash: null, offered: "[]" })
    const feed = await courier.feed()
    expect(feed.items.map(({ url }) => url)).toContain("https://courier.example/articles/corrected")
  })

  it("leaves subscribers of another address alone", async () => {
    const before = await fullNewsroom()
    const bytes = await backUp(before)
    await freshStores()
    const { publication } = before.services.config
    const courier = another(before, { publication: { ...publication, siteUrl: "https://staging.example" } })
    const done = await report(restoring(courier, bytes))
    expect(Object.keys(done.left_out ?? {})).toEqual(["subscribers"])
    expect(done.tables.subscribers).toEqual({ lines: 1, written: 0, kept: 1 })
  })
})

describe("the file", () => {
  it("is lines of JSON with a header, items that others can read, and counts", async () => {
    const courier = await fullNewsroom()
    const lines = (await linesOfBackup(await backUp(courier))).map((line) => JSON.parse(line))
    expect(lines[0]).toMatchObject({
      check_also_backup: 1,
      site_url: "https://courier.example",
      items: true,
      publication: { title: "The Kabul Courier" },
    })
    const article = lines.find(({ row }) => row?.id === "live")
    const shown = (await (await courier.request("/articles/live.json")).json()) as object
    expect(article.item).toEqual(shown)
    expect(article.revision.contentHtml).toBeNull()
    const counts: Record<string, number> = {}
    for (const { table } of lines.slice(1, -1)) counts[table] = (counts[table] ?? 0) + 1
    expect(lines.at(-1)).toEqual({ end: counts })
  })

  it("comes in parts that begin where the last one ended", async () => {
    const courier = await fullNewsroom()
    const whole = await linesOfBackup(await backUp(courier))
    const place = Buffer.from(JSON.stringify(["articles", ["gone"]])).toString("base64url")
    const rest = await linesOfBackup(await backUp(courier, `?items=true&from=${place}`))
    const from = whole.findIndex((line) => JSON.parse(line).row?.id === "gone")
    expect(rest.slice(1, -1)).toEqual(whole.slice(from + 1, -1))
    const wrong = await courier.request("/backup?from=x", { headers: EDITOR })
    expect(wrong.status).toBe(400)
  })
})

describe("a back-up that is restored into a living service", () => {
  let before: Courier
  let bytes: Uint8Array<ArrayBuffer>
  beforeEach(async () => {
    before = await fullNewsroom()
    bytes = await backUp(before)
    before.wait(3_600_000)
  })
  const titleOf = async (courier: Courier, id: string) =>
    ((await (await courier.request(`/articles/${id}.json`)).json()) as { title?: string }).title

  it("leaves what is newer there, and brings back what is missing", async () => {
    const { db, articles } = before.services
    await before.put("live", { title: "Newer" })
    await before.send("PUT", "/articles/with-edits/check-also", { pin: [] })
    await before.put("brand-new", { title: "Brand new" })
    await db.batch(
      ["revisions", "facets", "former_facets", "articles"].map((table) => {
        const column = table === "articles" ? "id" : "article_id"
        return db.prepare(`DELETE FROM ${table} WHERE ${column} = 'corrected'`)
      }),
    )
    await articles.delete("page/corrected")
    const courier = another(before)
    const { tables } = await report(restoring(courier, bytes))
    expect(tables.articles).toEqual({ lines: 7, written: 1, kept: 6 })
    expect(tables.check_also_edits).toMatchObject({ written: 0 })
    await settle(courier)
    expect(await titleOf(courier, "live")).toBe("Newer")
    expect(await titleOf(courier, "brand-new")).toBe("Brand new")
    expect(await titleOf(courier, "corrected")).toBe("About corrected")
    const { items } = await courier.feed()
    expect(items.map(({ title }) => title)).toEqual(expect.arrayContaining(["Newer", "Brand new", "About corrected"]))
  })

  it("takes the place of an older state, and with replace of a newer one", async () => {
    await before.put("live", { title: "Wrong" })
    await before.put("gone", { title: "Out again" })
    await before.send("PUT", "/articles/with-edits/check-also", { pin: [] })
    await before.render()
    const courier = another(before)
    const { tables } = await report(restoring(courier, bytes, "?replace=true"))
    expect([tables.articles?.written, tables.check_also_edits?.written]).toEqual([2, 1])
    await settle(courier)
    expect(await titleOf(courier, "live")).toBe("About live")
    expect((await courier.request("/articles/gone")).status).toBe(410)
    const { items } = await courier.feed()
    const ids = items.map(({ url }) => url)
    expect(ids).toContain("https://courier.example/articles/live")
    expect(ids).not.toContain("https://courier.example/articles/gone")
    const again = await report(restoring(courier, bytes, "?replace=true"))
    expect([again.tables.articles?.written, again.tables.check_also_edits?.written]).toEqual([0, 0])
    // The newer state, in an older service.
    await courier.put("live", { title: "Newest", date_modified: new Date(courier.clock.now).toISOString() })
    const newest = await backUp(courier)
    await restoring(courier, bytes, "?replace=true")
    expect((await report(restoring(courier, newest))).tables.articles?.written).toBe(1)
    await settle(courier)
    expect(await titleOf(courier, "live")).toBe("Newest")
  })

  it("brings back a text that both stores have lost", async () => {
    const { db, articles } = before.services
    await db.prepare("DELETE FROM revisions WHERE article_id = 'live'").run()
    const { keys } = await articles.list({ prefix: "article/live/" })
    for (const { name } of keys) await articles.delete(name)
    const courier = another(before)
    await restoring(courier, bytes)
    await settle(courier)
    expect(await titleOf(courier, "live")).toBe("About live")
  })

  it("brings back no key that was revoked, and no takedown that was lifted", async () => {
    const { db } = before.services
    await before.request("/partners/herald/key", { method: "DELETE", headers: EDITOR })
    await restoring(another(before), bytes)
    expect(await db.prepare("SELECT count(*) AS n FROM partner_keys").first("n")).toBe(0)
    await before.request("/partners/herald", { method: "DELETE", headers: EDITOR })
    await restoring(another(before), bytes)
    expect(await db.prepare("SELECT count(*) AS n FROM partner_keys").first("n")).toBe(1)
  })

  it("refuses an article whose id or first address another one has", async () => {
    const lines = await linesOfBackup(bytes)
    const live = lines.find((line) => JSON.parse(line).row?.id === "live")!
    const other = live.replaceAll('"id":"live"', '"id":"other"')
    const strange = live.replaceAll("https://courier.example/articles/live", "https://courier.example/articles/strange")
    const { wrong, tables } = await report(restoring(another(before), [lines[0], other, strange].join("\n")))
    expect(wrong).toEqual([
      { line: 2, reason: "article live was first published at https://courier.example/articles/live" },
      {
        line: 3,
        reason: "another article has the id live here: it was first published at https://courier.example/articles/live",
      },
    ])
    expect(tables.articles).toEqual({ lines: 2, written: 0, kept: 0 })
  })
})

describe("the rebuild after it", () => {
  it("begins anew when one runs that has passed what was restored", async () => {
    const before = await fullNewsroom()
    const { db } = before.services
    await db
      .prepare("INSERT INTO rebuild VALUES (1, 'feeds', '', '{}', ?1)")
      .bind(before.clock.now + 60_000)
      .run()
    await restoring(before, await backUp(before))
    expect(await db.prepare("SELECT step, busy_until FROM rebuild").first()).toEqual({
      step: "revisions",
      busy_until: 0,
    })
  })
})

describe("a bad file", () => {
  const HEADER = JSON.stringify({ check_also_backup: 1, made_at: "", site_url: "https://courier.example", items: true })
  const post = (courier: Courier, ...lines: unknown[]) =>
    restoring(courier, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"))

  it.each([
    ["is empty", ""],
    ["begins with something else", '{"table":"articles"}'],
    ["is a feed", "<rss/>"],
    ["is of a later version", '{"check_also_backup":2}'],
  ])("that %s is 422", async (_, body) => {
    const answer = await restoring(newsroom(), body)
    expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ status: 422 })])
  })

  it("has its bad lines told by number, and the others restored", async () => {
    const before = await fullNewsroom()
    const [, ...lines] = await linesOfBackup(await backUp(before))
    const of = (id: string) => JSON.parse(lines.find((line) => JSON.parse(line).row?.id === id)!)
    const live = of("live")
    const herald = of("herald")
    await freshStores()
    const bad: [unknown, string][] = [
      ["{", "no JSON"],
      ["[]", "no object"],
      [{ table: "faults", row: {} }, "no table faults"],
      [{ table: "items" }, "no row"],
      [{ ...live, row: { ...live.row, title: 1 } }, "title must be text"],
      [{ ...live, row: { ...live.row, state: "odd" } }, "state must be one of"],
      [{ ...live, row: { ...live.row, published_at: 8.7e15 } }, "dates must be times"],
      [{ ...live, row: { ...live.row, published_at: 1.5 } }, "published_at must be a whole number"],
      [{ ...live, row: { ...live.row, id: "A/../B" } }, "revision"],
      [{ ...live, row: { ...live.row, hash: "../x" } }, "hash must name a revision"],
      [{ ...live, row: { ...live.row, guid: "https://x.example/" } }, "of another article"],
      [{ ...live, revision: { title: "x" } }, "revision cannot be read"],
      [{ ...live, facets: [{ kind: "x" }] }, "facets, kind must be one of"],
      [{ ...live, facets: undefined }, "facets, there is no list"],
      [{ ...herald, keys: [{}] }, "keys, hash must be text"],
    ]
    const courier = another(before)
    const answer = await post(courier, HEADER, ...bad.map(([line]) => line), live, herald)
    const { wrong, wrong_total, tables } = await report(answer)
    expect(wrong.map(({ line }) => line)).toEqual(bad.map((_, n) => n + 2))
    for (const [n, [, reason]] of bad.entries()) expect(wrong[n]!.reason).toContain(reason)
    expect(wrong_total).toBe(bad.length)
    expect([tables.articles, tables.partners]).toEqual([
      { lines: 1, written: 1, kept: 0 },
      { lines: 1, written: 1, kept: 0 },
    ])
  })

  it("that asks for too much at once is told where to go on", async () => {
    const lines = Array.from({ length: 1000 }, (_, n) => [
      { table: "feed_requests", row: { feed: `tags/t${n}`, asked_at: 1 } },
      { table: "archive_pages", row: { day: "2026-11-23", page: n + 1, size: 1, linked: 1 } },
    ]).flat()
    const courier = newsroom()
    const first = await post(courier, HEADER, ...lines, { end: {} })
    const { next_line, finished } = await report(first)
    expect([first.status, finished, next_line]).toEqual([202, false, expect.any(Number)])
    const rest = await post(courier, HEADER, ...lines.slice(next_line! - 2, next_line! + 700), { end: {} })
    expect(rest.status).toBe(200)
    const { db } = courier.services
    expect(await db.prepare("SELECT max(page) AS n FROM archive_pages").first("n")).toBeGreaterThan(700)
  })

  it("that is cut off says where, gzipped or not", async () => {
    const before = await fullNewsroom()
    const bytes = await backUp(before)
    const text = (await linesOfBackup(bytes)).join("\n")
    await freshStores()
    const plain = await restoring(another(before), text.slice(0, text.length >> 1))
    expect(plain.status).toBe(202)
    expect(await report(plain)).toMatchObject({ finished: false, wrong_total: 1 })
    const zipped = await restoring(another(before), bytes.slice(0, bytes.length - 40))
    const { wrong, finished } = await report(zipped)
    expect([finished, wrong.at(-1)!.reason]).toEqual([false, expect.stringContaining("cut off")])
  })
})
