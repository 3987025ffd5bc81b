// Writes src/feeds/profiles/all.ts, the list of aggregators, from the files of that folder: a Worker can list no folder.
// In: the names of the files. Out: a module with all of them, which git ignores. It runs before tests, before the types
// are checked, and before wrangler bundles (`npm test`, `npm run typecheck`, `npm start`, `npm run deploy`).
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const FOLDER = join(import.meta.dirname, "../feeds/profiles")
const LIST = "all.ts"
const NAME = /^([a-z]{2,30})\.ts$/

/** The text of all.ts, for these files of the folder. */
export function profileList(files: string[]): string {
  const names = files
    .flatMap((file) => (file === LIST || file === "index.ts" ? [] : (NAME.exec(file)?.[1] ?? [])))
    .sort()
  const imports = names.map((name) => `import { ${name} } from "./${name}.ts"\n`)
  return `// Written by src/dev/list-profiles.ts.
import type { Profile } from "./kit/profile.ts"
${imports.join("")}
export const PROFILES: readonly Profile[] = [${names.join(", ")}]
`
}

/** Writes the list, where it has changed: wrangler builds again after each write. */
export function writeProfileList(): void {
  const path = join(FOLDER, LIST)
  const text = profileList(readdirSync(FOLDER))
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text)
}

if (import.meta.main) writeProfileList()
