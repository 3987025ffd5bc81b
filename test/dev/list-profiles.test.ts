import { expect, it } from "vitest"
import { profileList } from "../../src/dev/list-profiles.ts"

it("lists each aggregator's file of the folder, in order, and no other file", () => {
  expect(profileList(["yahoo.ts", "all.ts", "README.md", "apple.ts", "index.ts", "kit", "msn.test.ts"])).toBe(
    `// Written by src/dev/list-profiles.ts.
import type { Profile } from "./kit/profile.ts"
import { apple } from "./apple.ts"
import { yahoo } from "./yahoo.ts"

export const PROFILES: readonly Profile[] = [apple, yahoo]
`,
  )
})
