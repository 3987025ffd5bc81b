import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"

export default defineConfig(async () => ({
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
      },
    }),
  ],
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    // What the Worker logs of failures that tests make on purpose.
    onConsoleLog: (log) => !log.startsWith('{"event":'),
    setupFiles: ["test/support/setup.ts"],
  },
}))
