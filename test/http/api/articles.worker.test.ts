import { describe, expect, it } from "vitest"
import { EDITOR, newsroom, START } from "../../support/newsroom.ts"
import { addPartner, rowsOf, sentItem } from "../../support/partners.ts"

const iso = (time: number) => new Date(time).toISOString()

describe("PUT /articles/:id", () => {
  it("answers 201 for a new article, 200 for a changed one and 200 for the same one", async () => {
    const courier = newsroom()
    const first = await courier.put("gauges")
    expect(first.status).toBe(201)
    const item = (await first.json()) as Record<string, unknown>
    expect(item).toMatchObject({
      id: "https://courier.example/articles/gauges",
      url: "https://courier.example/articles/gauges",
      title: "About gauges",
      content_html: "<p>All about gauges.</p>",
      summary: "All about gauges.",
      date_published: iso(START),
      date_modified: iso(START),
    })

    courier.wait()
    const same = await courier.put("gauges")
    expect(same.status).toBe(200)
    expect(same.headers.get("etag")).toBe(first.headers.get("etag"))
    expect(await same.json()).toEqual(item)
    expect(courier.queued).toHaveLength(1)

    const changed = await courier.put("gauges", { title: "Gauges are back" })
    expect(changed.status).toBe(200)
    expect(changed.headers.get("etag")).not.toBe(first.headers.get("etag"))
    expect(await changed.json()).toMatchObject({ date_published: iso(START), date_modified: iso(START + 10_000) })
    expect(courier.queued).toHaveLength(2)
  })

  it("freezes the id and the date of first publication", async () => {
    const courier = newsroom()
    await courier.put("gauges", { url: "https://site.example/a", date_published: "2026-11-20T08:00:00+04:30" })
    const moved = await courier.put("gauges", { url: "https://site.example/b", date_published: "2020-01-01T00:00:00Z" })
    expect(await moved.json()).toMatchObject({
      id: "https://site.example/a",
      url: "https://site.example/b",
      date_published: "2026-11-20T03:30:00.000Z",
    })
  })

  it("dates the entry of an article from before there were feeds by its import, and not at each import", async () => {
    const courier = newsroom()
    const old = { date_published: "1965-03-18T08:30:00Z" }
    const dates = { date_published: "1965-03-18T08:30:00.000Z", date_modified: iso(START) }
    expect(await (await courier.put("spacewalk", old)).json()).toMatchObject(dates)
    courier.wait()
    expect(await (await courier.put("spacewalk", old)).json()).toMatchObject(dates)
    const sent = { ...old, date_modified: "1965-03-19T08:30:00Z" }
    expect(await (await courier.put("other", { ...sent, url: "https://site.example/o" })).json()).toMatchObject({
      date_modified: "1965-03-19T08:30:00.000Z",
    })
  })

  it("makes the ids of footnotes the article's own, and takes them back as they are", async () => {
    const courier = newsroom()
    const sent = { content_html: '<p>a<a href="#fn1">1</a></p><p id="fn1">b</p>', url: "https://site.example/n" }
    const made = '<p>a<a href="#fn1-gauges">1</a></p><p id="fn1-gauges">b</p>'
    expect(await (await courier.put("gauges", sent)).json()).toMatchObject({ content_html: made })
    const again = await courier.put("gauges", { ...sent, content_html: made })
    expect([again.status, await again.json()]).toEqual([200, expect.objectContaining({ content_html: made })])
    await courier.render()
    const { items } = (await courier.feed()) as { items: { content_html?: string }[] }
    expect(items[0]!.content_html).toBe(made.replace('href="', 'href="https://site.example/n'))
  })

  it("keeps what news needs of the HTML and nothing that is dangerous, with absolute addresses", async () => {
    const courier = newsroom()
    const answer = await courier.put("gauges", {
      url: "https://site.example/news/gauges",
      content_html:
        '<p onclick="x()">A\u0008 <a href="../about?a=1&b=2">b</a><script>alert(1)</script>' +
        '<a href="javascript:alert(1)">c</a></p><figure><img src="/i.jpg" onerror="x()"></figure>' +
        '<iframe src="https://www.youtube.com/embed/1"></iframe><iframe src="https://evil.example/"></iframe>',
    })
    const { content_html } = (await answer.json()) as { content_html: string }
    expect(content_html).toBe(
      '<p>A <a href="https://site.example/about?a=1&amp;b=2">b</a><a>c</a></p>' +
        '<figure><img src="https://site.example/i.jpg"></figure>' +
        '<figure><iframe src="https://www.youtube.com/embed/1"></iframe></figure>',
    )
  })

  it("makes paragraphs of content_text and a summary of the first sentences", async () => {
    const courier = newsroom()
    const answer = await courier.put("gauges", {
      content_html: undefined,
      content_text: "Water is <up>.\n\nIt rose\nall night.",
    })
    expect(await answer.json()).toMatchObject({
      content_html: "<p>Water is &lt;up&gt;.</p>\n<p>It rose<br>all night.</p>",
      summary: "Water is <up>. It rose all night.",
    })
  })

  it.each([
    ["no title", { title: undefined }, "/title"],
    ["an empty title", { title: "  " }, "/title"],
    ["no content", { content_html: undefined }, "/content_html"],
    ["a relative url", { url: "/a" }, "/url"],
    ["a url of another scheme", { url: "javascript:alert(1)" }, "/url"],
    ["a date without offset", { date_published: "2026-11-23T09:30:00" }, "/date_published"],
    ["a date that is none", { date_modified: "yesterday" }, "/date_modified"],
    ["an author without name", { authors: [{ url: "https://a.example/" }] }, "/authors/0/name"],
    ["an attachment without type", { attachments: [{ url: "https://a.example/a.mp3" }] }, "/attachments/0/mime_type"],
    ["tags that are no list", { tags: "water" }, "/tags"],
  ])("refuses %s with a pointer to it", async (_, part, pointer) => {
    const answer = await newsroom().put("gauges", part)
    expect(answer.status).toBe(422)
    expect(answer.headers.get("content-type")).toBe("application/problem+json")
    const body = (await answer.json()) as { errors: { pointer: string }[] }
    expect(body).toMatchObject({
      status: 422,
      type: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
    })
    expect(body.errors.map((error) => error.pointer)).toContain(pointer)
  })

  it.each([
    ["no token", "gauges", "{}", { authorization: "" }, 401],
    ["a wrong token", "gauges", "{}", { authorization: "Bearer no" }, 401],
    ["a token of another scheme", "gauges", "{}", { authorization: "Basic editor-token-for-tests" }, 401],
    ["a wrong content type", "gauges", "{}", { "content-type": "text/plain" }, 415],
    ["no JSON", "gauges", "{", {}, 422],
    ["an id with capitals", "Gauges", "{}", {}, 400],
    ["an id that begins with a hyphen", "-gauges", "{}", {}, 400],
    ["an id of 101 characters", "a".repeat(101), "{}", {}, 400],
    ["a body over 1 MiB", "gauges", JSON.stringify({ title: "x", content_html: "y".repeat(1024 * 1024) }), {}, 413],
  ])("refuses %s", async (_, id, body, headers, status) => {
    const answer = await newsroom().send("PUT", `/articles/${id}`, body, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get("content-type")).toBe("application/problem+json")
    if (status === 401) expect(answer.headers.get("www-authenticate")).toContain("Bearer")
  })

  it("honours If-Match and If-None-Match", async () => {
    const courier = newsroom()
    expect((await courier.put("gauges", {}, { "if-match": "*" })).status).toBe(412)
    const first = await courier.put("gauges", {}, { "if-none-match": "*" })
    expect(first.status).toBe(201)
    const etag = first.headers.get("etag")!
    expect((await courier.put("gauges", { title: "x" }, { "if-none-match": "*" })).status).toBe(412)
    expect((await courier.put("gauges", { title: "x" }, { "if-match": '"other"' })).status).toBe(412)
    expect((await courier.put("gauges", { title: "x" }, { "if-match": `W/${etag}` })).status).toBe(412)
    expect((await courier.put("gauges", { title: "x" }, { "if-match": `"other", ${etag}` })).status).toBe(200)
    expect((await courier.put("gauges", { title: "y" }, { "if-match": etag })).status).toBe(412)
  })

  it("gives an address to one article only", async () => {
    const courier = newsroom()
    await courier.put("gauges", { url: "https://site.example/a" })
    const other = await courier.put("other", { url: "https://site.example/a" })
    expect(other.status).toBe(409)
    expect(await other.json()).toMatchObject({ detail: expect.stringContaining("gauges") })
  })

  it("lets the last of many writes at once stand, whole", async () => {
    const courier = newsroom()
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((title) => courier.put("gauges", { title, tags: [title] })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201])
    const item = (await (await courier.request("/articles/gauges.json")).json()) as { title: string; tags: string[] }
    expect(item.tags).toEqual([item.title])
  })
})

describe("POST /articles", () => {
  const item = { title: "Città d'Acqua: 2026", content_text: "Water." }

  it("makes an id of the title and says where the article is", async () => {
    const courier = newsroom()
    const answer = await courier.send("POST", "/articles", item)
    expect(answer.status).toBe(201)
    expect(answer.headers.get("location")).toBe("https://courier.example/articles/citta-d-acqua-2026")
  })

  it("is safe to send twice, and gives another article of the same title another id", async () => {
    const courier = newsroom()
    const where = async (body: unknown) => (await courier.send("POST", "/articles", body)).headers.get("location")
    const first = await where(item)
    expect(await where(item)).toBe(first)
    const other = await where({ ...item, content_text: "Other water." })
    expect(other).not.toBe(first)
    expect(await where({ ...item, content_text: "Other water." })).toBe(other)
  })

  it("finds an id for a title in any script", async () => {
    const answer = await newsroom().send("POST", "/articles", { title: "د کابل سیند", content_text: "اوبه" })
    expect(answer.status).toBe(201)
    expect(answer.headers.get("location")).toMatch(/\/articles\/article-[0-9a-f]{8}$/)
  })
})

describe("DELETE /articles/:id", () => {
  it("answers 204, again 204, and 410 from then on at its address", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    expect((await courier.withdraw("gauges")).status).toBe(204)
    expect((await courier.withdraw("gauges")).status).toBe(204)
    for (const path of ["/articles/gauges", "/articles/gauges.json", "/articles/gauges/check-also"]) {
      expect((await courier.request(path)).status, path).toBe(410)
    }
    const page = await courier.request("/articles/gauges", { headers: { accept: "text/html" } })
    expect([page.status, page.headers.get("content-type")]).toEqual([410, "text/html; charset=utf-8"])
  })

  it("answers 404 for what never was", async () => {
    expect((await newsroom().withdraw("nothing")).status).toBe(404)
  })

  it("honours If-Match", async () => {
    const courier = newsroom()
    const etag = (await courier.put("gauges")).headers.get("etag")!
    const remove = (condition: string) =>
      courier.request("/articles/gauges", { method: "DELETE", headers: { ...EDITOR, "if-match": condition } })
    expect((await remove('"other"')).status).toBe(412)
    expect((await remove(etag)).status).toBe(204)
  })
})

describe("GET /articles/:id", () => {
  it("gives people the page and programs the item", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    const page = await courier.request("/articles/gauges")
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8")
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(await page.text()).toContain("<p>All about gauges.</p>")
    const item = await courier.request("/articles/gauges.json")
    expect(await item.json()).toMatchObject({ title: "About gauges" })
    const negotiated = await courier.request("/articles/gauges", { headers: { accept: "application/json" } })
    expect(await negotiated.json()).toMatchObject({ title: "About gauges" })
    expect(negotiated.headers.get("vary")).toBe("accept")
    const again = await courier.request("/articles/gauges.json", {
      headers: { "if-none-match": item.headers.get("etag")! },
    })
    expect([again.status, await again.text()]).toEqual([304, ""])
  })

  it("shows nobody what is not out yet", async () => {
    const courier = newsroom()
    await courier.put("later", { date_published: iso(START + 3_600_000) })
    expect((await courier.request("/articles/later")).status).toBe(404)
    expect((await courier.request("/articles/never")).status).toBe(404)
  })
})

describe("GET /articles", () => {
  it("pages through all, newest first, scheduled ones too, withdrawn ones not", async () => {
    const courier = newsroom()
    for (let n = 0; n < 103; n++) {
      await courier.put(`a${n}`, { date_published: iso(START - (n >> 1) * 60_000) })
    }
    await courier.put("later", { date_published: iso(START + 3_600_000) })
    await courier.withdraw("a7")
    const titles: unknown[] = []
    let path: string | undefined = "/articles"
    while (path) {
      const answer = await courier.request(path, { headers: EDITOR })
      const page = (await answer.json()) as { items: { title: string }[]; next_url?: string }
      titles.push(...page.items.map(({ title }) => title))
      path = page.next_url?.slice("https://courier.example".length)
    }
    expect(titles[0]).toBe("About later")
    expect(new Set(titles).size).toBe(103)
    expect(titles).not.toContain("About a7")
  })

  it("is for editors, and refuses a cursor it did not make", async () => {
    const courier = newsroom()
    expect((await courier.request("/articles")).status).toBe(401)
    expect((await courier.request("/articles?cursor=x", { headers: EDITOR })).status).toBe(400)
  })
})

describe("many who write at once", () => {
  it("the same article are all taken, one after the other", async () => {
    const courier = newsroom()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => courier.put("busy", { title: `Number ${n}` })),
    )
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 201)).toEqual([])
  })

  it("the same list's edits are all taken", async () => {
    const courier = newsroom()
    await courier.put("busy")
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => courier.send("PUT", "/articles/busy/check-also", { exclude: [`x${n}`] })),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  })

  it("items of one partner are all taken", async () => {
    await addPartner({ id: "herald" })
    const courier = newsroom()
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, n) => courier.send("POST", "/partners/herald/items", sentItem(n))),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 14 }, () => 200))
    expect(await rowsOf("items")).toHaveLength(14)
  })
})

describe("two isolates over one store", () => {
  it("a visitor who has the new version does not keep the old one in the other's memory", async () => {
    const [one, other] = [newsroom(), newsroom()]
    await one.put("gauges")
    await other.request("/articles/gauges.json")
    await one.put("gauges", { title: "Changed" })
    const etag = (await one.request("/articles/gauges.json")).headers.get("etag")!
    const title = async () => ((await (await other.request("/articles/gauges.json")).json()) as { title: string }).title
    for (let n = 0; n < 3; n++) {
      other.wait(6000)
      const again = await other.request("/articles/gauges.json", { headers: { "if-none-match": etag } })
      expect(again.status).toBe(304)
    }
    expect(await title()).toBe("Changed")
  })
})
