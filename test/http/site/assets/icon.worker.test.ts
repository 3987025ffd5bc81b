import { expect, it } from "vitest"
import { ICON_SIDE } from "../../../../src/feeds/write/channel-image.ts"
import { newsroom } from "../../../support/newsroom.ts"
import { parseJson } from "../../../support/read-feed.ts"

it("the picture that the feeds name is a PNG of the size that they say", async () => {
  const courier = newsroom()
  const feed = parseJson(await (await courier.request("/feed.json")).text())
  expect(feed.icon).toBe(`${courier.services.config.publication.siteUrl}/icon.png`)
  const answer = await courier.request(new URL(String(feed.icon)).pathname)
  expect(answer.status).toBe(200)
  expect(answer.headers.get("content-type")).toBe("image/png")
  const bytes = await answer.bytes()
  expect([...bytes.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const header = new DataView(bytes.buffer, bytes.byteOffset)
  // The image header (IHDR) is the first chunk of every PNG: width, then height.
  expect([header.getUint32(16), header.getUint32(20)]).toEqual([ICON_SIDE, ICON_SIDE])
  expect(bytes.length).toBeLessThan(4096)
})
