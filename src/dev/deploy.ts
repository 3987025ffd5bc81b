import { createInterface } from "node:readline"
import { deploy } from "./deploy/deploy.ts"
import { readOptions } from "./deploy/options.ts"
import { ROOT } from "./settings.ts"
import { runWrangler } from "./wrangler.ts"

const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null
// Lines that were typed ahead, or pasted, are answers too.
const lines = terminal?.[Symbol.asyncIterator]()

async function ask(question: string): Promise<string> {
  terminal!.setPrompt(question)
  terminal!.prompt()
  const { value, done } = await lines!.next()
  // Ctrl-C or Ctrl-D. Each step can be run again.
  if (done) process.exit(130)
  return value
}

try {
  await deploy(readOptions(process.argv.slice(2)), {
    root: ROOT,
    wrangler: runWrangler,
    ask: terminal && ask,
    say: (line) => console.log(line),
    env: process.env,
  })
} catch (error) {
  console.error(`Check Also: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
terminal?.close()
