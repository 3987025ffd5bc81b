// npm exec -- node test/scripts/draw-icon.ts
// Draws src/http/site/assets/icon.ts as a PNG and writes icon-png.ts beside it. Run it after each change of the drawing.
// Chromium draws (CHROMIUM names another than /usr/bin/chromium). The PNG has a palette, which makes it small.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { crc32, deflateSync } from "node:zlib"
import { chromium } from "playwright-core"
import { ICON_SIDE } from "../../src/feeds/write/channel-image.ts"
import { ICON } from "../../src/http/site/assets/icon.ts"

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
})
const page = await browser.newPage()
const pixels = await page.evaluate(
  `(async () => {
    const image = new Image()
    image.src = "data:image/svg+xml," + ${JSON.stringify(encodeURIComponent(ICON))}
    await image.decode()
    const canvas = Object.assign(document.createElement("canvas"), { width: ${ICON_SIDE}, height: ${ICON_SIDE} })
    const context = canvas.getContext("2d")
    context.drawImage(image, 0, 0, ${ICON_SIDE}, ${ICON_SIDE})
    return [...context.getImageData(0, 0, ${ICON_SIDE}, ${ICON_SIDE}).data]
  })()`,
)
await browser.close()

const lines = (base64: string) => base64.match(/.{1,110}/g)!.map((line) => `  "${line}"`)
writeFileSync(
  join(import.meta.dirname, "../../src/http/site/assets/icon-png.ts"),
  `/** The drawing of icon.ts as a PNG in base64. Made by test/scripts/draw-icon.ts. */
export const ICON_PNG =
${lines(toPng(pixels as number[]).toString("base64")).join(" +\n")}
`,
)

/** An indexed PNG (RFC 2083) of RGBA values. Each is rounded to 4 bits, so that the edges of shapes share colours. */
function toPng(rgba: number[]): Buffer {
  const palette = new Map<string, number>()
  const rows: number[] = []
  for (let at = 0; at < rgba.length; at += 4) {
    if (at % (ICON_SIDE * 4) === 0) rows.push(0)
    const alpha = round(rgba[at + 3]!)
    const colour = alpha === 0 ? [0, 0, 0, 0] : [...rgba.slice(at, at + 3).map(round), alpha]
    const key = colour.join()
    if (!palette.has(key)) palette.set(key, palette.size)
    rows.push(palette.get(key)!)
  }
  if (palette.size > 256) throw new Error(`${palette.size} colours are too many for a palette`)
  const colours = [...palette.keys()].map((key) => key.split(",").map(Number))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(ICON_SIDE, 0)
  header.writeUInt32BE(ICON_SIDE, 4)
  // Eight bits, with a palette.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(colours.flatMap((colour) => colour.slice(0, 3)))),
    chunk("tRNS", Buffer.from(colours.map((colour) => colour[3]!))),
    chunk("IDAT", deflateSync(Buffer.from(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function round(value: number): number {
  return Math.round(value / 17) * 17
}
