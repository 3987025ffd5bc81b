import { parseArgs } from "node:util"

/** What `npm run deploy -- …` was asked. */
export interface Options {
  /** The newsroom's name, which its Worker has too. Undefined: the one that there is. */
  name?: string
  dryRun: boolean
}

/** A queue's name has 63 characters at most, and ends in two hyphens and its part. */
const MAX_NAME = 40

/** Reads the arguments. Throws an Error that says what is wrong with them. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({ args, options: { name: { type: "string" }, "dry-run": { type: "boolean" } } })
  const { name, "dry-run": dryRun = false } = values
  if (name !== undefined && !isName(name)) {
    throw new Error(`--name must be small letters, digits and hyphens, ${MAX_NAME} at most, but it is "${name}"`)
  }
  return { name, dryRun }
}

/** Whether a Worker, its database and its queues can have this name. */
export const isName = (name: string) => name.length <= MAX_NAME && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)
