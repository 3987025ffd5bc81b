import { beforeEach } from "vitest"
import { freshStores } from "./stores.ts"

// Tests of pure code: they need no stores, and making those takes longer than most of them.
const PURE = /\/test\/(?:feeds|lib)\//

beforeEach(async ({ task }) => {
  if (!PURE.test(task.file.filepath)) await freshStores()
})
