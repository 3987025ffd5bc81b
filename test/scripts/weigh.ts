// `npx node test/scripts/weigh.ts`: what the Worker weighs, and the 25 modules that weigh most, in KiB gzipped.
// A module's share is its bytes in the bundle times what gzip makes of it alone, all scaled to the whole.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { type Loader, transformSync } from "esbuild"
import { ROOT } from "../../src/dev/settings.ts"
import { runWrangler } from "../../src/dev/wrangler.ts"

interface Meta {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>
}

const folder = mkdtempSync(join(tmpdir(), "check-also-weigh-"))
const sizeOf = (text: string | Buffer) => gzipSync(text, { level: 9 }).length
try {
  const said = await runWrangler(["deploy", "--dry-run", "--outdir", folder, "--metafile"])
  if (said.code !== 0) throw new Error(said.stderr)
  const files = readdirSync(folder).filter((name) => /\.(?:js|css)$/.test(name))
  const whole = sizeOf(Buffer.concat(files.map((name) => readFileSync(join(folder, name)))))
  const bundle = sizeOf(readFileSync(join(folder, "index.js")))
  const { outputs } = JSON.parse(readFileSync(join(folder, "bundle-meta.json"), "utf8")) as Meta
  const { inputs } = Object.entries(outputs).find(([name]) => name.endsWith("index.js"))![1]
  const shares = Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path, { bytesInOutput }]) => ({ path, share: bytesInOutput * ratioOf(path) }))
    .sort((a, b) => b.share - a.share)
  const scale = bundle / shares.reduce((sum, { share }) => sum + share, 0)
  const kib = (bytes: number) => (bytes / 1024).toFixed(1).padStart(6)
  console.log(`${kib(whole)} the Worker, with its other files`)
  for (const { path, share } of shares.slice(0, 25)) console.log(`${kib(share * scale)} ${path}`)
} finally {
  rmSync(folder, { recursive: true })
}

/** How far gzip packs a module that stands alone, from 0 to 1. */
function ratioOf(path: string): number {
  const loader = path.split(".").at(-1)!.replace(/^[cm]/, "") as Loader
  if (!["js", "ts", "tsx", "json"].includes(loader)) return 0.35
  const { code } = transformSync(readFileSync(join(ROOT, path), "utf8"), { loader, minify: true })
  return sizeOf(code) / Buffer.byteLength(code)
}
