import { describe, expect, test } from "vitest"
import { STYLE, STYLE_PATH } from "../../../src/http/site/assets/style.ts"
import { contentSecurityPolicy } from "../../../src/http/site/headers.ts"
import { directionOf } from "../../../src/lib/text/direction.ts"

const siteUrl = "https://harbour.example"
const directive = (policy: string, name: string) =>
  policy
    .split("; ")
    .find((each) => each.startsWith(`${name} `))
    ?.slice(name.length + 1)

describe("the content security policy", () => {
  test("runs no script, and loads nothing but our style and images from https", () => {
    const policy = contentSecurityPolicy({ siteUrl })
    expect(directive(policy, "default-src")).toBe("'none'")
    expect(directive(policy, "script-src")).toBe("'none'")
    expect(directive(policy, "frame-src")).toBe("'none'")
    expect(directive(policy, "style-src")).toBe("'self'")
    expect(directive(policy, "img-src")).toBe("'self' https: data:")
    expect(policy).not.toMatch(/unsafe|\*/)
  })

  test("lets the listed hosts' frames in, and no list entry that would say something else", () => {
    const iframeHosts = ["www.youtube.com", "x.example; script-src *", "*", "'self'"]
    expect(directive(contentSecurityPolicy({ siteUrl, iframeHosts }), "frame-src")).toBe("https://www.youtube.com")
  })

  test("lets no script run but our own, and that only where a page needs it", () => {
    const csp = (scripted: boolean) => contentSecurityPolicy({ siteUrl: "https://harbour.example", scripted })
    expect([directive(csp(false), "script-src"), directive(csp(false), "connect-src")]).toEqual(["'none'", undefined])
    expect([directive(csp(true), "script-src"), directive(csp(true), "connect-src")]).toEqual(["'self'", "'self'"])
  })

  test("takes images from plain http only on a site that is on plain http itself", () => {
    expect(directive(contentSecurityPolicy({ siteUrl: "http://localhost:8787" }), "img-src")).toContain(" http:")
  })
})

describe("the stylesheet", () => {
  const dark = STYLE.slice(STYLE.indexOf("prefers-color-scheme:dark"))
  const colour = (css: string, name: string) => new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(css)![1]!

  function luminance(hex: string): number {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  function contrast(a: string, b: string): number {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
    return (high + 0.05) / (low + 0.05)
  }

  const pairs = [
    ...["ink", "soft", "lapis", "bad", "good"].flatMap((name) => [
      [name, "paper"],
      [name, "card"],
    ]),
    ["lapis", "lapis-soft"],
    ["ink", "lapis-soft"],
    ["gold", "gold-soft"],
  ] as [string, string][]

  test.each(pairs)("%s on %s has the contrast that WCAG 2.2 AA asks for, light and dark", (front, back) => {
    expect(contrast(colour(STYLE, front), colour(STYLE, back))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour(dark, front), colour(dark, back))).toBeGreaterThanOrEqual(4.5)
  })

  test("mirrors for right-to-left scripts: nothing in it says left or right", () => {
    expect(STYLE).not.toMatch(/[-:\s](left|right)\b(?!-to-)/)
  })

  test("has less than 10 kB as it is served, and nothing that only people need", () => {
    expect(new TextEncoder().encode(STYLE).length).toBeLessThan(10_240)
    expect(STYLE).not.toMatch(/\/\*|\n| {2}/)
  })

  test("has an address that changes with it", () => {
    expect(STYLE_PATH).toMatch(/^\/style-[a-z0-9]+\.css$/)
  })
})

test.each([
  ["en", "ltr"],
  ["ps", "rtl"],
  ["fa-AF", "rtl"],
  ["ar", "rtl"],
  ["he", "rtl"],
  ["ur", "rtl"],
  ["uz-Arab", "rtl"],
  ["uz", "ltr"],
  ["az-Arab", "rtl"],
  ["ar-Latn", "ltr"],
  ["zh-Hant", "ltr"],
  ["", "ltr"],
  ["not a tag", "ltr"],
  [undefined, "ltr"],
] as const)("%s is written %s", (language, direction) => {
  expect(directionOf(language)).toBe(direction)
})
