import { describe, expect, it } from "vitest"
import { resolvePlainUrl } from "../../../src/lib/url/fast-resolve.ts"

const BASE = "https://partner.example:8443/news/today?x#y"
const ADDRESSES = `https://a.example/ http://a.example/b/c?d=e&f=%C3%A9 https://a-b.c.example/x.html /x /x/y?z=1 /a//b
https://A.example/ https://a.example:443/ https://a.example:80/x https://a.example https://1.2.3.4/x https://1.2.3/x
https://a.example/./b https://a.example/b/../c https://a.example/b/.. /./x /../x //other.example/x /a/%2e%2e/b /%2E/
https://xn--a.example/x https://u@a.example/x https://a.example/a|b https://a.example/é /a"b /a'b /a<b /a#b x ./x ?x #x
https://a..example/x https://-a.example/x http:/a.example/x https:a.example/x ftp://a.example/x javascript:/x /\\\\x
https://a.example/x\\y https://a.0x7f/x https://a.example./x https:///x http://localhost/x https://a.b_c.example/x /`
  .split(/\s+/)
  .filter(Boolean)

describe("resolvePlainUrl", () => {
  it.each(ADDRESSES)("says what the parser says of %s, or nothing", (address) => {
    for (const base of [BASE, "http://partner.example/", "mailto:a@b.example", "not an address", undefined]) {
      const resolved = resolvePlainUrl(address, base)
      // A base that is no address takes nothing from an absolute one here.
      const against = base !== undefined && URL.canParse(base) ? base : undefined
      if (resolved !== null) expect(resolved).toBe(URL.parse(address, against)?.href)
    }
  })

  it.each([
    ["https://a.example/news/1-x?utm_source=y&z=%20", "https://a.example/news/1-x?utm_source=y&z=%20"],
    ["/images/1.jpg", "https://partner.example:8443/images/1.jpg"],
  ])("knows %s without it", (address, expected) => {
    expect(resolvePlainUrl(address, BASE)).toBe(expected)
  })
})
