import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import packageJson from "../../package.json?raw"
import { type Env, servicesFrom } from "../../src/env.ts"
import { userAgent, webClient } from "../../src/web/client.ts"
import { checkUrl } from "../../src/web/guard.ts"
import { noWeb, servicesWith } from "../support/partners.ts"

const { config } = servicesWith(noWeb)

it("says what we are, in which version, where we stand and whom to write to", () => {
  const { version } = JSON.parse(packageJson) as { version: string }
  expect(userAgent(config)).toBe(`CheckAlso/${version} (+https://courier.example; ${config.publication.contact})`)
})

it("stays a header whatever the contact is", () => {
  const publication = { ...config.publication, contact: "desk (کابل)\r\nX-Evil: 1" }
  expect(userAgent({ ...config, publication })).toMatch(
    /^CheckAlso\/[\d.]+ \(\+https:\/\/courier\.example; [\x20-\x27\x2a-\x7e]*\)$/,
  )
})

describe("this service itself", () => {
  const servicesOf = (vars: Record<string, string>) => servicesFrom({ ...env, ...vars } as unknown as Env)
  const verdict = (address: string, vars: Record<string, string>) =>
    checkUrl(address, webClient(servicesOf(vars)).guard)
  const itself = { outcome: "refused", reason: "is this service itself" }

  it.each([
    ["https://courier.example", "https://www.courier.example/feed.xml"],
    ["https://courier.example", "http://courier.example./feed.xml"],
    ["https://www.courier.example", "https://courier.example/feed.xml"],
    ["https://www.courier.example", "https://www.courier.example/feed.xml"],
    ["https://courier.example", "https://check-also.me.workers.dev/rss.xml"],
    ["https://courier.example", "http://xn--fsq.example:8080/"],
  ])("at %s is also what answers at %s", (SITE_URL, address) => {
    expect(verdict(address, { SITE_URL, OWN_HOSTS: "Check-Also.me.workers.dev, 例.example" })).toEqual(itself)
  })

  it("is neither the newsroom's own site nor a name that only begins or ends like ours", () => {
    const vars = { SITE_URL: "https://feeds.courier.example", HOME_URL: "https://courier.example/", OWN_HOSTS: "" }
    for (const host of [
      "courier.example",
      "www.courier.example",
      "x.feeds.courier.example",
      "www.www.feeds.courier.example",
    ]) {
      expect(verdict(`https://${host}/feed`, vars)).toMatchObject({ outcome: "ok" })
    }
  })

  it.each(["https://a.example", "a.example/b", "a b.example", "user@a.example"])("is not named by %j", (OWN_HOSTS) => {
    expect(() => servicesOf({ OWN_HOSTS })).toThrow(/OWN_HOSTS must be host names/)
  })
})
