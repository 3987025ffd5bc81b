import { expect, it } from "vitest"
import { normaliseUrl } from "../../../src/lib/url/normalise.ts"

it.each([
  ["https://courier.example", "https://courier.example/"],
  ["HTTPS://Courier.Example:443/a/../b", "https://courier.example/b"],
  ["http://courier.example:8080/?q=a b", "http://courier.example:8080/?q=a%20b"],
  ["https://courier.example/%7euser/%c3%bc/ü", "https://courier.example/~user/%C3%BC/%C3%BC"],
  ["https://courier.example/a|b^c[d]?e=|", "https://courier.example/a%7Cb%5Ec%5Bd%5D?e=%7C"],
  ["https://courier.example/100%", "https://courier.example/100%25"],
  ["https://courier.example/#a#b", "https://courier.example/#a%23b"],
  ["https://گزارش.example/خبر", "https://xn--mgbubk52d.example/%D8%AE%D8%A8%D8%B1"],
  ["http://[2001:db8::1]/x", "http://[2001:db8::1]/x"],
])("%s", (address, expected) => {
  expect(normaliseUrl(address)).toBe(expected)
})

it.each(["", "/a", "//courier.example/a", "mailto:a@b.example", "javascript:alert(1)", "data:,x", "https://"])(
  "takes %j for no web address",
  (address) => {
    expect(normaliseUrl(address)).toBeNull()
  },
)

it("is its own normal form", () => {
  const once = normaliseUrl("https://courier.example/%2f%2e%25/ü|?#")
  expect(normaliseUrl(once!)).toBe(once)
})
