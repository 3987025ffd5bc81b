import { readFile } from "node:fs/promises"
import { fileURLToPath, URL } from "node:url"
import { parseArgs } from "node:util"
import { bundleWorker } from "../support/worker.ts"
import { costs } from "./cost.ts"
import { partTask, type Story } from "./measures.ts"
import { judge } from "./quality.ts"

// node test/eval/run.ts [FILE.jsonl …] [--distract FILE.jsonl] [--queries 200] [--folds 3] [--sizes 1000,10000,100000|none]
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    distract: { type: "string" },
    queries: { type: "string", default: "200" },
    folds: { type: "string", default: "3" },
    sizes: { type: "string", default: "1000,10000,100000" },
  },
})

async function read(file: string | undefined): Promise<Story[]> {
  if (file === undefined || file === "none") return []
  return (await readFile(file, "utf8"))
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line, (_, value) => value ?? undefined))
}

const bundle = await bundleWorker()
const sets = positionals.length ? positionals : [beside("newsroom.jsonl"), beside("stories.jsonl")]
const set = (await Promise.all(sets.map(read))).flat()
const noise = await read(values.distract)
const quality = []
for (let fold = 1; fold <= Number(values.folds); fold++) {
  quality.push(await judge(partTask(set, noise, Number(values.queries), `fold ${fold} `), bundle))
}
console.table(quality)
if (values.sizes !== "none") {
  const table = []
  for await (const cost of costs(values.sizes.split(",").map(Number), bundle)) table.push(cost)
  console.table(table)
}
