// FV=feedvalidator/src node test/scripts/compare-writers.ts
// The same fifty articles by this project, by `feed` alone and by feedsmith alone: bytes, and what the W3C feed
// validator says of the RSS and Atom documents. Without FV the validator is left out.
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { MIXED, ORDINARY, WRITERS } from "../support/peers.ts"

export interface Comparison {
  writer: string
  articles: "ordinary" | "mixed"
  bytes: { rss: number; atom: number; json: number }
  /**
   * Of RSS and Atom together; null without the validator. It gives up at an ill-formed document's first such fault, so
   * that a writer of those may show fewer errors than one whose documents can be read.
   */
  validator: { illFormed: number; errors: number; warnings: number } | null
}

const FILES = { rss: "rss.xml", atom: "atom.xml", json: "feed.json" } as const

/** `validatorPath` is the validator's src folder. */
export function compareWriters(validatorPath: string | undefined): Comparison[] {
  const compared: Comparison[] = []
  for (const [articles, chosen] of [
    ["ordinary", ORDINARY],
    ["mixed", MIXED],
  ] as const) {
    for (const [writer, write] of Object.entries(WRITERS)) {
      const documents = write(chosen)
      const bytes = {
        rss: Buffer.byteLength(documents.rss),
        atom: Buffer.byteLength(documents.atom),
        json: Buffer.byteLength(documents.json),
      }
      compared.push({ writer, articles, bytes, validator: validatorPath ? validate(documents, validatorPath) : null })
    }
  }
  return compared
}

function validate(documents: Record<"rss" | "atom", string>, validatorPath: string): Comparison["validator"] {
  const folder = mkdtempSync(join(tmpdir(), "feeds-"))
  try {
    const manifest = (["rss", "atom"] as const).map((format) => {
      const file = join(folder, FILES[format])
      writeFileSync(file, documents[format])
      return { file, name: format, format, url: `https://courier.example/${FILES[format]}` }
    })
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest))
    const output = run([join(import.meta.dirname, "validate.py"), join(folder, "manifest.json")], validatorPath)
    const counts = JSON.parse(output.trim().split("\n").at(-1)!)
    return { illFormed: counts.ill_formed, errors: counts.errors, warnings: counts.warnings }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The script's exit status says whether all was well; its output is wanted either way. */
function run(argv: string[], validatorPath: string): string {
  try {
    return execFileSync("/usr/bin/python3", argv, {
      encoding: "utf8",
      env: { FV: validatorPath, PYTHONDONTWRITEBYTECODE: "1" },
    })
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string }
    if (status !== 1 || !stdout) throw error
    return stdout
  }
}

if (process.argv[1] === import.meta.filename) {
  for (const comparison of compareWriters(process.env.FV)) console.log(JSON.stringify(comparison))
}
