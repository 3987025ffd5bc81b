import { describe, expect, it } from "vitest"
import { DEMO_STATE, ROOT, readSettings } from "../../src/dev/settings.ts"

const EDITOR_TOKEN = "editor-token-for-tests"

describe("the settings of a local run", () => {
  it("keep the demo's state apart from that of `npm run dev`, unless STATE_DIR says one", () => {
    const [demo, dev] = [readSettings({ EDITOR_TOKEN }, DEMO_STATE), readSettings({ EDITOR_TOKEN })]
    expect([demo.stateDir, dev.stateDir]).toEqual([`${ROOT}/.wrangler/demo`, `${ROOT}/.wrangler/state`])
    expect(readSettings({ EDITOR_TOKEN, STATE_DIR: "/srv/state" }, DEMO_STATE).stateDir).toBe("/srv/state")
  })

  it.each([
    ["PORT", "80.5", "PORT must be a whole number from 1 to 65535, but it is 80.5"],
    ["TICK_S", "-1", "TICK_S must be a whole number from 0 to 86400, but it is -1"],
  ])("%s cannot be %s", (name, value, sentence) => {
    expect(() => readSettings({ EDITOR_TOKEN, [name]: value })).toThrow(new Error(sentence))
  })

  it("take the Worker's variables, but not the shell's LANGUAGE", () => {
    const { variables } = readSettings({ EDITOR_TOKEN, FILL: "0", LANGUAGE: "en_US:en", OTHER: "x" })
    expect(variables).toEqual({ EDITOR_TOKEN, FILL: "0" })
    expect(readSettings({ EDITOR_TOKEN, LANGUAGE: "fa" }).variables.LANGUAGE).toBe("fa")
  })
})
