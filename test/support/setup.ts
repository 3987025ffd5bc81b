import { applyD1Migrations, type D1Migration, reset } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { beforeEach } from "vitest"

// Every test begins with empty stores and the current schema.
beforeEach(async () => {
  await reset()
  const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] }
  await applyD1Migrations(DB, MIGRATIONS)
})
