import { describe, expect, it } from "vitest"
import { EDITOR, newsroom } from "../../support/newsroom.ts"
import {
  addPartner,
  DAY,
  feedResponse,
  jsonFeed,
  MINUTE,
  NOW,
  noWeb,
  rowsOf,
  sentItem,
  servicesWith,
  type Web,
} from "../../support/partners.ts"

type Body = Record<string, unknown>

function courier(web: Web = noWeb) {
  const room = newsroom({ fetch: servicesWith(web).fetch })
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await room.request(path, {
      method,
      headers: { ...EDITOR, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (text.startsWith("{") ? JSON.parse(text) : {}) as Body,
    }
  }
  return { ...room, ask }
}

const HERALD = { name: "The Herald", home_url: "https://herald.example/", feed_url: "https://herald.example/feed.json" }

describe("PUT /partners/:id", () => {
  it("adds a partner, changes it, and says the same when it is sent again", async () => {
    const { ask } = courier()
    const added = await ask("PUT", "/partners/herald", HERALD)
    expect(added.status).toBe(201)
    expect(added.body).toEqual({
      id: "herald",
      ...HERALD,
      role: "partner",
      weight: 1,
      max_links: 2,
      enabled: true,
      sponsored: false,
      language: null,
      created_at: new Date(NOW).toISOString(),
      last_polled_at: null,
      last_success_at: null,
      last_status: null,
      last_error: null,
      next_poll_at: new Date(NOW).toISOString(),
      interval_s: null,
      failures: 0,
      item_count: 0,
      websub: null,
    })
    const again = await ask("PUT", "/partners/herald", HERALD)
    expect([again.status, again.body]).toEqual([200, added.body])
    const changed = await ask("PUT", "/partners/herald", {
      ...HERALD,
      weight: 2.5,
      sponsored: true,
      language: "ps",
      max_links: 1,
    })
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { weight: 2.5, sponsored: true, language: "ps", max_links: 1 },
    ])
    const last_30_days = { shown: 0, clicked: 0, click_through: null }
    expect((await ask("GET", "/partners/herald")).body).toEqual({ ...changed.body, last_30_days })
    expect((await ask("GET", "/partners")).body).toEqual({ partners: [changed.body] })
  })

  it("finds the feed of a home page", async () => {
    const { ask } = courier((request) => {
      if (request.url.endsWith("/feed.json")) return feedResponse([sentItem(0)])
      const link = '<link rel="alternate" type="application/feed+json" title="Stories" href="/feed.json">'
      return new Response(`<!doctype html><html><head>${link}</head><body></body></html>`, {
        headers: { "content-type": "text/html" },
      })
    })
    const added = await ask("PUT", "/partners/herald", { home_url: "https://herald.example/" })
    expect([added.status, added.body]).toMatchObject([
      201,
      { name: "The Herald", feed_url: "https://herald.example/feed.json", last_error: null },
    ])
    const kept = await ask("PUT", "/partners/herald", { home_url: "https://herald.example/", weight: 3 })
    expect(kept.body).toMatchObject({ name: "The Herald", feed_url: "https://herald.example/feed.json", weight: 3 })
  })

  it("adds a partner without a feed, and says that none was found or that none is wanted", async () => {
    const { ask } = courier(
      () => new Response("<!doctype html><html></html>", { headers: { "content-type": "text/html" } }),
    )
    const added = await ask("PUT", "/partners/herald", { name: "Herald", home_url: "https://herald.example/" })
    expect([added.status, added.body]).toMatchObject([
      201,
      { feed_url: null, next_poll_at: null, last_error: { kind: "no-feed-found" } },
    ])
    const pusher = await ask("PUT", "/partners/pusher", {
      name: "Pusher",
      home_url: "https://pusher.example/",
      feed_url: null,
    })
    expect([pusher.status, pusher.body]).toMatchObject([201, { feed_url: null, last_error: null }])
  })

  it.each([
    ["nothing of where it is", { name: "H" }, "/home_url"],
    ["no address", { ...HERALD, home_url: "herald" }, "/home_url"],
    ["another scheme", { ...HERALD, feed_url: "ftp://herald.example/feed" }, "/feed_url"],
    ["loopback", { ...HERALD, feed_url: "http://127.0.0.1/feed" }, "/feed_url"],
    ["our own host", { ...HERALD, feed_url: "https://courier.example/rss.xml" }, "/feed_url"],
    ["a private home page", { home_url: "http://10.0.0.1/" }, "/home_url"],
    ["too much weight", { ...HERALD, weight: 11 }, "/weight"],
    ["no weight", { ...HERALD, weight: -1 }, "/weight"],
    ["another role", { ...HERALD, role: "friend" }, "/role"],
    ["half a link", { ...HERALD, max_links: 1.5 }, "/max_links"],
    ["a language in words", { ...HERALD, language: "Pashto language" }, "/language"],
    ["a language's English name", { ...HERALD, language: "dari" }, "/language"],
    ["a language cut short", { ...HERALD, language: "en-a" }, "/language"],
    ["an empty name", { ...HERALD, name: " " }, "/name"],
  ])("refuses %s, and points at it", async (_, body, pointer) => {
    const answer = await courier().ask("PUT", "/partners/herald", body)
    expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ pointer }] }])
    expect(await rowsOf("partners")).toEqual([])
  })

  it.each(["Herald", "-herald", "a".repeat(101), "discover", "import"])("refuses the id %s", async (id) => {
    expect((await courier().ask("PUT", `/partners/${id}`, HERALD)).status).toBe(400)
  })

  it("polls a feed anew at once when its address changes, or when the partner is switched on", async () => {
    const { ask, clock } = courier()
    await addPartner({}, NOW + DAY)
    clock.now += MINUTE
    const next = async (body: Body) => (await ask("PUT", "/partners/herald", { ...HERALD, ...body })).body.next_poll_at
    expect(await next({})).toBe(new Date(NOW + DAY).toISOString())
    expect(await next({ enabled: false })).toBeNull()
    expect(await next({ enabled: true })).toBe(new Date(NOW + MINUTE).toISOString())
    clock.now += MINUTE
    expect(await next({ feed_url: "https://herald.example/new.json" })).toBe(new Date(NOW + 2 * MINUTE).toISOString())
  })
})

describe("a body that comes without its length", () => {
  it("is refused as soon as it is too large, with the rest unread", async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++
        controller.enqueue(new Uint8Array(16 * 1024).fill(32))
      },
    })
    const headers = { ...EDITOR, "content-type": "application/json" }
    const response = await newsroom().request("/partners/herald", { method: "PUT", headers, body: endless })
    expect([response.status, response.headers.get("content-type")]).toEqual([413, "application/problem+json"])
    expect(sent).toBeLessThan(8)
  })
})

describe("DELETE /partners/:id", () => {
  it("removes the partner with its items, their index and its keys", async () => {
    const { ask, services } = courier()
    await ask("PUT", "/partners/herald", HERALD)
    await ask("POST", "/partners/herald/key")
    await ask("POST", "/partners/herald/items", jsonFeed([sentItem(0), sentItem(1)]))
    expect((await ask("GET", "/partners/herald")).body.item_count).toBe(2)
    expect((await ask("DELETE", "/partners/herald")).status).toBe(204)
    for (const table of ["partners", "items", "partner_keys"] as const) expect(await rowsOf(table)).toEqual([])
    expect((await services.db.prepare("SELECT count(*) AS n FROM search").first<{ n: number }>())!.n).toBe(0)
    expect((await ask("DELETE", "/partners/herald")).status).toBe(404)
    expect((await ask("GET", "/partners/herald")).status).toBe(404)
  })
})

describe("POST /partners/:id/poll", () => {
  it("polls now and says what came of it", async () => {
    const { ask } = courier(() => feedResponse([sentItem(0), { id: "x", url: "https://herald.example/x" }]))
    await ask("PUT", "/partners/herald", HERALD)
    const first = await ask("POST", "/partners/herald/poll")
    expect([first.status, first.body]).toEqual([
      200,
      {
        outcome: "read",
        created: 1,
        updated: 0,
        unchanged: 0,
        withdrawn: 0,
        rejected: [{ index: 1, guid: "x", reason: expect.any(String) }],
        rejected_total: 1,
      },
    ])
    const again = await ask("POST", "/partners/herald/poll")
    expect([again.status, again.body]).toMatchObject([200, { outcome: "unchanged", created: 0 }])
    expect((await ask("GET", "/partners/herald")).body).toMatchObject({
      last_status: 200,
      item_count: 1,
      last_error: null,
    })
  })

  it("says what was wrong with a feed that fails", async () => {
    const { ask } = courier(() => new Response("no", { status: 500 }))
    await ask("PUT", "/partners/herald", HERALD)
    const done = await ask("POST", "/partners/herald/poll")
    expect([done.status, done.body]).toMatchObject([
      200,
      { outcome: "failed", created: 0, error: { kind: "http-error" } },
    ])
    expect((await ask("GET", "/partners/herald")).body).toMatchObject({
      last_status: 500,
      failures: 1,
      last_error: { kind: "http-error" },
    })
  })

  it("is 404 for a partner there is not, and 409 for one without a feed or under way", async () => {
    const { ask, services } = courier()
    await ask("PUT", "/partners/pusher", { home_url: "https://pusher.example/", feed_url: null })
    await addPartner()
    await services.db
      .prepare("UPDATE partners SET lease_until = ?1 WHERE id = 'herald'")
      .bind(NOW + MINUTE)
      .run()
    expect((await ask("POST", "/partners/nobody/poll")).status).toBe(404)
    expect((await ask("POST", "/partners/pusher/poll")).status).toBe(409)
    const busy = await ask("POST", "/partners/herald/poll")
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([409, "60"])
  })
})

describe("GET /partners/:id/items", () => {
  it("is a JSON Feed of what we hold, newest first, page by page", async () => {
    const { ask } = courier()
    await ask("PUT", "/partners/herald", HERALD)
    await ask("POST", "/partners/herald/items", jsonFeed(Array.from({ length: 150 }, (_, n) => sentItem(n))))
    const first = await ask("GET", "/partners/herald/items")
    expect(first.headers.get("content-type")).toBe("application/feed+json; charset=utf-8")
    const items = first.body.items as Body[]
    expect(items[0]).toMatchObject({
      url: "https://herald.example/stories/0",
      title: sentItem(0).title,
      date_published: sentItem(0).date_published,
      language: "en",
      _check_also: { partner: "herald", guid: "story-0" },
    })
    const next = new URL(first.body.next_url as string)
    const second = await ask("GET", next.pathname + next.search)
    expect(second.body.next_url).toBeUndefined()
    const urls = [...items, ...(second.body.items as Body[])].map(({ url }) => url)
    expect(urls).toEqual(Array.from({ length: 150 }, (_, n) => `https://herald.example/stories/${n}`))
  })

  it("is 400 for a cursor of somebody's own making, and 404 for a partner there is not", async () => {
    await addPartner()
    expect((await courier().ask("GET", "/partners/herald/items?cursor=1;DROP")).status).toBe(400)
    expect((await courier().ask("GET", "/partners/nobody/items")).status).toBe(404)
  })
})

describe("partners' routes", () => {
  it.each([
    ["PUT", "/partners/herald"],
    ["GET", "/partners"],
    ["GET", "/partners/herald"],
    ["DELETE", "/partners/herald"],
    ["POST", "/partners/herald/key"],
    ["DELETE", "/partners/herald/key"],
    ["POST", "/partners/herald/poll"],
    ["GET", "/partners/herald/items"],
    ["POST", "/partners/discover"],
    ["POST", "/partners/import"],
    ["GET", "/partners.opml"],
    ["POST", "/preview"],
  ])("%s %s is for editors", async (method, path) => {
    const response = await newsroom().request(path, { method })
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, expect.stringMatching(/^Bearer/)])
  })
})

describe("POST /partners/discover", () => {
  const page = (head: string) =>
    new Response(`<!doctype html><html><head>${head}</head></html>`, { headers: { "content-type": "text/html" } })
  const discover = async (web: Web, url = "https://herald.example/") =>
    courier(web).ask("POST", "/partners/discover", { url })

  it("lists what the page names, feeds of comments last", async () => {
    const found = await discover(() =>
      page(
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">' +
          '<link rel="alternate" type="application/atom+xml" title="Stories" href="atom.xml">',
      ),
    )
    expect(found.body).toEqual({
      feeds: [
        { url: "https://herald.example/atom.xml", title: "Stories", type: "application/atom+xml" },
        { url: "https://herald.example/comments/feed/", title: "Comments", type: "application/rss+xml" },
      ],
    })
  })

  it("knows a feed when it is given one", async () => {
    const found = await discover(() => feedResponse([]), "https://herald.example/feed.json")
    expect(found.body).toEqual({
      feeds: [{ url: "https://herald.example/feed.json", title: "The Herald", type: "application/feed+json" }],
    })
  })

  it("looks at the usual places when the page names none", async () => {
    const asked: string[] = []
    const found = await discover((request) => {
      asked.push(new URL(request.url).pathname)
      if (request.url.endsWith("/feed.json")) return feedResponse([])
      return request.url.endsWith("/") ? page("") : new Response(null, { status: 404 })
    })
    expect(found.body).toMatchObject({ feeds: [{ url: "https://herald.example/feed.json" }] })
    expect(asked).toEqual(["/", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json"])
  })

  it("finds nothing where there is nothing", async () => {
    const found = await discover((request) =>
      request.url.endsWith("/") ? page("") : new Response(null, { status: 404 }),
    )
    expect([found.status, found.body]).toEqual([200, { feeds: [] }])
  })

  it.each([
    ["a page that fails", () => new Response(null, { status: 500 }), "https://herald.example/", 502],
    ["a page that leads inside", () => Response.redirect("http://169.254.169.254/"), "https://herald.example/", 422],
    ["an address inside", noWeb, "http://192.168.0.1/", 422],
    ["no address", noWeb, "herald", 422],
  ] as [string, Web, string, number][])("says what is wrong with %s", async (_, web, url, status) => {
    const found = await discover(web, url)
    expect([found.status, found.headers.get("content-type")]).toEqual([status, "application/problem+json"])
  })
})

describe("OPML", () => {
  const importOpml = (text: string) =>
    courier().ask("POST", "/partners/import", text, { "content-type": "text/x-opml" })
  const outlines = (count: number) =>
    Array.from(
      { length: count },
      (_, n) =>
        `<outline text="Paper ${n}" type="rss" xmlUrl="https://paper-${n}.example/feed" htmlUrl="https://paper-${n}.example/"/>`,
    )

  it("brings five hundred partners in without one fetch, their first polls spread", async () => {
    const done = await importOpml(
      `<opml version="2.0"><head/><body><outline text="Papers">${outlines(500).join("")}</outline></body></opml>`,
    )
    expect([done.status, (done.body.created as Body[]).length, done.body.rejected]).toEqual([200, 500, []])
    const times = (await rowsOf("partners")).map(({ next_poll_at }) => next_poll_at as number).sort((a, b) => a - b)
    expect([times[0], times[499]]).toEqual([NOW, NOW + 499 * 5000])
    expect(times.filter((at) => at <= NOW + MINUTE)).toHaveLength(13)
  })

  it("goes out and comes in again", async () => {
    const { ask } = courier()
    await ask("PUT", "/partners/herald", { ...HERALD, name: 'Herald "& Sons" <b>', language: "ps" })
    await ask("PUT", "/partners/pusher", { home_url: "https://pusher.example/", feed_url: null })
    const out = await ask("GET", "/partners.opml")
    expect(out.headers.get("content-type")).toBe("text/x-opml; charset=utf-8")
    expect((await importOpml(out.text)).body).toMatchObject({ created: [], existing: [{ id: "herald" }] })
    await ask("DELETE", "/partners/herald")
    expect((await importOpml(out.text)).body).toMatchObject({
      created: [{ id: "herald-sons-b", name: 'Herald "& Sons" <b>' }],
    })
    expect((await ask("GET", "/partners/herald-sons-b")).body).toMatchObject({
      language: "ps",
      home_url: HERALD.home_url,
    })
  })

  it("leaves a partner as it is that has the feed already, and refuses private addresses", async () => {
    const { ask } = courier()
    await ask("PUT", "/partners/herald", { ...HERALD, weight: 4 })
    const done = await importOpml(
      '<opml version="1.0"><body><outline text="H" xmlUrl="http://www.herald.example/feed.json"/>' +
        '<outline text="In" xmlUrl="http://10.0.0.1/feed"/><outline text="A note"/></body></opml>',
    )
    expect(done.body).toEqual({
      created: [],
      existing: [{ id: "herald", feed_url: "http://www.herald.example/feed.json" }],
      rejected: [{ feed_url: "http://10.0.0.1/feed", reason: "is on a private network" }],
    })
    expect((await ask("GET", "/partners/herald")).body).toMatchObject({ weight: 4 })
  })

  it.each(["", "{}", "<rss/>", "not xml"])("is not %j", async (text) => {
    expect((await importOpml(text)).status).toBe(422)
  })
})

describe("POST /preview", () => {
  const RSS =
    '<rss version="2.0"><channel><title>H</title><link>https://herald.example/</link><description>d</description>' +
    "<item><title>Gauges return</title><link>https://herald.example/0</link></item><item><title>No link</title></item></channel></rss>"

  it("shows what we would make of a feed, and stores nothing", async () => {
    const shown = await courier().ask("POST", "/preview", RSS, { "content-type": "application/rss+xml" })
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "application/feed+json; charset=utf-8"])
    expect((shown.body.items as Body[]).map(({ title }) => title)).toEqual(["Gauges return", "No link"])
    expect(await rowsOf("items")).toEqual([])
  })

  it("tells how rss-parser reads the same document", async () => {
    const elsewhere = async (document: string) => {
      const { body } = await courier().ask("POST", "/preview", document, { "content-type": "application/rss+xml" })
      return (body._check_also as Body).elsewhere
    }
    const parser = "rss-parser 3.13.0"
    expect(await elsewhere(RSS)).toEqual({ parser, outcome: "read", items: 2, differences: [] })
    expect(await elsewhere(RSS.replace("Gauges return", "Gauges &amp;amp; bells"))).toEqual({
      parser,
      outcome: "read",
      items: 2,
      differences: [{ item: 0, field: "title", ours: "Gauges & bells", theirs: "Gauges &amp; bells" }],
    })
    expect(await elsewhere(RSS.replace("return", "& return"))).toEqual({
      parser,
      outcome: "refused",
      error: expect.stringMatching(/^Invalid character in entity name Line: 0 Column: \d+ Char:$/),
      items: 0,
      differences: [],
    })
  })

  it("fetches one that is named", async () => {
    const { ask } = courier((request) =>
      request.url === "https://herald.example/feed" ? new Response(RSS) : noWeb(request),
    )
    const shown = await ask("POST", "/preview", { url: "https://herald.example/feed" })
    expect([shown.status, (shown.body.items as Body[]).length]).toEqual([200, 2])
  })

  it.each([
    ["is no feed", "<!doctype html><html><body>Hello</body></html>", 422],
    ["is broken", "{", 422],
    ["is empty", "", 422],
    ["is to be fetched from inside", { url: "http://127.0.0.1/" }, 422],
    ["is to be fetched from nowhere", { url: "nowhere" }, 422],
  ])("says so when the body %s", async (_, body, status) => {
    const shown = await courier().ask("POST", "/preview", body)
    expect([shown.status, shown.headers.get("content-type")]).toEqual([status, "application/problem+json"])
  })

  it("is 502 when the feed that is named does not answer", async () => {
    const shown = await courier(() => new Response(null, { status: 500 })).ask("POST", "/preview", {
      url: "https://herald.example/feed",
    })
    expect(shown.status).toBe(502)
  })
})
