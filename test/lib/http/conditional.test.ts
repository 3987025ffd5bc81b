import { describe, expect, it } from "vitest"
import { evaluateConditions, parseTags } from "../../../src/lib/http/conditional.ts"

const CURRENT = { etag: '"now"', lastModified: Date.UTC(2026, 10, 23, 7, 30, 15, 500) }
const WEAK = { etag: 'W/"now"', lastModified: CURRENT.lastModified }
const SAME = "Mon, 23 Nov 2026 07:30:15 GMT"
const BEFORE = "Mon, 23 Nov 2026 07:30:14 GMT"
const AFTER = "Mon, 23 Nov 2026 07:30:16 GMT"

type Case = [name: string, headers: Record<string, string>, expected: string, current?: typeof CURRENT | null]

const READS: Case[] = [
  ["no condition", {}, "proceed"],
  ["§13.1.2 If-None-Match with the tag", { "if-none-match": '"now"' }, "not-modified"],
  ["§13.1.2 If-None-Match with another tag", { "if-none-match": '"old"' }, "proceed"],
  ["§13.1.2 If-None-Match *", { "if-none-match": "*" }, "not-modified"],
  ["§13.1.2 If-None-Match * with nothing there", { "if-none-match": "*" }, "proceed", null],
  ["§13.1.2 a list with the tag", { "if-none-match": '"old", "older" ,"now"' }, "not-modified"],
  ["§5.6.1 a list with empty members", { "if-none-match": ', "old",, "now",' }, "not-modified"],
  ["§13.1.2 a list without the tag", { "if-none-match": '"old", "older"' }, "proceed"],
  ["§8.8.3 a comma inside a tag", { "if-none-match": '"x,now", "y"' }, "proceed"],
  ["§8.8.3 a comma inside a tag before the one", { "if-none-match": '"x,y", "now"' }, "not-modified"],
  ["§8.8.3.2 a weak tag sent for a strong one", { "if-none-match": 'W/"now"' }, "not-modified"],
  ["§8.8.3.2 a strong tag sent for a weak one", { "if-none-match": '"now"' }, "not-modified", WEAK],
  ["§8.8.3 the weak mark is case-sensitive", { "if-none-match": 'w/"now"' }, "proceed"],
  ["a tag without quotes is ignored", { "if-none-match": "now" }, "proceed"],
  ["an unclosed tag is ignored", { "if-none-match": '"now' }, "proceed"],
  ["a list with a broken member is ignored", { "if-none-match": '"now", old' }, "proceed"],
  ["an empty If-None-Match is ignored", { "if-none-match": "" }, "proceed"],
  ["* in a list is no *", { "if-none-match": '"old", *' }, "proceed"],
  ["§13.1.3 If-Modified-Since at the time", { "if-modified-since": SAME }, "not-modified"],
  ["§13.1.3 If-Modified-Since later", { "if-modified-since": AFTER }, "not-modified"],
  ["§13.1.3 If-Modified-Since earlier", { "if-modified-since": BEFORE }, "proceed"],
  ["§5.6.7 RFC 850 form", { "if-modified-since": "Monday, 23-Nov-26 07:30:15 GMT" }, "not-modified"],
  ["§5.6.7 asctime form", { "if-modified-since": "Mon Nov 23 07:30:15 2026" }, "not-modified"],
  ["§5.6.7 asctime form, one digit", { "if-modified-since": "Sun Nov  1 07:30:15 2026" }, "proceed"],
  ["§13.1.3 not a date", { "if-modified-since": "yesterday" }, "proceed"],
  ["§13.1.3 RFC 3339 is no HTTP-date", { "if-modified-since": "2026-11-23T07:30:15Z" }, "proceed"],
  ["§13.1.3 two dates", { "if-modified-since": `${SAME}, ${SAME}` }, "proceed"],
  ["§13.1.3 a zone that is not GMT", { "if-modified-since": "Mon, 23 Nov 2026 12:00:15 +0430" }, "proceed"],
  ["§13.1.3 a day that is not", { "if-modified-since": "Tue, 31 Nov 2026 07:30:15 GMT" }, "proceed"],
  ["§13.1.3 without a Last-Modified", { "if-modified-since": SAME }, "proceed", { etag: '"now"', lastModified: null! }],
  ["§13.2.2 If-None-Match comes before the date", { "if-none-match": '"old"', "if-modified-since": AFTER }, "proceed"],
  [
    "§13.2.2 the tag matches, the date would not",
    { "if-none-match": '"now"', "if-modified-since": BEFORE },
    "not-modified",
  ],
  ["§13.1.3 beside a malformed If-None-Match", { "if-none-match": "now", "if-modified-since": SAME }, "proceed"],
  ["§13.1.1 If-Match with the tag", { "if-match": '"now"' }, "proceed"],
  ["§13.1.1 If-Match with another", { "if-match": '"old"' }, "precondition-failed"],
  ["§13.1.1 If-Match *", { "if-match": "*" }, "proceed"],
  ["§13.1.1 If-Match * with nothing there", { "if-match": "*" }, "precondition-failed", null],
  ["§13.1.1 If-Match compares strongly", { "if-match": 'W/"now"' }, "precondition-failed"],
  ["§13.1.1 If-Match of a weak representation", { "if-match": 'W/"now"' }, "precondition-failed", WEAK],
  ["§13.1.1 then If-None-Match", { "if-match": '"now"', "if-none-match": '"now"' }, "not-modified"],
  ["a malformed If-Match is ignored when reading", { "if-match": "now" }, "proceed"],
  ["§13.1.4 If-Unmodified-Since earlier", { "if-unmodified-since": BEFORE }, "precondition-failed"],
  ["§13.1.4 If-Unmodified-Since at the time", { "if-unmodified-since": SAME }, "proceed"],
  ["§13.1.4 not a date", { "if-unmodified-since": "soon" }, "proceed"],
  ["§13.2.2 If-Match comes before it", { "if-match": '"now"', "if-unmodified-since": BEFORE }, "proceed"],
]

const WRITES: Case[] = [
  ["§13.1.2 If-None-Match * to make, when it is there", { "if-none-match": "*" }, "precondition-failed"],
  ["§13.1.2 If-None-Match * to make, when it is not", { "if-none-match": "*" }, "proceed", null],
  ["§13.1.2 If-None-Match with the tag", { "if-none-match": '"old", W/"now"' }, "precondition-failed"],
  ["§13.1.3 If-Modified-Since is for reading", { "if-modified-since": SAME }, "proceed"],
  ["§13.1.1 If-Match with the tag", { "if-match": '"now"' }, "proceed"],
  ["§13.1.1 If-Match when it is not there", { "if-match": '"now"' }, "precondition-failed", null],
  ["a malformed If-Match lets nothing be written", { "if-match": "now" }, "precondition-failed"],
  ["§13.1.4 changed since", { "if-unmodified-since": BEFORE }, "precondition-failed"],
  ["§13.1.4 not changed since", { "if-unmodified-since": SAME }, "proceed"],
]

describe("evaluateConditions (RFC 9110 §13)", () => {
  for (const method of ["GET", "HEAD"]) {
    it.each(READS)(`${method}: %s`, (_, headers, expected, current = CURRENT) => {
      expect(evaluateConditions(method, new Headers(headers), current)).toBe(expected)
    })
  }
  for (const method of ["PUT", "DELETE"]) {
    it.each(WRITES)(`${method}: %s`, (_, headers, expected, current = CURRENT) => {
      expect(evaluateConditions(method, new Headers(headers), current)).toBe(expected)
    })
  }
})

describe("parseTags", () => {
  it.each([
    ['"a"', ['"a"']],
    ['W/"a", "b,c"', ['W/"a"', '"b,c"']],
    ['""', ['""']],
    [" * ", "*"],
    [",", null],
    ['"a" "b"', null],
    ['"a\u0001"', null],
  ])("%s", (value, expected) => {
    expect(parseTags(value)).toEqual(expected)
  })

  it("takes time in proportion to a hostile value", () => {
    const value = `${'"a", '.repeat(20_000)}x`
    expect(parseTags(value)).toBeNull()
  })
})
