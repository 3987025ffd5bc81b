import { describe, expect, it } from "vitest"
import { heldItem, hold } from "../../support/held.ts"
import { newsroom } from "../../support/newsroom.ts"
import { addPartner } from "../../support/partners.ts"
import { select, shown } from "../pages/support.ts"

async function find(courier: ReturnType<typeof newsroom>, query: string) {
  const html = await (await courier.request(`/search?q=${encodeURIComponent(query)}`)).text()
  const found = (await select(html, ".story a")).map(({ attributes }) => attributes.href!.replace("/articles/", ""))
  return { html, found }
}

describe("the search", () => {
  it("finds our own live stories with all of the words, the last stored first", async () => {
    const courier = newsroom()
    await addPartner({ id: "herald" })
    await hold(courier.services.db, [heldItem("theirs", { title: "Gauges return to the river" })])
    await courier.put("gauges", { title: "Gauges return to the river" })
    await courier.put("bread", {
      title: "Bread is dearer",
      content_html: "<p>By the river, too.</p>",
      tags: ["Prices"],
    })
    await courier.put("later", { title: "Gauges of the river", date_published: "2030-01-01T00:00:00Z" })
    await courier.put("back", { title: "Gauges of the river" })
    await courier.withdraw("back")
    expect((await find(courier, "river")).found).toEqual(["bread", "gauges"])
    expect((await find(courier, "the RIVER gauge")).found).toEqual(["gauges"])
    expect((await find(courier, "prices")).found).toEqual(["bread"])
    expect((await find(courier, "river glacier")).found).toEqual([])
    expect(await select((await find(courier, "river glacier")).html, ".empty")).toHaveLength(1)
  })

  it("finds words of any language, as that language bends them", async () => {
    const courier = newsroom()
    await courier.put("school", { title: "د کونړ ښوونځی بیا جوړ شو", language: "ps" })
    await courier.put("river", { title: "رودخانهٔ کابل دوباره اندازه‌گیری می‌شود", language: "fa-AF" })
    await courier.put("houses", { title: "Neue Häuser am Fluss", language: "de" })
    expect((await find(courier, "ښوونځی")).found).toEqual(["school"])
    expect((await find(courier, "كابل")).found).toEqual(["river"])
    expect((await find(courier, "haus")).found.concat((await find(courier, "häuser")).found)).toContain("houses")
  })

  it("takes what is typed as words, whatever it is", async () => {
    const courier = newsroom()
    await courier.put("gauges", { title: "Gauges" })
    for (const query of [
      '"',
      'gauges" OR title:x',
      "AND",
      "NOT *",
      "'; DROP TABLE items",
      "<script>",
      "()",
      "",
      "   ",
      "a",
      "the",
    ]) {
      const answer = await courier.request(`/search?q=${encodeURIComponent(query)}`)
      expect([query, answer.status]).toEqual([query, 200])
      const html = await answer.text()
      expect(shown((await select(html, "#q"))[0]!.attributes.value!)).toBe(query.trim())
    }
  })

  it("goes on to the oldest story, also where partners have far more with the same words", async () => {
    const courier = newsroom()
    await addPartner({ id: "herald" })
    for (let n = 0; n < 25; n++) await courier.put(`old${n}`, { title: `Gauges ${n}` })
    for (let block = 0; block < 3; block++) {
      const items = Array.from({ length: 500 }, (_, n) => heldItem(`h${block}-${n}`, { title: `Gauges return ${n}` }))
      await hold(courier.services.db, items)
    }
    await courier.put("new", { title: "Gauges again" })
    const found: string[] = []
    let pages = 0
    for (let next: string | undefined = "/search?q=gauges"; next; pages++) {
      const html = await (await courier.request(next)).text()
      found.push(
        ...(await select(html, ".story a")).map(({ attributes }) => attributes.href!.replace("/articles/", "")),
      )
      next = shown((await select(html, "a[rel=next]"))[0]?.attributes.href ?? "")
    }
    expect(found).toEqual(["new", ...Array.from({ length: 25 }, (_, n) => `old${24 - n}`)])
    expect(pages).toBeLessThan(7)
  })
})
