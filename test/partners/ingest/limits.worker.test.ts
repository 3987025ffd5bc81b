import { describe, expect, it } from "vitest"
import { readFeed } from "../../../src/feeds/read/read.ts"
import { renderPreview } from "../../../src/feeds/write/parsed-feed.ts"
import * as limits from "../../../src/model/limits.ts"
import type { Partner } from "../../../src/model/partner.ts"
import { pushItems } from "../../../src/partners/pushing/push.ts"
import { findPartner } from "../../../src/store/partners.ts"
import { newsroom } from "../../support/newsroom.ts"
import { addPartner, NOW, noWeb, rowsOf, servicesWith } from "../../support/partners.ts"

const ROW_BYTES = 2_000_000
/** Of one bound value. */
const TEXT_BYTES = 2_000_000
const encode = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)) as Uint8Array<ArrayBuffer>
const feedOf = (...items: object[]) => ({ version: "https://jsonfeed.org/version/1.1", title: "T", items })

function read(document: unknown) {
  const outcome = readFeed(encode(document), { baseUrl: "https://herald.example/feed", now: NOW })
  if (outcome.outcome !== "feed") throw new Error(outcome.outcome)
  return outcome.feed
}

/** The database as it is deployed: the local one lets longer texts through. */
function strict(db: D1Database): D1Database {
  const bound = <T extends object>(target: T, name: string, wrap: (...args: unknown[]) => unknown): T =>
    new Proxy(target, {
      get(_, member) {
        const value = Reflect.get(target, member)
        return member === name ? wrap : typeof value === "function" ? value.bind(target) : value
      },
    })
  return bound(db, "prepare", (sql) => {
    const statement = db.prepare(sql as string)
    return bound(statement, "bind", (...values) => {
      for (const value of values) expect(encode(String(value)).length).toBeLessThan(TEXT_BYTES)
      return statement.bind(...values)
    })
  })
}

async function push(partner: Partner, document: unknown) {
  const services = servicesWith(noWeb)
  services.db = strict(services.db)
  const row = (await findPartner(services.db, partner.id))!
  return pushItems(services, row, { bytes: encode(document), contentType: "application/feed+json" }, NOW)
}

const url = (length: number, start = "https://herald.example/") => start + "a".repeat(length - start.length)
const words = (length: number) => `${"river ".repeat(length).slice(0, length - 1)}x`
const SOUND = { id: "s", url: "https://herald.example/s", title: "Gauges return to the Kabul River" }

interface Field {
  /** An item with this many characters or members of it. */
  make: (size: number) => object
  most: number
  /** What is left of one that has one more than it may. */
  left: object
  kind: string
}
const FIELDS: Record<string, Field> = {
  "a title": {
    make: (size) => ({ title: words(size) }),
    most: limits.MAX_TITLE_CHARACTERS,
    left: {
      title: words(limits.MAX_TITLE_CHARACTERS + 1)
        .slice(0, limits.MAX_TITLE_CHARACTERS)
        .trim(),
    },
    kind: "field-too-long",
  },
  "a summary": {
    make: (size) => ({ summary: words(size) }),
    most: limits.MAX_SUMMARY_CHARACTERS,
    left: {
      summary: words(limits.MAX_SUMMARY_CHARACTERS + 1)
        .slice(0, limits.MAX_SUMMARY_CHARACTERS)
        .trim(),
    },
    kind: "field-too-long",
  },
  "an author's name": {
    make: (size) => ({ authors: [{ name: "n".repeat(size) }] }),
    most: limits.MAX_AUTHOR_CHARACTERS,
    left: { authors: [{ name: "n".repeat(limits.MAX_AUTHOR_CHARACTERS) }] },
    kind: "field-too-long",
  },
  "an author's address": {
    make: (size) => ({ authors: [{ name: "Laila", url: url(size) }] }),
    most: limits.MAX_URL_CHARACTERS,
    left: { authors: [{ name: "Laila" }] },
    kind: "field-too-long",
  },
  "a list of authors": {
    make: (size) => ({ authors: Array.from({ length: size }, (_, n) => ({ name: `Reporter ${n}` })) }),
    most: limits.MAX_AUTHORS,
    left: { authors: { length: limits.MAX_AUTHORS } },
    kind: "too-many-values",
  },
  "a tag": {
    make: (size) => ({ tags: ["t".repeat(size), "water"] }),
    most: limits.MAX_TAG_CHARACTERS,
    left: { tags: ["t".repeat(limits.MAX_TAG_CHARACTERS), "water"] },
    kind: "field-too-long",
  },
  "a list of tags": {
    make: (size) => ({ tags: Array.from({ length: size }, (_, n) => `tag ${n}`) }),
    most: limits.MAX_TAGS,
    left: { tags: { length: limits.MAX_TAGS } },
    kind: "too-many-values",
  },
  "a list of attachments": {
    make: (size) => ({
      attachments: Array.from({ length: size }, (_, n) => ({
        url: `https://herald.example/${n}.mp3`,
        mime_type: "audio/mpeg",
      })),
    }),
    most: limits.MAX_ATTACHMENTS,
    left: { attachments: { length: limits.MAX_ATTACHMENTS } },
    kind: "too-many-values",
  },
  "an attachment's address": {
    make: (size) => ({ attachments: [{ url: url(size), mime_type: "audio/mpeg" }] }),
    most: limits.MAX_URL_CHARACTERS,
    left: { attachments: [] },
    kind: "field-too-long",
  },
  "an image's address": {
    make: (size) => ({ image: url(size), banner_image: "https://herald.example/b.jpg" }),
    most: limits.MAX_URL_CHARACTERS,
    left: { image: { url: "https://herald.example/b.jpg" } },
    kind: "field-too-long",
  },
  "a section": {
    make: (size) => ({ _check_also: { section: "s".repeat(size) } }),
    most: limits.MAX_SECTION_CHARACTERS,
    left: { section: "s".repeat(limits.MAX_SECTION_CHARACTERS) },
    kind: "field-too-long",
  },
}

describe.each(Object.entries(FIELDS))("%s", (_, { make, most, left, kind }) => {
  const sound = read(feedOf(SOUND)).items[0]!

  it("is taken whole up to its bound", () => {
    const feed = read(feedOf({ ...SOUND, ...make(most) }))
    expect(feed.items).toMatchObject([{ guid: "s" }])
    expect(feed.diagnostics).toEqual([])
  })

  it("is cut or dropped beyond it, and the item goes on", () => {
    for (const size of [most + 1, 20 * most]) {
      const feed = read(feedOf({ ...SOUND, id: "long", ...make(size) }, SOUND))
      expect(feed.items[0]).toMatchObject({ guid: "long", url: SOUND.url })
      expect(feed.items[0]!.rejected).toBeUndefined()
      if (size === most + 1) expect(feed.items[0]).toMatchObject(left)
      expect(feed.items[1]).toEqual(sound)
      expect(feed.diagnostics).toEqual([{ item: 0, kind, detail: expect.stringMatching(/more than [\d,]+ /) }])
    }
  })
})

describe.each([
  [
    "id",
    (size: number) => ({ id: "g".repeat(size) }),
    limits.MAX_GUID_CHARACTERS,
    "has an id of more than 2,000 characters",
  ],
  [
    "link",
    (size: number) => ({ url: url(size) }),
    limits.MAX_URL_CHARACTERS,
    "has a link of more than 2,000 characters",
  ],
])("an item with too long an %s", (_, make, most, reason) => {
  it.each([most + 1, 9000, 100_000])("(%i characters) is refused, and the others are held", async (size) => {
    const partner = await addPartner()
    const long = { ...SOUND, id: "long", url: "https://herald.example/long", ...make(size) }
    const feed = read(feedOf(long, SOUND))
    expect(feed.items.map(({ rejected }) => rejected)).toEqual([reason, undefined])
    expect(feed.diagnostics).toMatchObject([{ item: 0, kind: "field-too-long" }])
    expect((renderPreview(feed) as { items: object[] }).items).toMatchObject([
      { title: SOUND.title, _check_also: { rejected: reason } },
      { title: SOUND.title },
    ])
    expect(await push(partner, feedOf(long, SOUND))).toMatchObject({ created: 1, rejected: [{ index: 0, reason }] })
    expect(await push(partner, feedOf({ ...long, _check_also: { withdrawn: true } }))).toMatchObject({
      withdrawn: 0,
      rejected: [{ index: 0, reason }],
    })
  })

  it("is taken at the bound", async () => {
    expect(await push(await addPartner(), feedOf({ ...SOUND, ...make(most) }))).toMatchObject({
      created: 1,
      rejected: [],
    })
  })
})

it.each([
  ["RSS", (title: string) => `<rss><channel><item><title>${title}</title></item></channel></rss>`],
  ["JSON Feed", (title: string) => feedOf({ ...SOUND, title })],
])("cuts no character in two in %s", (_, make) => {
  for (const start of ["", "a"]) {
    const { title } = read(make(start + "😀".repeat(600))).items[0]!
    expect(title!.isWellFormed()).toBe(true)
    expect(title).toBe(start + "😀".repeat(start === "" ? 500 : 499))
  }
})

/** An item with the most of everything, in characters that take the most bytes or grow the most. */
const greatest = (n: number) => {
  const address = (kind: string, start = `https://herald.example/${n}/${kind}/`) =>
    start.padEnd(limits.MAX_URL_CHARACTERS, "水")
  return {
    id: `${n} `.padEnd(limits.MAX_GUID_CHARACTERS, "水"),
    url: address("page"),
    // Folded, this character is eighteen.
    title: `${n} `.padEnd(limits.MAX_TITLE_CHARACTERS, "\ufdfa"),
    summary: "水".repeat(limits.MAX_SUMMARY_CHARACTERS),
    content_html: `<p>${"水".repeat(10_000)}</p>`,
    image: address("image"),
    language: "en-a-aaaaaaaa-aaaaaaaa-aaaaaaaa",
    authors: Array.from({ length: limits.MAX_AUTHORS }, (_, at) => ({
      name: `${at} `.padEnd(limits.MAX_AUTHOR_CHARACTERS, "水"),
      url: address(`author${at}`),
      avatar: address(`avatar${at}`),
    })),
    tags: Array.from({ length: limits.MAX_TAGS }, (_, at) => `${at} `.padEnd(limits.MAX_TAG_CHARACTERS, "水")),
    attachments: Array.from({ length: limits.MAX_ATTACHMENTS }, (_, at) => ({
      url: address(`file${at}`),
      mime_type: "audio/mpeg",
      title: "水".repeat(limits.MAX_ATTACHMENT_TITLE_CHARACTERS),
    })),
    _check_also: { section: "水".repeat(limits.MAX_SECTION_CHARACTERS) },
  }
}

const bytesOf = (row: Record<string, unknown>) =>
  Object.values(row).reduce((sum: number, value) => sum + encode(String(value ?? "")).length, 0)

describe("the most of everything", { timeout: 60_000 }, () => {
  it("is held, in a row under what D1 takes", async () => {
    const partner = await addPartner()
    expect(read(feedOf(greatest(0))).diagnostics).toEqual([])
    expect(await push(partner, feedOf(greatest(0), greatest(1)))).toMatchObject({ created: 2, rejected: [] })
    const rows = await rowsOf("items")
    expect(JSON.parse(rows[0]!.authors as string)).toHaveLength(limits.MAX_AUTHORS)
    for (const row of rows) {
      expect(bytesOf(row)).toBeGreaterThan(1_000_000)
      expect(bytesOf(row)).toBeLessThan(ROW_BYTES)
    }
    expect(await push(partner, feedOf({ ...greatest(0), tags: ["changed"] }))).toMatchObject({ updated: 1 })
  })

  it("can be linked to, ten at a time", async () => {
    const partner = await addPartner()
    for (let n = 0; n < 10; n += 5) {
      await push(partner, feedOf(...Array.from({ length: 5 }, (_, at) => greatest(n + at))))
    }
    const courier = newsroom()
    await courier.put("gauges")
    const pin = (await rowsOf("items")).flatMap((row) => (row.partner_id === partner.id ? [row.id] : []))
    expect((await courier.send("PUT", "/articles/gauges/check-also", { pin })).status).toBe(200)
    const { items } = (await (await courier.request("/articles/gauges/check-also?limit=10")).json()) as {
      items: { authors: object[] }[]
    }
    expect(items).toHaveLength(10)
    expect(items[0]!.authors).toHaveLength(limits.MAX_LINK_AUTHORS)
    const { results } = await servicesWith(noWeb).db.prepare("SELECT * FROM check_also").all()
    expect(bytesOf(results[0]!)).toBeLessThan(ROW_BYTES)
  })

  it("of ids and addresses is held, a document full", async () => {
    const items = Array.from({ length: 1000 }, (_, n) => ({
      id: `${n} `.padEnd(limits.MAX_GUID_CHARACTERS, "水"),
      url: url(limits.MAX_URL_CHARACTERS, `https://herald.example/${n}/`),
      title: `${n} `.padEnd(limits.MAX_TITLE_CHARACTERS, "t"),
    }))
    const partner = await addPartner()
    expect(await push(partner, feedOf(...items))).toMatchObject({ created: 1000, rejected: [] })
    expect(await push(partner, feedOf(...items))).toMatchObject({ unchanged: 1000 })
  })
})
