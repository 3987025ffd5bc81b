// npm exec -- node test/scripts/draw-icon.ts
// Draws src/http/site/assets/icon.ts as PNGs and writes icon-png.ts and drawings.ts beside it. Run it after each change of the drawing.
// Chromium draws (CHROMIUM names another than /usr/bin/chromium). The PNG has a palette, which makes it small.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { crc32, deflateSync } from "node:zlib"
import { chromium } from "playwright-core"
import { ICON_SIDE } from "../../src/feeds/write/channel-image.ts"
import { ICON } from "../../src/http/site/assets/icon.ts"
import { SOCIAL_CARD } from "../../src/http/site/parts/social-image.ts"

interface Picture {
  svg: string
  width: number
  height: number
}

const ASSETS = join(import.meta.dirname, "../../src/http/site/assets")
const BLUE = "#1d3f8a"

/** The drawing on a larger ground: phones cut off corners, and social sites want a wide picture. */
const onGround = (width: number, height: number, side: number): Picture => {
  const [x, y] = [(width - side) / 2, (height - side) / 2]
  const inner = ICON.replace("<svg ", `<svg x="${x}" y="${y}" width="${side}" height="${side}" `)
  const ground = `<rect width="${width}" height="${height}" fill="${BLUE}"/>`
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${inner}</svg>`,
    width,
    height,
  }
}

const icon: Picture = { svg: ICON, width: ICON_SIDE, height: ICON_SIDE }
const drawings: Record<string, [comment: string, picture: Picture]> = {
  APPLE_ICON: ["The home screen's icon on phones.", onGround(180, 180, 180)],
  ICON_512: ["For the manifest, and the publisher's logo for search engines.", onGround(512, 512, 512)],
  SOCIAL_CARD_PNG: [
    "What social sites show of a page without a picture.",
    onGround(SOCIAL_CARD.width, SOCIAL_CARD.height, 420),
  ],
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
})
const page = await browser.newPage()

const lines = (base64: string) => base64.match(/.{1,110}/g)!.map((line) => `  "${line}"`)
const constant = async (name: string, picture: Picture) =>
  `export const ${name} =\n${lines((await draw(picture)).toString("base64")).join(" +\n")}\n`

writeFileSync(
  join(ASSETS, "icon-png.ts"),
  `/** The drawing of icon.ts as a PNG in base64. Made by test/scripts/draw-icon.ts. */\n${await constant("ICON_PNG", icon)}`,
)
const made: string[] = []
for (const [name, [comment, picture]] of Object.entries(drawings))
  made.push(`/** ${comment} */\n${await constant(name, picture)}`)
writeFileSync(
  join(ASSETS, "drawings.ts"),
  `// The drawing of icon.ts as PNGs in base64. Made by test/scripts/draw-icon.ts.\n\n${made.join("\n")}`,
)
await browser.close()

async function draw({ svg, width, height }: Picture): Promise<Buffer> {
  const pixels = await page.evaluate(
    `(async () => {
      const image = new Image()
      image.src = "data:image/svg+xml," + ${JSON.stringify(encodeURIComponent(svg))}
      await image.decode()
      const canvas = Object.assign(document.createElement("canvas"), { width: ${width}, height: ${height} })
      const context = canvas.getContext("2d")
      context.drawImage(image, 0, 0, ${width}, ${height})
      return [...context.getImageData(0, 0, ${width}, ${height}).data]
    })()`,
  )
  return toPng(pixels as number[], width, height)
}

/** An indexed PNG (RFC 2083) of RGBA values. Each is rounded to 4 bits, so that the edges of shapes share colours. */
function toPng(rgba: number[], width: number, height: number): Buffer {
  const palette = new Map<string, number>()
  const rows: number[] = []
  for (let at = 0; at < rgba.length; at += 4) {
    if (at % (width * 4) === 0) rows.push(0)
    const alpha = round(rgba[at + 3]!)
    const colour = alpha === 0 ? [0, 0, 0, 0] : [...rgba.slice(at, at + 3).map(round), alpha]
    const key = colour.join()
    if (!palette.has(key)) palette.set(key, palette.size)
    rows.push(palette.get(key)!)
  }
  if (palette.size > 256) throw new Error(`${palette.size} colours are too many for a palette`)
  const colours = [...palette.keys()].map((key) => key.split(",").map(Number))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
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
