import { expect, it } from "vitest"
import { newsroom } from "../../support/newsroom.ts"
import { select } from "../pages/support.ts"

it("every file that a page's head names is there, and is what it says", async () => {
  const courier = newsroom()
  const html = await (await courier.request("/")).text()
  const links = await select(
    html,
    "link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest], link[rel=stylesheet]",
  )
  const named = links.map(({ attributes }) => new URL(attributes.href!, "https://courier.example").pathname)
  const { icons } = (await (await courier.request("/site.webmanifest")).json()) as {
    icons: { src: string; type: string; sizes: string }[]
  }
  for (const path of [...named, ...icons.map(({ src }) => src)]) {
    const answer = await courier.request(path)
    expect([path, answer.status, (await answer.arrayBuffer()).byteLength > 0]).toEqual([path, 200, true])
  }
  for (const { src, type } of icons) {
    expect((await courier.request(src)).headers.get("content-type")).toMatch(new RegExp(`^${type.replace("+", "\\+")}`))
  }
})

it.each([
  ["/apple-touch-icon.png", 180, 180],
  ["/icon-512.png", 512, 512],
  ["/social-card.png", 1200, 630],
])("%s is a PNG of %i × %i pixels", async (path, width, height) => {
  const answer = await newsroom().request(path)
  const view = new DataView(await answer.arrayBuffer())
  expect(answer.headers.get("content-type")).toBe("image/png")
  // RFC 2083: the signature, then the header with the size.
  expect([view.getUint32(0), view.getUint32(16), view.getUint32(20)]).toEqual([0x89504e47, width, height])
})

it("the font of Pashto's letters is a WOFF2, and small", async () => {
  const answer = await newsroom().request("/pashto.woff2")
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect(answer.headers.get("content-type")).toBe("font/woff2")
  expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe("wOF2")
  expect(bytes.length).toBeLessThan(4096)
})
