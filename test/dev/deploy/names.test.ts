import { describe, expect, it } from "vitest"
import { namespaceTitle, queueName, rateLimitId, resourceName } from "../../../src/dev/deploy/names.ts"
import { readOptions } from "../../../src/dev/deploy/options.ts"

describe("a resource's name", () => {
  it.each([
    ["check-also", "check-also", "check-also"],
    ["other-paper", "check-also", "other-paper"],
    ["other-paper", "check-also-backups", "other-paper-backups"],
    ["other-paper", "check_also_events", "other_paper_events"],
    ["other-paper", "backups", "other-paper-backups"],
  ])("of the Worker %s, for %s, is %s", (worker, name, expected) => {
    expect(resourceName(worker, "check-also", name)).toBe(expected)
  })

  it("is wrangler's own for a namespace, and has the queue's name after two hyphens", () => {
    expect(namespaceTitle("other-paper", "BOX_CACHE")).toBe("other-paper-box-cache")
    expect(queueName("other-paper", "dead-letters")).toBe("other-paper--dead-letters")
  })

  it("of a rate limit is a number that only this Worker and binding have", () => {
    const ids = [
      rateLimitId("check-also", "LIMITER"),
      rateLimitId("other-paper", "LIMITER"),
      rateLimitId("other-paper", "EVENTS"),
    ]
    expect(new Set(ids).size).toBe(3)
    expect(rateLimitId("check-also", "LIMITER")).toBe(ids[0])
    for (const id of ids) expect(Number(id)).toSatisfy((n: number) => Number.isInteger(n) && n >= 1 && n <= 2 ** 31)
  })
})

describe("the arguments", () => {
  it.each<[string[], object]>([
    [[], { name: undefined, dryRun: false }],
    [["--dry-run", "--name", "other-paper"], { name: "other-paper", dryRun: true }],
  ])("%j", (args, expected) => {
    expect(readOptions(args)).toEqual(expected)
  })

  it.each([
    [["--name", "Other"], /--name must be small letters, digits and hyphens, 40 at most, but it is "Other"/],
    [["--name", "a--b"], /--name must be/],
    [["--name", "x".repeat(41)], /--name must be/],
    [["--dryrun"], /--dryrun/],
    [["other-paper"], /other-paper/],
  ])("%j is refused", (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence)
  })
})
