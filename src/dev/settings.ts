import { randomBytes } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { parseLanguage } from "../lib/text/language.ts"
import { VARIABLES } from "../model/variables.ts"

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, "../..")

/** The settings of a local run. */
export interface Settings {
  port: number
  /** The folder for KV, D1 and queues. */
  stateDir: string
  editorToken: string
  allowPrivateNetwork: boolean
  /** Seconds between two ticks of the clock. 0 stops the clock. */
  tickS: number
  /** The Worker's variables that the environment sets. */
  variables: Record<string, string>
}

/** The demo has a state of its own: `npm run dev` on the same machine shows none of its stories. */
export const DEMO_STATE = ".wrangler/demo"

/**
 * Reads PORT, STATE_DIR, TICK_S and the Worker's variables, such as FILL. Throws an Error that names a wrong one of the
 * first three. The Worker itself checks the others.
 */
export function readSettings(env: NodeJS.ProcessEnv, usualState = ".wrangler/state"): Settings {
  return {
    port: number(env, "PORT", 8787, 1, 65_535),
    stateDir: resolve(ROOT, env.STATE_DIR || usualState),
    editorToken: env.EDITOR_TOKEN || keptToken(resolve(ROOT, ".dev.vars")),
    allowPrivateNetwork: env.ALLOW_PRIVATE_NETWORK === "true",
    tickS: number(env, "TICK_S", 60, 0, 86_400),
    variables: Object.fromEntries(
      VARIABLES.flatMap((name) => {
        const value = env[name]
        return value === undefined || isOfTheShell(name, value) ? [] : [[name, value]]
      }),
    ),
  }
}

/** Many shells set LANGUAGE to a list of locales, such as `en_US:en`, for gettext. */
const isOfTheShell = (name: string, value: string) => name === "LANGUAGE" && parseLanguage(value) === null

function number(env: NodeJS.ProcessEnv, name: string, usual: number, least: number, most: number): number {
  const text = env[name]
  if (!text) return usual
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} must be a whole number from ${least} to ${most}, but it is ${text}`)
  }
  return value
}

/** Gives the token in .dev.vars. When there is none, it makes a random one and stores it there. */
function keptToken(file: string): string {
  const text = existsSync(file) ? readFileSync(file, "utf8") : ""
  const kept = /^EDITOR_TOKEN\s*=\s*"?([^"\r\n]+)"?/m.exec(text)?.[1]?.trim()
  if (kept) return kept
  const made = randomBytes(24).toString("base64url")
  const before = text === "" || text.endsWith("\n") ? text : `${text}\n`
  writeFileSync(file, `${before}EDITOR_TOKEN="${made}"\n`, { mode: 0o600 })
  return made
}
