import { fileURLToPath, URL } from "node:url"
import { parseArgs } from "node:util"
import { bundleWorker } from "../support/worker.ts"
import { costs } from "./cost.ts"
import { partTask } from "./measures.ts"
import { measure } from "./offline.ts"
import { judge } from "./quality.ts"
import { readSet } from "./sets.ts"

// node test/eval/run.ts [FILE.jsonl[:NOISE.jsonl] …] [--worker] [--queries 200] [--folds 3] [--sizes 1000,10000,100000|none]
// Each set is judged with an index in memory, and what was lost is taken apart. With --worker, all sets together are judged
// through the Worker too, as partners and editors use it.
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    worker: { type: "boolean", default: false },
    queries: { type: "string", default: "200" },
    folds: { type: "string", default: "3" },
    sizes: { type: "string", default: "1000,10000,100000" },
  },
})

const queries = Number(values.queries)
const files = positionals.length
  ? positionals
  : ["newsroom", "stories", "languages"].map((name) => beside(`${name}.jsonl`))
const sets = await Promise.all(files.map(readSet))
console.table(
  Object.fromEntries(
    sets.map(({ name, stories, noise, strict }) => {
      const { silence: sure } = measure(stories, noise, { queries, strict, onlyNoise: true })
      return [name, { ...measure(stories, noise, { queries, strict }), "sure silence": noise.length ? sure : null }]
    }),
  ),
)
if (values.worker) {
  const set = sets.flatMap(({ stories }) => stories)
  const noise = sets.flatMap((each) => each.noise)
  const bundle = await bundleWorker()
  const quality = []
  for (let fold = 1; fold <= Number(values.folds); fold++) {
    quality.push(await judge(partTask(set, noise, queries, `fold ${fold} `), bundle))
  }
  console.table(quality)
}
if (values.sizes !== "none") {
  const table = []
  for await (const cost of costs(values.sizes.split(",").map(Number), await bundleWorker())) table.push(cost)
  console.table(table)
}
