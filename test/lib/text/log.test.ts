import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { log } from "../../../src/lib/text/log.ts"

const written: [level: string, line: unknown][] = []

beforeEach(() => {
  written.length = 0
  for (const level of ["warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation((...line) => void written.push([level, ...(line as [unknown])]))
  }
})

afterEach(() => {
  vi.restoreAllMocks()
})

const members = () => JSON.parse(written[0]![1] as string) as Record<string, unknown>

it("writes one line of JSON that starts with the event", () => {
  log("poll-failed", { partner: "herald", detail: "two\nlines" })
  expect(written).toEqual([["warn", '{"event":"poll-failed","partner":"herald","detail":"two\\nlines"}']])
})

it("writes each event at its level", () => {
  log("tick-failed", { part: "polls" })
  log("list-not-renewed", { articleId: "gauges" })
  expect(written.map(([level]) => level)).toEqual(["error", "warn"])
})

it("writes an error with its stack, on the same line", () => {
  const error = new TypeError("it is away")
  log("request-failed", { error })
  expect(written).toHaveLength(1)
  expect(written[0]![1]).not.toContain("\n")
  expect(members()).toEqual({ event: "request-failed", error: error.stack })
  expect(error.stack).toMatch(/^TypeError: it is away\n +at .*log\.test\.ts/)
})

it("writes an error that has no stack by its name and text", () => {
  const error = Object.assign(new RangeError("too many"), { stack: undefined })
  log("tick-failed", { part: "links", error })
  expect(members()).toEqual({ event: "tick-failed", part: "links", error: "RangeError: too many" })
})

it.each([
  ["a text", "away", "away"],
  ["nothing", undefined, "undefined"],
  ["null", null, "null"],
])("writes what was thrown when it is no error: %s", (_, error, text) => {
  log("poll-broke", { error })
  expect(members()).toEqual({ event: "poll-broke", error: text })
})

it("writes no error where none is given", () => {
  log("dead-letter", { id: "1", body: { kind: "poll" } })
  expect(members()).toEqual({ event: "dead-letter", id: "1", body: { kind: "poll" } })
})
