import { stripVTControlCharacters } from "node:util"

// What a run of wrangler says. Wrangler ends with 1 whatever went wrong, so its words must be read. They are those of
// wrangler 4.156; `test/scripts/deploy.ts` asks the real one.

/** How a run of wrangler ended. */
export interface Said {
  code: number
  stdout: string
  stderr: string
}

export type Trouble =
  | "not-logged-in"
  | "no-rights"
  | "no-network"
  | "several-accounts"
  | "no-database"
  | "no-queue"
  | "no-worker"
  | "other"

// The first that fits counts.
const WORDS: [Trouble, RegExp][] = [
  ["no-network", /Unable to resolve Cloudflare's API hostname|fetch failed|API timed out|certificate mismatch/],
  ["several-accounts", /More than one account available/],
  ["no-database", /Couldn't find a(?:n auto-provisioned)? D1 DB|\[code: 7404\]/],
  ["no-queue", /Queue "[^"]+" does not exist/],
  ["no-worker", /Worker "[^"]+" not found|\[code: (?:10007|10090)\]/],
  // A token that Cloudflare does not know fails where wrangler asks whose it is. A token without a right fails later.
  [
    "not-logged-in",
    /"loggedIn":\s*false|You are not authenticated|set a CLOUDFLARE_API_TOKEN|Invalid access token|Invalid API Token|Unable to authenticate request|Failed to fetch auth token|\[code: (?:6003|6111|9106)\]/,
  ],
  ["not-logged-in", /^[^(]*API \(\/user[^)]*\) failed\.[^[]*\[code: (?:10000|10001|9109)\]/],
  ["no-rights", /Authentication error|Unauthorized to access|not authorized|\[code: (?:10000|9109|10023)\]/],
]

/** Names what went wrong in a run that ended with another code than 0. */
export function diagnose(said: Said): Trouble {
  const words = wordsOf(said)
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? "other"
}

/** All that wrangler said, without colours. */
export const wordsOf = ({ stdout, stderr }: Said) => stripVTControlCharacters(`${stdout}\n${stderr}`).trim()

/** The sentence for the operator: what went wrong, and what to do. */
export function explain(said: Said, doing: string): string {
  switch (diagnose(said)) {
    case "not-logged-in":
      return `${doing}: you are not logged in at Cloudflare. Run \`npx wrangler login\`, or set CLOUDFLARE_API_TOKEN to a token that is valid.`
    case "no-rights":
      return `${doing}: your login may not do this. Log in again with \`npx wrangler login\`, or give your API token the permissions Workers Scripts, D1, Workers KV Storage and Queues, each to edit. Wrangler says:\n${errorOf(said)}`
    case "no-network":
      return `${doing}: Cloudflare cannot be reached. Look at the network, a proxy or a firewall, and try again: what was done is found again.`
    case "several-accounts":
      return `${doing}: your login has several accounts. Write \`account_id = "…"\` into the newsroom's file, or set CLOUDFLARE_ACCOUNT_ID.`
    default:
      return `${doing}: it failed, and wrangler says:\n${errorOf(said)}`
  }
}

/** Wrangler's own error, without what it adds for its makers. */
function errorOf({ stdout, stderr }: Said): string {
  const lines = stripVTControlCharacters(stderr.trim() || stdout)
    .split("\n")
    .map((line) => line.trim())
  const useful = lines.filter(
    (line) => line && !/^at |think this is a bug|newer version of Wrangler|error handler/.test(line),
  )
  return useful.slice(0, 20).join("\n")
}
