import { describe, expect, it } from "vitest"
import type { SubscriptionState } from "../../src/model/followed.ts"
import { readIntent } from "../../src/websub/intent.ts"

const TOPIC = "https://herald.example/feed?a=1&b=ü"
const DAY = 24 * 3600_000
const query = (values: Record<string, string>) =>
  `?${new URLSearchParams({ "hub.topic": TOPIC, "hub.challenge": "c", ...values })}`
const read = (state: SubscriptionState["state"], search: string) => {
  const { outcome, ...rest } = readIntent(search, { topic: TOPIC, state })
  return "challenge" in rest ? { outcome, ...rest, challenge: [...rest.challenge] } : { outcome, ...rest }
}
const C = [0x63]

describe("what a hub may verify (WebSub §5.3)", () => {
  it.each<[string, SubscriptionState["state"], string, object]>([
    [
      "what we asked for",
      "asked",
      query({ "hub.mode": "subscribe", "hub.lease_seconds": "3600" }),
      { outcome: "subscribed", challenge: C, lease: 3600_000 },
    ],
    [
      "the same again",
      "active",
      query({ "hub.mode": "subscribe", "hub.lease_seconds": "3600" }),
      { outcome: "subscribed", challenge: C, lease: 3600_000 },
    ],
    [
      "without a lease, as older hubs do",
      "asked",
      query({ "hub.mode": "subscribe" }),
      { outcome: "subscribed", challenge: C, lease: DAY },
    ],
    [
      "a lease that is no number",
      "asked",
      query({ "hub.mode": "subscribe", "hub.lease_seconds": "-1" }),
      { outcome: "subscribed", challenge: C, lease: DAY },
    ],
    [
      "no lease at all",
      "asked",
      query({ "hub.mode": "subscribe", "hub.lease_seconds": "0" }),
      { outcome: "subscribed", challenge: C, lease: DAY },
    ],
    [
      "a lease for ever, which is cut",
      "asked",
      query({ "hub.mode": "subscribe", "hub.lease_seconds": "999999999999" }),
      { outcome: "subscribed", challenge: C, lease: 30 * DAY },
    ],
    [
      "the end that we asked for; its lease is ignored (§5.3)",
      "leaving",
      query({ "hub.mode": "unsubscribe", "hub.lease_seconds": "9" }),
      { outcome: "unsubscribed", challenge: C },
    ],
    ["an end that we did not ask for", "active", query({ "hub.mode": "unsubscribe" }), { outcome: "refused" }],
    ["a subscription that we want no more", "leaving", query({ "hub.mode": "subscribe" }), { outcome: "refused" }],
    [
      "another topic",
      "asked",
      query({ "hub.mode": "subscribe", "hub.topic": `${TOPIC}?invalid` }),
      { outcome: "refused" },
    ],
    ["no topic", "asked", "?hub.mode=subscribe&hub.challenge=c", { outcome: "refused" }],
    [
      "no challenge",
      "asked",
      `?${new URLSearchParams({ "hub.mode": "subscribe", "hub.topic": TOPIC })}`,
      { outcome: "refused" },
    ],
    ["an empty challenge", "asked", query({ "hub.mode": "subscribe", "hub.challenge": "" }), { outcome: "refused" }],
    ["another mode", "asked", query({ "hub.mode": "publish" }), { outcome: "refused" }],
    ["no mode", "asked", query({}), { outcome: "refused" }],
    [
      "a denial (§5.2)",
      "asked",
      query({ "hub.mode": "denied", "hub.reason": "no" }),
      { outcome: "denied", reason: "no" },
    ],
    [
      "a denial at any later time, without a reason",
      "active",
      query({ "hub.mode": "denied" }),
      { outcome: "denied", reason: "" },
    ],
    ["a denial of another topic", "active", query({ "hub.mode": "denied", "hub.topic": "x" }), { outcome: "refused" }],
  ])("%s", (_, state, search, outcome) => {
    expect(read(state, search)).toEqual(outcome)
  })

  it.each<[string, string, number[]]>([
    ["plus signs and escapes", "a+b%2B%25", [0x61, 0x20, 0x62, 0x2b, 0x25]],
    ["bytes that are not UTF-8", "%ff%00%C3", [0xff, 0x00, 0xc3]],
    ["percent signs that escape nothing", "50%zz%", [0x35, 0x30, 0x25, 0x7a, 0x7a, 0x25]],
    ["equals signs", "a==", [0x61, 0x3d, 0x3d]],
    ["markup", "%3Cscript%3E", [...new TextEncoder().encode("<script>")]],
  ])("the challenge byte for byte: %s", (_, sent, bytes) => {
    const search = `?hub%2Etopic=${encodeURIComponent(TOPIC)}&hub.mode=subscribe&hub%2echallenge=${sent}&hub.challenge=later`
    expect(read("asked", search)).toMatchObject({ challenge: bytes })
  })
})
