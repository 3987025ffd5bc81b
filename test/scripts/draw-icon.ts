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

/** An indexed PNG (RFC 2083) of RGBA values, in the eight colours that it has most of: two pixels a byte. */
function toPng(rgba: number[], width: number, height: number): Buffer {
  const pixels = Array.from({ length: width * height }, (_, at) => colourOf(rgba.slice(at * 4, at * 4 + 4)))
  const counts = new Map<string, number>()
  for (const pixel of pixels) counts.set(pixel.join(), (counts.get(pixel.join()) ?? 0) + 1)
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, 8)
  const palette = most.map(([key]) => key.split(",").map(Number))
  const indexes = new Map([...counts.keys()].map((key) => [key, nearest(key.split(",").map(Number), palette)]))
  const lines = Array.from({ length: height }, (_, y) =>
    Array.from({ length: Math.ceil(width / 2) }, (_, x) => {
      const [left, right] = [0, 1].map((n) => indexes.get(pixels[y * width + Math.min(2 * x + n, width - 1)]!.join())!)
      return (left! << 4) | right!
    }),
  )
  // Each line as it is, or as its difference from the line above, whichever packs better as a whole.
  const plain = lines.flatMap((line) => [0, ...line])
  const up = lines.flatMap((line, y) => [2, ...line.map((byte, x) => (byte - (lines[y - 1]?.[x] ?? 0)) & 255)])
  const [packed] = [plain, up]
    .map((bytes) => deflateSync(Buffer.from(bytes), { level: 9, memLevel: 9 }))
    .sort((a, b) => a.length - b.length)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Four bits, with a palette.
  header.set([4, 3, 0, 0, 0], 8)
  const opaque = palette.every((colour) => colour[3] === 255)
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap((colour) => colour.slice(0, 3)))),
    ...(opaque ? [] : [chunk("tRNS", Buffer.from(palette.map((colour) => colour[3]!)))]),
    chunk("IDAT", packed!),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

/** Rounded, so that the edges of shapes share colours. All that is fully transparent is one colour. */
function colourOf(rgba: number[]): number[] {
  const rounded = rgba.map((value) => Math.round(value / 17) * 17)
  return rounded[3] === 0 ? [0, 0, 0, 0] : rounded
}

function nearest(colour: number[], palette: number[][]): number {
  const distances = palette.map((each) => each.reduce((sum, value, n) => sum + (value - colour[n]!) ** 2, 0))
  return distances.indexOf(Math.min(...distances))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
