import { describe, expect, it } from "vitest"
import { pollPartner } from "../../src/partners/polling/poll.ts"
import { pushItems } from "../../src/partners/pushing/push.ts"
import { retainItems } from "../../src/partners/retention.ts"
import { findPartner } from "../../src/store/partners.ts"
import {
  addPartner,
  DAY,
  feedResponse,
  jsonFeed,
  NOW,
  noWeb,
  rowsOf,
  type SentItem,
  sentItem,
  servicesWith,
  type Web,
} from "../support/partners.ts"

const aged = (n: number, days: number) => sentItem(n, { date_published: new Date(NOW - days * DAY).toISOString() })
const poll = (items: SentItem[], now = NOW) =>
  pollPartner(
    servicesWith(() => feedResponse(items)),
    "herald",
    now,
    { jitter: 0 },
  )

async function push(items: SentItem[], id = "herald") {
  const services = servicesWith(noWeb)
  const row = (await findPartner(services.db, id))!
  await pushItems(services, row, { bytes: new TextEncoder().encode(jsonFeed(items)) as Uint8Array<ArrayBuffer> }, NOW)
}

function retain(days: number, most: number) {
  const services = servicesWith(noWeb)
  return retainItems({ ...services, config: { ...services.config, retentionDays: days, retentionItems: most } }, NOW)
}
const guids = async () => (await rowsOf("items")).map(({ guid }) => guid).sort()

it("removes what is too old, from the index too", async () => {
  await addPartner()
  await push([aged(0, 1), aged(1, 89), aged(2, 91), aged(3, 4000)])
  expect(await retain(90, 5000)).toBe(2)
  expect(await guids()).toEqual(["story-0", "story-1"])
  const { db } = servicesWith(noWeb)
  const found = await db.prepare("SELECT count(*) AS n FROM search WHERE search MATCH 'saffron'").first<{ n: number }>()
  expect(found!.n).toBe(0)
  expect(await retain(90, 5000)).toBe(0)
})

it("removes the oldest of a partner that has too many, and no other's", async () => {
  await addPartner()
  await addPartner({ id: "tribune" })
  await push([aged(0, 1), aged(1, 2), aged(2, 3), aged(3, 4)])
  await push([aged(5, 60)], "tribune")
  expect(await retain(90, 2)).toBe(2)
  expect(await guids()).toEqual(["story-0", "story-1", "story-5"])
})

it("spares what the partner's feed still shows, which would come back with the next poll", async () => {
  await addPartner()
  await poll([aged(0, 400), aged(1, 500)])
  expect(await retain(90, 1)).toBe(0)
  await poll([aged(0, 400)], NOW + DAY)
  expect(await retain(90, 1)).toBe(1)
  expect(await guids()).toEqual(["story-0"])
})

describe("a partner with too many items", () => {
  const MOST = 3
  const small = (web: Web = noWeb) => {
    const services = servicesWith(web)
    return { ...services, config: { ...services.config, retentionItems: MOST } }
  }
  const pushSome = async (items: SentItem[], id = "herald") => {
    const services = small()
    const row = (await findPartner(services.db, id))!
    return pushItems(
      services,
      row,
      { bytes: new TextEncoder().encode(jsonFeed(items)) as Uint8Array<ArrayBuffer> },
      NOW,
    )
  }
  const pollSome = (items: SentItem[], now: number) =>
    pollPartner(
      small(() => feedResponse(items)),
      "herald",
      now,
      { jitter: 0 },
    )

  it("is trimmed as it pushes: the newest stay, in the index too", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    await pushSome([aged(0, 50), aged(1, 40), aged(2, 30)])
    await pushSome([aged(3, 60)], "tribune")
    await pushSome([aged(4, 20), aged(5, 35)])
    expect(await guids()).toEqual(["story-2", "story-3", "story-4", "story-5"])
    const { db } = small()
    expect(await db.prepare("SELECT count(*) AS n FROM search").first("n")).toBe(4)
  })

  it("keeps what is sent now, however old, and lets it go with the next", async () => {
    await addPartner()
    await pushSome([aged(0, 3), aged(1, 2), aged(2, 1)])
    await pushSome([aged(3, 50), aged(4, 60)])
    expect(await guids()).toEqual(["story-0", "story-1", "story-2", "story-3", "story-4"])
    await pushSome([aged(5, 0.5)])
    expect(await guids()).toEqual(["story-1", "story-2", "story-5"])
  })

  it("is trimmed as it is polled, but for what the document shows", async () => {
    await addPartner()
    await pollSome([aged(0, 50), aged(1, 40), aged(2, 30)], NOW)
    await pollSome([aged(0, 50), aged(3, 20), aged(4, 10)], NOW + DAY)
    expect(await guids()).toEqual(["story-0", "story-2", "story-3", "story-4"])
    await pollSome([aged(3, 20), aged(4, 10)], NOW + 2 * DAY)
    expect(await guids()).toEqual(["story-0", "story-2", "story-3", "story-4"])
    await pollSome([aged(5, 5)], NOW + 3 * DAY)
    expect(await guids()).toEqual(["story-3", "story-4", "story-5"])
  })

  it("keeps what its feed shows when it pushes too", async () => {
    await addPartner()
    await pollSome([aged(0, 50), aged(1, 40), aged(2, 30)], NOW)
    await pushSome([aged(3, 1)])
    expect(await guids()).toEqual(["story-0", "story-1", "story-2", "story-3"])
  })

  it("passes a story on when its first teller goes", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    const told = aged(0, 50)
    await pushSome([told])
    await pushSome([{ ...told, url: "https://tribune.example/0" }], "tribune")
    const storyOf = async () => (await rowsOf("items")).find(({ partner_id }) => partner_id === "tribune")!.story
    expect(await storyOf()).not.toBeNull()
    await pushSome([aged(1, 1), aged(2, 2), aged(3, 3)])
    expect(await storyOf()).toBeNull()
  })
})

it("leaves the newsroom's own archive alone", async () => {
  const { db } = servicesWith(noWeb)
  await db
    .prepare(
      "INSERT INTO items (id, partner_id, url, url_key, title, title_key, published_at, updated_at, seen_at, hash) VALUES ('a', '', 'u', 'u', 't', '', 0, 0, 0, '')",
    )
    .run()
  expect(await retain(1, 1)).toBe(0)
})

it("forgets spent keys, and ids of signed pushes long after their signatures lapsed", async () => {
  await addPartner()
  const { db } = servicesWith(noWeb)
  await db.batch([
    db
      .prepare("INSERT INTO webhooks VALUES ('herald', 'old', ?1, '{}'), ('herald', 'new', ?2, '{}')")
      .bind(NOW - 3 * DAY, NOW - DAY),
    db
      .prepare(
        "INSERT INTO partner_keys VALUES ('a', 'herald', 'n', 0, ?1), ('b', 'herald', 'n', 0, ?2), ('c', 'herald', 'n', 0, NULL)",
      )
      .bind(NOW - 1, NOW + 1),
  ])
  await retain(90, 5000)
  expect((await rowsOf("webhooks")).map(({ id }) => id)).toEqual(["new"])
  expect((await rowsOf("partner_keys")).map(({ hash }) => hash)).toEqual(["b", "c"])
})
