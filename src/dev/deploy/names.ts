import { createHash } from "node:crypto"

// Every resource of a newsroom is named after its Worker, so that two in one account never meet. In: the Worker's name
// and a name in wrangler.toml. Out: the name in the account.

/** The name of a database, a bucket or a data set. `own` is the Worker's name in wrangler.toml. */
export function resourceName(worker: string, own: string, name: string): string {
  const joint = name.includes("_") ? "_" : "-"
  const [ours, theirs] = [own, worker].map((text) => text.replaceAll("-", joint)) as [string, string]
  if (name === ours) return theirs
  return `${theirs}${joint}${name.startsWith(ours + joint) ? name.slice(ours.length + 1) : name}`
}

/** Two hyphens, because jobs.ts takes what follows them for the queue's own name. */
export const queueName = (worker: string, queue: string) => `${worker}--${queue}`

/** As wrangler itself names a namespace that it makes for a binding. */
export const namespaceTitle = (worker: string, binding: string) =>
  `${worker}-${binding.toLowerCase().replaceAll("_", "-")}`

/** A rate limit's counter has a number that is its own in the account, from 1 to 2^31. */
export const rateLimitId = (worker: string, binding: string) =>
  String((createHash("sha256").update(`${worker} ${binding}`).digest().readUInt32BE() >>> 1) + 1)
