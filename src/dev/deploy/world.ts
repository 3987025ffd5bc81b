import type { Said } from "./diagnose.ts"

/** What a deploy touches. */
export interface World {
  /** The project's folder. */
  root: string
  wrangler(args: string[]): Promise<Said>
  /** Asks the operator. Null where nobody can answer. */
  ask: ((question: string) => Promise<string>) | null
  say(line: string): void
  env: NodeJS.ProcessEnv
}
