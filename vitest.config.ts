import { existsSync } from "node:fs"
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin"
import { defineConfig, type Plugin } from "vitest/config"
import { writeProfileList } from "./src/dev/list-profiles.ts"

// The list of aggregators is no file of git. Wrangler's build, which writes it, does not run here.
writeProfileList()

// Tests of pure code run in plain Node, which is quicker. Those that need the Worker's runtime (bindings, HTMLRewriter,
// its charsets, its Intl data) say so in their name.
const IN_WORKERD = ["test/**/*.worker.test.ts", "test/**/*.worker.test.tsx"]

// KV and D1 keep their files here while a test runs: memory is several times as quick as a disk.
if (existsSync("/dev/shm")) process.env.TMPDIR ??= "/dev/shm"

const noBindings: Plugin = {
  name: "no-bindings",
  enforce: "pre",
  resolveId(id, importer) {
    if (!id.startsWith("cloudflare:")) return
    throw new Error(`${importer} imports ${id}: a test that needs it runs in workerd and is named *.worker.test.ts`)
  },
}

// As wrangler.toml's rules: what is served as it is comes as text.
const texts = [{ find: /^.+\.(?:client\.js|css|txt)$/, replacement: "$&?raw" }]

// The same cases in every run; `npm run fuzz` draws others, ten times as many.
const SEED = 20261123

const common = (mode: string) => ({
  provide: { seed: mode === "fuzz" ? null : SEED },
  tags: [{ name: "property", description: "holds for whatever is drawn", repeats: mode === "fuzz" ? 9 : 0 }],
  // Long enough for the slowest machine: a test waits for events, never for time.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  isolate: false,
  maxWorkers: "100%",
})

export default defineConfig(async ({ mode }) => ({
  test: {
    // What the Worker logs of failures that tests make on purpose.
    onConsoleLog: (log: string) => !log.startsWith('{"event":'),
    projects: [
      {
        plugins: [noBindings],
        resolve: { alias: texts },
        test: {
          ...common(mode),
          name: "node",
          include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
          exclude: IN_WORKERD,
          pool: "threads",
          // Otherwise vitest makes every stylesheet empty.
          css: true,
          setupFiles: ["test/support/seed.ts"],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                EDITOR_TOKEN: "editor-token-for-tests",
                SITE_URL: "https://courier.example",
                HOME_URL: "https://courier.example/",
                ICON: "https://courier.example/icon.svg",
                MIGRATIONS: await readD1Migrations("src/store/migrations"),
              },
              // Queues that nobody reads, and a rate that no test reaches: what comes by the clock is given by the test.
              queueProducers: { RENDERS: "unread", POLLS: "unread", DELIVERIES: "unread", DEAD_LETTERS: "unread" },
              // Not BACKUPS: else every tick would write a back-up.
              r2Buckets: ["BUCKET"],
              ratelimits: {
                LIMITER: { namespace_id: "1001", simple: { limit: 1_000_000, period: 60 } },
                HUB_LIMITER: { namespace_id: "1002", simple: { limit: 1_000_000, period: 60 } },
              },
            },
          }),
        ],
        test: {
          ...common(mode),
          name: "workerd",
          include: IN_WORKERD,
          setupFiles: ["test/support/seed.ts", "test/support/setup.ts"],
        },
      },
    ],
  },
}))
