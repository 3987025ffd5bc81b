import { createInterface } from "node:readline/promises"
import { deploy } from "./deploy/deploy.ts"
import { readOptions } from "./deploy/options.ts"
import { ROOT } from "./settings.ts"
import { runWrangler } from "./wrangler.ts"

const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null
// Ctrl-C and Ctrl-D end it: each step can be run again.
terminal?.once("close", () => process.exit(process.exitCode))

try {
  await deploy(readOptions(process.argv.slice(2)), {
    root: ROOT,
    wrangler: runWrangler,
    ask: terminal && ((question) => terminal.question(question)),
    say: (line) => console.log(line),
    env: process.env,
  })
} catch (error) {
  console.error(`Check Also: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
terminal?.close()
