import { expect, it } from "vitest"
import packageJson from "../../package.json?raw"
import { userAgent } from "../../src/partners/user-agent.ts"
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
