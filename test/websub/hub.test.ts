import { describe, expect, it } from "vitest"
import { DAY, HOUR, MINUTE, WEEK } from "../../src/lib/text/time.ts"
import { newChallenge, withParameters } from "../../src/websub/ask-callback.ts"
import { readCloudRegistration } from "../../src/websub/cloud-registration.ts"
import { afterFailure, attemptOf } from "../../src/websub/retry.ts"

describe("a callback with our parameters", () => {
  it.each([
    ["https://r.example/", "https://r.example/?hub.mode=denied&hub.reason=a%20%26%20b"],
    ["https://r.example/?", "https://r.example/?hub.mode=denied&hub.reason=a%20%26%20b"],
    ["https://r.example/?a=%7e+b", "https://r.example/?a=%7e+b&hub.mode=denied&hub.reason=a%20%26%20b"],
    ["https://r.example/?hub.mode=own", "https://r.example/?hub.mode=own&hub.mode=denied&hub.reason=a%20%26%20b"],
    ["https://r.example/?a&", "https://r.example/?a&hub.mode=denied&hub.reason=a%20%26%20b"],
  ])("keeps what is its own: %s (§5.1.1)", (callback, asked) => {
    expect(withParameters(callback, { "hub.mode": "denied", "hub.reason": "a & b" })).toBe(asked)
  })

  it("has a new challenge each time (§8.2)", () => {
    const challenges = new Set(Array.from({ length: 100 }, newChallenge))
    expect(challenges.size).toBe(100)
    for (const each of challenges) expect(each).toMatch(/^[\w-]{32}$/)
  })
})

describe("an attempt to deliver (§7)", () => {
  it.each([
    [200, "delivered"],
    [202, "delivered"],
    [299, "delivered"],
    [301, "failed"],
    [308, "failed"],
    [404, "failed"],
    [410, "gone"],
    [500, "failed"],
    [null, "failed"],
  ])("answered with %s has %s", (status, attempt) => {
    expect(attemptOf(status)).toBe(attempt)
  })

  it("is made again for more than a day, and then this version is given up", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((tries) => {
      const after = afterFailure(tries, 0, 0)
      return after.outcome === "retry" ? after.at : after.outcome
    })
    expect(waits).toEqual([MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY])
    expect(afterFailure(8, 0, 2 * DAY)).toEqual({ outcome: "skip" })
  })

  it("ends the subscription when none succeeded for a week", () => {
    expect(afterFailure(1, 0, WEEK - 1).outcome).toBe("retry")
    expect(afterFailure(1, 0, WEEK)).toEqual({ outcome: "drop" })
  })
})

describe("a registration at rssCloud", () => {
  const read = (fields: Record<string, string>, address: string | null = "203.0.113.7") =>
    readCloudRegistration(
      new URLSearchParams({
        notifyProcedure: "",
        port: "5337",
        path: "/hear",
        protocol: "http-post",
        url1: "https://courier.example/rss.xml",
        ...fields,
      }),
      address,
    )

  it.each([
    [{}, "http://203.0.113.7:5337/hear", false],
    [{ domain: "reader.example" }, "http://reader.example:5337/hear", true],
    [{ domain: "reader.example", protocol: "https-post" }, "https://reader.example:5337/hear", true],
    [{ domain: "reader.example", port: "443" }, "https://reader.example:443/hear", true],
    [
      { domain: "reader.example", port: "80", path: "/?rsscloud=notify" },
      "http://reader.example:80/?rsscloud=notify",
      true,
    ],
  ])("%j is told at %s", (fields, callback, hasDomain) => {
    expect(read(fields as Record<string, string>)).toEqual({
      callback,
      urls: ["https://courier.example/rss.xml"],
      hasDomain,
    })
  })

  it("may come from an IPv6 address, and name several feeds", () => {
    const registration = read({ url2: "https://courier.example/atom.xml" }, "2001:db8::1")
    expect(registration).toMatchObject({
      callback: "http://[2001:db8::1]:5337/hear",
      urls: ["https://courier.example/rss.xml", "https://courier.example/atom.xml"],
    })
  })

  it.each([
    [{ protocol: "xml-rpc" }, /protocol/],
    [{ port: "0" }, /port/],
    [{ port: "70000" }, /port/],
    [{ port: "http" }, /port/],
    [{ path: "hear" }, /slash/],
    [{ domain: "reader.example/x" }, /address/],
    [{ domain: "user@victim.example" }, /address/],
    [{ domain: "reader.example:80@victim.example" }, /address/],
  ])("%j is wrong", (fields, wrong) => {
    expect(read(fields as Record<string, string>)).toEqual({ wrong: expect.stringMatching(wrong) })
  })
})
